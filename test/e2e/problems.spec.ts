import { MAMASA, REGENT } from './fixtures';
import { Client, TestServer } from './server';

let server: TestServer;
let admin: Client;

beforeAll(async () => {
  server = await TestServer.start();
  admin = await server.admin();
});
afterAll(() => server.stop());

test('a refusal of the ledger names its code, its status and a sentence in two languages', async () => {
  const tiers = [
    { rank: 2, title: 'Bupati', quota: 10 },
    { rank: 1, title: 'Wakil Bupati', quota: 30 },
  ];
  const answer = await admin.put('/v1/scheme', { ...MAMASA, tiers });
  expect(answer.status).toBe(422);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({
    type: 'urn:sedekah:problem:tiers-not-ordered',
    title: 'Perintah tidak dapat diterima',
    status: 422,
    code: 'tiers-not-ordered',
    detail: expect.stringMatching(/./),
    detailEnglish: expect.stringMatching(/./),
    instance: expect.stringMatching(/^urn:sedekah:request:/),
  });
});

test('a wrong body names every wrong field, and never its value', async () => {
  const answer = await admin.put('/v1/scheme', {
    ...MAMASA,
    timeZone: 8,
    tiers: [{ rank: 'tinggi', title: '', quota: 5 }],
    accounts: [{ ...MAMASA.accounts[0], creditKey: 'remark', pin: '1234' }],
    nik: '7603014101800001',
  });
  expect(answer.status).toBe(400);
  expect(answer.body['code']).toBe('invalid-body');
  expect(answer.body['errors']).toEqual(
    expect.arrayContaining([
      { field: 'timeZone', message: 'harus berupa teks' },
      { field: 'tiers.0.rank', message: 'harus berupa angka' },
      { field: 'tiers.0.title', message: 'tidak boleh kosong' },
      {
        field: 'accounts.0.creditKey',
        message: 'harus salah satu dari: reference, date-amount-sequence, date-amount-ordinal',
      },
      { field: 'accounts.0.pin', message: 'tidak dikenal di sini' },
      { field: 'nik', message: 'tidak dikenal di sini' },
    ]),
  );
  expect(JSON.stringify(answer.body)).not.toMatch(/7603014101800001|1234/);
});

test.each(['Bupati\0', 'Bupati\u0007', 'Bupati \ud800'])('a text nobody can have typed: %j', async (name) => {
  const message = 'tidak boleh memuat karakter kendali';
  const answer = await admin.put('/v1/scheme', { ...MAMASA, name });
  expect([answer.status, answer.body['errors']]).toEqual([400, [{ field: 'name', message }]]);
  const typed = await admin.put('/v1/scheme', { ...MAMASA, name: 'Pola\tsedekah – 李 😀\n2026' });
  expect(typed.status).toBe(200);
});

test('a day beyond all reckoning is no day', async () => {
  for (const list of ['continuity', 'sponsors/s/outlook', 'sponsors/s/balance']) {
    const answer = await admin.get(`/v1/${list}?asOf=9999-12-31`);
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-query']);
  }
});

test.each([
  ['not JSON', '{"name":', 'malformed-json', 400],
  ['a list', '[]', 'invalid-body', 400],
  ['a text', '"halo"', 'invalid-body', 400],
  ['null', 'null', 'invalid-body', 400],
])('a body that is %s', async (_, body, code, status) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await admin.send('PUT', '/v1/scheme', body, { headers, key: 'k' });
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
});

test('a body of another kind, and one that is too large', async () => {
  const xml = await admin.send('PUT', '/v1/scheme', '<a/>', {
    headers: { 'content-type': 'application/xml' },
    key: 'k',
  });
  expect([xml.status, xml.body['code']]).toEqual([415, 'unsupported-media-type']);
  const large = await admin.put('/v1/scheme', { ...MAMASA, name: 'x'.repeat(6 << 20) });
  expect([large.status, large.body['code']]).toEqual([413, 'body-too-large']);
});

test.each(['nothing', 'sponsors/%zz', 'sponsors/a%00b', `sponsors/${'7603014101800000'.repeat(7)}`])(
  'an address that does not exist: /v1/%s',
  async (path) => {
    const answer = await admin.get(`/v1/${path}`);
    expect([answer.status, answer.body['code']]).toEqual([404, 'route-unknown']);
    expect(JSON.stringify(answer.body)).not.toContain('7603014101800000');
  },
);

test('prototype pollution is refused', async () => {
  const headers = { 'content-type': 'application/json' };
  const body = '{"__proto__": {"admin": true}, "kind": "office"}';
  const answer = await admin.send('POST', '/v1/sponsors', body, { headers, key: 'p' });
  expect(answer.status).toBe(400);
});

test('every other address needs a token', async () => {
  for (const url of ['/v1/scheme', '/v1/tariffs']) {
    const answer = await server.anyone.get(url);
    expect([url, answer.status, answer.body['code']]).toEqual([url, 401, 'unauthenticated']);
  }
  const write = await server.anyone.post('/v1/sponsors', REGENT);
  expect(write.body['code']).toBe('unauthenticated');
});

test('a plan says how much of it a ceiling carries', async () => {
  const plan = {
    heads: 1000,
    firstMonth: '2025-01',
    lastMonth: '2025-12',
    ceiling: '200000000',
    fundingSource: 'apbd',
  };
  const { status, body } = await admin.post('/v1/plans', plan);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    cost: '201600000',
    fits: false,
    shortfall: '1600000',
    monthsThatFit: 11,
    headsThatFit: 992,
  });
  for (const [field, value, code] of [
    ['heads', 0, 'quota-invalid'],
    ['ceiling', '1.5', 'amount-invalid'],
    ['ceiling', '9'.repeat(40), 'invalid-body'],
    ['lastMonth', '2024-12', 'months-reversed'],
    ['lastMonth', '2035-01', 'months-reversed'],
    ['lastMonth', '9999-12', 'invalid-body'],
  ] as const) {
    expect((await admin.post('/v1/plans', { ...plan, [field]: value })).body['code']).toBe(code);
  }
});

test('the law is published with its citations', async () => {
  const { body } = await admin.get('/v1/tariffs');
  const tariffs = body['tariffs'] as unknown as { tariffId: string; citation: string }[];
  expect(tariffs.length).toBeGreaterThan(5);
  expect(tariffs.every(({ citation }) => citation.length > 5)).toBe(true);
});
