import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MAMASA, REGENT } from './fixtures';
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

const text = (value: Json | undefined): string => String(value);
const PAPER = { kind: 'surat-kesanggupan', number: '1/2021', date: '2021-04-22' };

/** NIK of person `index`: another day of birth for each. */
function nikOf(index: number): string {
  const [year = '', month = '', date = ''] = birthOf(index).split('-');
  return `760301${date}${month}${year.slice(2)}0000`;
}
const birthOf = (index: number): string => new Date(Date.UTC(1960, 0, 1 + index)).toISOString().slice(0, 10);

/** Registers people through the import. */
async function people(count: number): Promise<void> {
  const rows = Array.from(
    { length: count },
    (_, index) => `${nikOf(index)};Warga ${index};${birthOf(index)};76.03.01;petani`,
  );
  const job = await finished('workers', ['nik;nama_lengkap;tanggal_lahir;kode_wilayah;kode_pekerjaan', ...rows]);
  expect(job['counts']).toMatchObject({ registered: count });
}

async function pledge(quota: number): Promise<string> {
  const { body } = await treasurer.post('/v1/sponsors', REGENT);
  const terms = { quota, firstMonth: '2021-05', lastMonth: '2021-12', document: PAPER };
  return text((await treasurer.post(`/v1/sponsors/${text(body['sponsorId'])}/pledges`, terms)).body['pledgeId']);
}

let uploads = 0;
const upload = (list: string, lines: readonly string[]) => {
  const headers = { 'content-type': 'text/csv' };
  return treasurer.send('POST', `/v1/imports/${list}`, lines.join('\n'), { key: `list-${(uploads += 1)}`, headers });
};
async function ended(jobId: Json): Promise<Json> {
  for (;;) {
    const { status, body } = await treasurer.get(`/v1/jobs/${text(jobId)}`);
    if (status === 200 && text(body['status']) !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
async function finished(list: string, lines: readonly string[]): Promise<Json> {
  const { status, body } = await upload(list, lines);
  if (status !== 202) throw new Error(JSON.stringify(body));
  return ended(body['jobId'] as Json);
}
const rowsOf = async (job: Json): Promise<Json> =>
  (await treasurer.get(`/v1/jobs/${text(job['jobId'])}/rows?limit=500`)).body['items'] as Json;
test('good rows are assigned, and every bad one comes back with line, column and reason', async () => {
  await people(5);
  const [small, other] = [await pledge(2), await pledge(9)];
  const job = await finished('assignments', [
    'nik,id_pekerja,id_ikrar,bulan_pertama,bulan_terakhir',
    `${nikOf(0)},,${small},,`,
    `${nikOf(1)},,${small},,`,
    `${nikOf(2)},,${small},,`,
    `${nikOf(0)},,${small},,`,
    `${nikOf(9)},,${small},,`,
    `${nikOf(3)},,${other},2021-06,2021-08`,
    `${nikOf(4)},,${other},2021-13,`,
    `,tidak-ada,${other},,`,
    `,,${other},,`,
    `${nikOf(4)},,tidak-ada,,`,
    `${nikOf(4)},,${other},2020-01,`,
    `${nikOf(4)},,,,`,
  ]);
  expect(job).toMatchObject({
    kind: 'assignment',
    status: 'completed',
    done: 12,
    counts: { assigned: 3, unchanged: 0, refused: 9 },
  });
  expect(await rowsOf(job)).toMatchObject([
    { line: 4, column: 'id_ikrar', code: 'quota-exceeded' },
    { line: 5, column: 'nik', code: 'row-duplicate', message: expect.stringContaining('baris 2') },
    { line: 6, column: 'nik', code: 'worker-unknown' },
    { line: 8, column: 'bulan_pertama', code: 'field-invalid' },
    { line: 9, column: 'id_pekerja', code: 'worker-unknown' },
    { line: 10, column: 'id_pekerja', code: 'field-missing' },
    { line: 11, column: 'id_ikrar', code: 'pledge-unknown' },
    { line: 12, column: 'id_ikrar', code: 'month-outside-pledge' },
    { line: 13, column: 'id_ikrar', code: 'field-missing' },
  ]);
  expect(JSON.stringify(await rowsOf(job))).not.toContain(nikOf(0));
  expect(readdirSync(join(server.folder, 'data/uploads'))).toEqual([]);
});

test('a list sent again assigns nobody twice, and a worker of another sponsor is refused by name', async () => {
  await people(3);
  const [first, second] = [await pledge(9), await pledge(9)];
  const list = ['nik', nikOf(0), nikOf(1)];
  expect((await finished(`assignments?pledgeId=${first}`, list))['counts']).toMatchObject({ assigned: 2 });
  const again = await finished(`assignments?pledgeId=${first}`, [...list, nikOf(2)]);
  expect(again['counts']).toEqual({ assigned: 1, unchanged: 2, refused: 0 });
  const elsewhere = await finished(`assignments?pledgeId=${second}`, list);
  expect(elsewhere['counts']).toEqual({ assigned: 0, unchanged: 0, refused: 2 });
  expect(await rowsOf(elsewhere)).toMatchObject([
    { line: 2, column: 'nik', code: 'worker-already-sponsored' },
    { line: 3, column: 'nik', code: 'worker-already-sponsored' },
  ]);
});

test('a list without the needed columns, or for a pledge that is none, is refused at once', async () => {
  const answers = [
    await upload('assignments', ['nik', nikOf(0)]),
    await upload('assignments', ['id_ikrar', 'x']),
    await upload('assignments?pledgeId=x.y', ['nik', nikOf(0)]),
  ];
  expect(answers.map(({ status, body }) => [status, body['code']])).toEqual([
    [400, 'csv-unreadable'],
    [400, 'csv-unreadable'],
    [404, 'pledge-unknown'],
  ]);
});

test('interrupted by a restart in the middle of a chunk, it goes on and counts everybody once', async () => {
  const count = 1_200;
  await people(count);
  const pledgeId = await pledge(count);
  const lines = ['nik', ...Array.from({ length: count }, (_, index) => nikOf(index))];
  const { body } = await upload(`assignments?pledgeId=${pledgeId}`, lines);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await server.restart();
  treasurer = await server.signIn('bendahara');
  const job = await ended(body['jobId'] as Json);
  expect(job).toMatchObject({ status: 'completed', counts: { assigned: count, unchanged: 0, refused: 0 } });
}, 60_000);
