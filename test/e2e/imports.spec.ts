import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAMASA } from './fixtures';
import { Client, TestServer, type Json } from './server';

let server: TestServer;
let treasurer: Client;

beforeEach(async () => {
  server = await TestServer.start();
  const admin = await server.admin();
  treasurer = await server.user(admin, 'bendahara', 'treasurer');
  await admin.put('/v1/scheme', MAMASA);
});
afterEach(() => server.stop());

const HEADER = 'nik;nama_lengkap;tanggal_lahir;jenis_kelamin;alamat;kode_wilayah;no_hp;kode_pekerjaan';

/** Row `index` of a made-up file: another day of birth for each, so another NIK. */
function row(index: number, changes: Partial<Record<'nik' | 'name' | 'birth' | 'job', string>> = {}): string {
  const day = new Date(Date.UTC(1960, 0, 1 + index)).toISOString().slice(0, 10);
  const [year, month, date] = day.split('-') as [string, string, string];
  const nik = `760301${date}${month}${year.slice(2)}0000`;
  const { nik: given = nik, name = `Warga ${index}`, birth = `${date}-${month}-${year}`, job = 'petani' } = changes;
  return `${given};${name};${birth};L;Dusun ${index};76.03.01;;${job}`;
}
const fileOf = (...rows: string[]) => [HEADER, ...rows].join('\r\n');

let uploads = 0;
const upload = (file: string | Buffer, { query = '', key = `upload-${++uploads}`, type = 'text/csv' } = {}) =>
  treasurer.send('POST', `/v1/imports/workers${query}`, file, { key, headers: { 'content-type': type } });

async function finished(jobId: Json): Promise<Json> {
  for (;;) {
    const { status, body } = await treasurer.get(`/v1/jobs/${jobId}`);
    if (status === 200 && String(body['status']) !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
async function imported(file: string | Buffer, options: Parameters<typeof upload>[1] = {}): Promise<Json> {
  const { status, body } = await upload(file, options);
  if (status !== 202) throw new Error(JSON.stringify(body));
  return finished(body['jobId'] as Json);
}
const rowsOf = async (job: Json): Promise<Json> =>
  (await treasurer.get(`/v1/jobs/${job['jobId']}/rows?limit=500`)).body['items'] as Json;

test('good rows are kept, and every bad one comes back with line, column and reason', async () => {
  const file = fileOf(
    row(0),
    row(1, { nik: '7603' }),
    row(2, { birth: '31-02-1980' }),
    row(3, { job: 'astronot' }),
    row(4, { name: '"Warga\r\nempat"' }),
    row(0, { name: 'Orang yang sama' }),
    row(5, { name: '' }),
    row(6, { name: '"stray' }),
    row(7),
  );
  const job = await imported(file);
  expect(job).toMatchObject({
    kind: 'worker-import',
    status: 'completed',
    done: 9,
    counts: { registered: 3, unchanged: 0, enrolled: 0, refused: 6 },
    rowsReported: 6,
  });
  expect(await rowsOf(job)).toMatchObject([
    { line: 3, column: 'nik', code: 'nik-invalid' },
    { line: 4, column: 'tanggal_lahir', code: 'birth-date-impossible' },
    { line: 5, column: 'kode_pekerjaan', code: 'occupation-unknown' },
    { line: 8, column: 'nik', code: 'row-duplicate', message: expect.stringContaining('baris 2') },
    { line: 9, column: 'nama_lengkap', code: 'field-missing' },
    { line: 10, code: 'row-malformed' },
  ]);
  expect(JSON.stringify(await rowsOf(job))).not.toMatch(/7603|Warga|stray|astronot/);
});

test('a second upload adds nothing, and other data for a known NIK are not taken', async () => {
  const first = await imported(fileOf(row(0), row(1)));
  expect(first['counts']).toMatchObject({ registered: 2 });
  const again = await imported(fileOf(row(1), row(0)));
  expect(again['counts']).toEqual({ registered: 0, unchanged: 2, enrolled: 0, refused: 0 });
  const other = await imported(fileOf(row(0, { name: 'Nama lain' }), row(2)));
  expect(other['counts']).toMatchObject({ registered: 1, unchanged: 0, refused: 1 });
  expect(await rowsOf(other)).toMatchObject([{ line: 2, column: 'nik', code: 'nik-known' }]);
  const { body } = await treasurer.get('/v1/workers?limit=500');
  expect(body['items']).toHaveLength(3);
});

test('a form with the file does the same as the file itself', async () => {
  const boundary = 'x'.repeat(20);
  const form = [
    `--${boundary}`,
    'content-disposition: form-data; name="file"; filename="pekerja.csv"',
    'content-type: text/csv',
    '',
    fileOf(row(0)),
    `--${boundary}--`,
    '',
  ].join('\r\n');
  const job = await imported(form, { type: `multipart/form-data; boundary=${boundary}` });
  expect(job['counts']).toMatchObject({ registered: 1 });
});

test('the same key sends the same file once; another file with it is refused', async () => {
  const first = await upload(fileOf(row(0)), { key: 'once' });
  await finished(first.body['jobId'] as Json);
  const again = await upload(fileOf(row(0)), { key: 'once' });
  expect([again.status, again.body]).toEqual([202, first.body]);
  const other = await upload(fileOf(row(1)), { key: 'once' });
  expect([other.status, other.body['code']]).toEqual([422, 'idempotency-key-reused']);
  expect(readdirSync(join(server.folder, 'data/uploads'))).toEqual([]);
});

test.each([
  ['an empty file', '', 'csv-unreadable'],
  ['a file without the needed columns', 'nama;umur\r\nAni;40', 'csv-unreadable'],
  ['a column twice', `${HEADER};nik\r\n`, 'csv-unreadable'],
])('%s is refused at once', async (_, file, code) => {
  const answer = await upload(file);
  expect([answer.status, answer.body['code']]).toEqual([400, code]);
});

test('with enrol=true everyone who may be is checked and enrolled', async () => {
  const query = '?enrol=true&group=mamasa-rentan&enrolledOn=2021-05-01&checkReference=BA/7/2021';
  const old = '7603010101500000;Warga Tua;01-01-1950;L;;76.03.01;;petani';
  const job = await imported(fileOf(row(0), old, row(1)), { query });
  expect(job['counts']).toEqual({ registered: 3, unchanged: 0, enrolled: 2, refused: 1 });
  expect(await rowsOf(job)).toMatchObject([{ line: 3, column: 'tanggal_lahir', code: 'worker-over-age' }]);
  const { body } = await treasurer.get('/v1/workers?limit=1');
  expect(body['items']).toMatchObject([{ group: 'mamasa-rentan', enrolledOn: '2021-05-01', band: 1 }]);
  const again = await imported(fileOf(row(0), row(1)), { query });
  expect(again['counts']).toEqual({ registered: 0, unchanged: 2, enrolled: 0, refused: 0 });
  const missing = await upload(fileOf(row(0)), { query: '?enrol=true' });
  expect(missing.body['errors']).toHaveLength(3);
});

test('interrupted by a restart, it goes on and counts everybody once', async () => {
  const people = 1700;
  const { body } = await upload(fileOf(...Array.from({ length: people }, (_, index) => row(index)), row(0)));
  await new Promise((resolve) => setTimeout(resolve, 150));
  await server.restart();
  treasurer = await server.signIn('bendahara');
  const job = await finished(body['jobId'] as Json);
  expect(job).toMatchObject({
    status: 'completed',
    done: people + 1,
    counts: { registered: people, unchanged: 0, refused: 1 },
  });
  expect(await rowsOf(job)).toMatchObject([{ line: people + 2, code: 'row-duplicate' }]);
}, 60_000);

test('progress comes as server-sent events and ends with the job', async () => {
  const { body } = await upload(fileOf(...Array.from({ length: 600 }, (_, index) => row(index))));
  const stream = await treasurer.get(`/v1/jobs/${body['jobId']}/events?waitFor=${body['position']}`);
  const text = String(stream.body['text']);
  expect(text).toContain('event: completed');
  expect(text).toContain('"registered":600');
});

test('neither the upload nor anything else in the data folder names a person', async () => {
  await imported(fileOf(row(3, { name: 'Ani Lestari' })));
  const folder = join(server.folder, 'data');
  for (const { parentPath, name } of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(parentPath, name);
    if (!existsSync(path) || /^(uploads|read-model)$/.test(name)) continue;
    expect(readFileSync(path).toString('latin1')).not.toMatch(/Ani Lestari|7603010401600000/);
  }
});
