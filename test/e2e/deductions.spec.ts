import { MAMASA, REGENT } from './fixtures';
import { Client, TestServer, type Json } from './server';

let server: TestServer;
let treasurer: Client;
let verifier: Client;

beforeAll(async () => {
  server = await TestServer.start();
  const admin = await server.admin();
  treasurer = await server.user(admin, 'bendahara', 'treasurer');
  verifier = await server.user(admin, 'verifikator', 'verifier');
  await admin.put('/v1/scheme', MAMASA);
});
afterAll(() => server.stop());

const text = (value: Json | undefined): string => String(value);
const items = (value: Json | undefined): readonly Json[] => value as unknown as readonly Json[];

async function sponsors(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const office = { ...REGENT, tier: undefined, name: `Kepala Dinas ${number}` };
    ids.push(text((await treasurer.post('/v1/sponsors', office)).body['sponsorId']));
  }
  return ids;
}

let credits = 0;
const credit = (amount: string, list: readonly { sponsorId: string; amount: string }[]) => ({
  accountId: 'bpd-1',
  reference: `GAJI-${(credits += 1)}`,
  valueDate: '2021-05-03',
  amount,
  list,
});

const payments = async () => items((await treasurer.get('/v1/payments?limit=500')).body['items']);

test('one payroll credit becomes a payment for each sponsor, and a repeat is the same', async () => {
  const [first = '', second = ''] = await sponsors(2);
  const body = credit('268800', [
    { sponsorId: first, amount: '168000' },
    { sponsorId: second, amount: '84000' },
    { sponsorId: first, amount: '16800' },
  ]);
  const made = await treasurer.post('/v1/deductions', body, { key: 'gaji-mei' });
  expect(made.status).toBe(201);
  const made1 = items(made.body['payments']);
  expect(made1.map(({ sponsorId, amount }) => [text(sponsorId), text(amount)])).toEqual([
    [first, '184800'],
    [second, '84000'],
  ]);
  const again = await treasurer.post('/v1/deductions', body, { key: 'gaji-mei' });
  expect([again.status, again.body]).toEqual([201, made.body]);
  const [payment] = made1;
  const id = text(payment?.['paymentId']);
  const { body: verified } = await verifier.post(`/v1/payments/${id}/verification`);
  const balance = await treasurer.get(`/v1/sponsors/${first}/balance?waitFor=${text(verified['position'])}`);
  expect(balance.body).toMatchObject({ available: '184800', payments: { verified: '184800', unverified: '0' } });
  const { body: found } = await treasurer.get(`/v1/payments/${id}`);
  expect(found).toMatchObject({ channel: 'payroll' });
});

test('the same key for another list is refused before anything is written', async () => {
  const [first = '', second = ''] = await sponsors(2);
  const body = credit('33600', [{ sponsorId: first, amount: '33600' }]);
  const { body: made } = await treasurer.post('/v1/deductions', body, { key: 'gaji-juni' });
  await treasurer.get(`/v1/payments?waitFor=${text(made['position'])}`);
  const before = await payments();
  for (const other of [
    { ...body, list: [{ sponsorId: second, amount: '33600' }] },
    { ...body, reference: 'LAIN' },
  ]) {
    const answer = await treasurer.post('/v1/deductions', other, { key: 'gaji-juni' });
    expect([answer.status, answer.body['code']]).toEqual([422, 'idempotency-key-reused']);
  }
  expect(await payments()).toEqual(before);
});

test('a list that is not the credit is refused with both numbers, and nothing changes', async () => {
  const [first = ''] = await sponsors(1);
  const before = await payments();
  const short = await treasurer.post('/v1/deductions', credit('33600', [{ sponsorId: first, amount: '16800' }]));
  expect(short).toMatchObject({
    status: 422,
    body: { code: 'deduction-list-differs', amount: '33600', total: '16800', difference: '16800' },
  });
  const stranger = [
    { sponsorId: first, amount: '16800' },
    { sponsorId: 'tidakdikenal0000', amount: '16800' },
  ];
  const unknown = await treasurer.post('/v1/deductions', credit('33600', stranger));
  expect(unknown).toMatchObject({ status: 404, body: { code: 'sponsor-unknown', sponsorId: 'tidakdikenal0000' } });
  expect(await payments()).toEqual(before);
});

test('a credit that was drawn on before does not carry the whole list', async () => {
  const [first = '', second = ''] = await sponsors(2);
  const body = credit('33600', [{ sponsorId: first, amount: '33600' }]);
  const { accountId, reference, valueDate } = body;
  await treasurer.post(`/v1/sponsors/${second}/payments`, {
    custody: 'scheme',
    accountId,
    reference,
    valueDate,
    amount: '16800',
    creditAmount: '33600',
  });
  const answer = await treasurer.post('/v1/deductions', body);
  expect([answer.status, answer.body['code']]).toEqual([409, 'credit-overdrawn']);
});

test.each([
  [{ list: [] }, 400, 'invalid-body'],
  [{ list: [{ sponsorId: 'a', amount: 16800 }] }, 400, 'invalid-body'],
  [{ reference: undefined }, 422, 'credit-key-incomplete'],
  [{ accountId: 'lain' }, 422, 'account-not-registered'],
  [{ valueDate: '2021-06-01' }, 422, 'date-in-the-future'],
])('with %p it is refused', async (change, status, code) => {
  const [first = ''] = await sponsors(1);
  const body = { ...credit('16800', [{ sponsorId: first, amount: '16800' }]), ...change };
  const answer = await treasurer.post('/v1/deductions', body);
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
});

test('a list of 1,000 lines is one call', async () => {
  const ids = await sponsors(20);
  const list = Array.from({ length: 1_000 }, (_, line) => ({ sponsorId: ids[line % 20] ?? '', amount: '16800' }));
  const answer = await treasurer.post('/v1/deductions', credit('16800000', list));
  expect(items(answer.body['payments']).map(({ amount }) => text(amount))).toEqual(ids.map(() => '840000'));
  const tooLong = await treasurer.post('/v1/deductions', credit('16816800', [...list, ...list.slice(0, 1)]));
  expect([tooLong.status, tooLong.body['code']]).toEqual([400, 'invalid-body']);
});
