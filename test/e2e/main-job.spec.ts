import { ANI, MAMASA, REGENT } from './fixtures';
import { Client, TestServer, type Answer, type Json } from './server';

let server: TestServer;
let treasurer: Client;
let verifier: Client;
let sponsorId: string;
let pledgeId: string;
let workers: string[];

const DOCUMENT = { kind: 'surat-kesanggupan', number: '800/12/2021', date: '2021-04-22' };
const PLEDGE = { quota: 2, firstMonth: '2021-05', lastMonth: '2021-12', document: DOCUMENT };
const PAYMENT = {
  amount: '33600',
  valueDate: '2021-05-03',
  custody: 'scheme',
  accountId: 'bpd-1',
  reference: 'FT21123001',
};

const id = (answer: Answer, name: string): string => {
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return String(answer.body[name]);
};
const code = ({ status, body }: Answer) => [status, body['code']] as unknown as [number, string];

async function job(answer: Answer): Promise<Json> {
  const jobId = id(answer, 'jobId');
  for (;;) {
    const { body } = await treasurer.get(`/v1/jobs/${jobId}?waitFor=${answer.body['position']}`);
    if (String(body['status']) !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A worker born on this day of January 1980, checked and enrolled. */
async function enrolled(day: number): Promise<string> {
  const birth = String(day).padStart(2, '0');
  const nik = `760301${String(day + 40)}01800000`;
  const workerId = id(await treasurer.post('/v1/workers', { ...ANI, nik, birthDate: `1980-01-${birth}` }), 'workerId');
  const check = { source: 'field-visit', eligible: true, reference: 'BA/1', checkedOn: '2021-05-01' };
  await treasurer.post(`/v1/workers/${workerId}/eligibility-checks`, check);
  id(
    await treasurer.post(`/v1/workers/${workerId}/enrolment`, { group: 'mamasa-rentan', enrolledOn: '2021-05-01' }),
    'workerId',
  );
  return workerId;
}

const pledge = (changes: object = {}, of = sponsorId) =>
  treasurer.post(`/v1/sponsors/${of}/pledges`, { ...PLEDGE, ...changes });
const pay = (changes: object = {}, of = sponsorId) =>
  treasurer.post(`/v1/sponsors/${of}/payments`, { ...PAYMENT, ...changes });
const assign = (people: readonly string[], changes: object = {}) =>
  treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers: people, ...changes });

beforeAll(async () => {
  server = await TestServer.start();
  const admin = await server.admin();
  treasurer = await server.user(admin, 'bendahara', 'treasurer');
  verifier = await server.user(admin, 'pemeriksa', 'treasurer', 'verifier');
  await admin.put('/v1/scheme', MAMASA);
  sponsorId = id(await treasurer.post('/v1/sponsors', REGENT), 'sponsorId');
  pledgeId = id(await pledge(), 'pledgeId');
  workers = [await enrolled(1), await enrolled(2), await enrolled(3)];
});
afterAll(() => server.stop());

describe('bad input of a pledge', () => {
  test.each([
    ['a quota of nothing', { quota: 0 }, 422, 'quota-invalid'],
    ['a quota below nothing', { quota: -3 }, 422, 'quota-invalid'],
    ['a fraction of a worker', { quota: 1.5 }, 422, 'quota-invalid'],
    ['months reversed', { firstMonth: '2021-12', lastMonth: '2021-05' }, 422, 'months-reversed'],
    ['a month that is none', { firstMonth: '2021-13' }, 400, 'invalid-body'],
    ['a quota in words', { quota: 'lima' }, 400, 'invalid-body'],
    ['a letter signed tomorrow', { document: { ...DOCUMENT, date: '2021-05-04' } }, 422, 'date-in-the-future'],
    ['no letter', { document: undefined }, 400, 'invalid-body'],
  ])('%s', async (_, change, status, refusal) => {
    expect(code(await pledge(change))).toEqual([status, refusal]);
  });

  test('of a sponsor or a pledge nobody knows', async () => {
    expect(code(await pledge({}, 'nobody'))).toEqual([404, 'sponsor-unknown']);
    const amendment = { ...PLEDGE, reason: 'x' };
    expect(code(await treasurer.post('/v1/pledges/no.pledge/amendments', amendment))[0]).toBe(404);
  });
});

describe('bad input of a payment', () => {
  test.each([
    ['zero', { amount: '0' }, 422, 'amount-invalid'],
    ['negative', { amount: '-1' }, 422, 'amount-invalid'],
    ['a fraction', { amount: '100.5' }, 422, 'amount-invalid'],
    ['words', { amount: 'banyak' }, 422, 'amount-invalid'],
    ['above 10^15', { amount: '1000000000000001' }, 422, 'amount-invalid'],
    ['a JSON number', { amount: 33600 }, 400, 'invalid-body'],
    ['tomorrow', { valueDate: '2021-05-04' }, 422, 'date-in-the-future'],
    ['an account of somebody', { accountId: 'pribadi' }, 422, 'account-not-registered'],
    ['no reference', { reference: undefined }, 422, 'credit-key-incomplete'],
    ['more than the credit holds', { creditAmount: '10000' }, 409, 'credit-overdrawn'],
  ])('%s', async (_, change, status, refusal) => {
    expect(code(await pay({ reference: `bad-${JSON.stringify(change).length}`, ...change }))).toEqual([
      status,
      refusal,
    ]);
  });

  test('nothing of it was recorded', async () => {
    const { body } = await treasurer.get(`/v1/sponsors/${sponsorId}/balance`);
    expect(body['payments']).toEqual({ unverified: '0', verified: '0' });
  });
});

test('from pledge to cover: the balance and the status say what has happened', async () => {
  const paymentId = id(await pay(), 'paymentId');
  expect(code(await treasurer.post(`/v1/payments/${paymentId}/verification`))).toEqual([403, 'forbidden']);
  const own = id(
    await verifier.post(`/v1/sponsors/${sponsorId}/payments`, { ...PAYMENT, reference: 'FT2' }),
    'paymentId',
  );
  expect(code(await verifier.post(`/v1/payments/${own}/verification`))).toEqual([409, 'self-verification']);
  id(await verifier.post(`/v1/payments/${paymentId}/verification`), 'paymentId');

  expect(code(await assign(workers))).toEqual([409, 'quota-exceeded']);
  const assigned = await assign(workers.slice(0, 2));
  expect(assigned.body['assigned']).toEqual(workers.slice(0, 2));
  expect(code(await assign(workers.slice(0, 1)))).toEqual([409, 'worker-already-sponsored']);

  await treasurer.get(`/v1/workers?waitFor=${assigned.body['position']}`);
  const run = await job(await treasurer.post('/v1/premium-runs', { throughMonth: '2021-05' }));
  expect(run).toMatchObject({ status: 'completed', counts: { allocated: 2, unfunded: 0 } });
  expect(code(await treasurer.post(`/v1/payments/${paymentId}/reversal`, { reason: 'salah' }))).toEqual([
    409,
    'already-allocated',
  ]);
  const again = await job(await treasurer.post('/v1/premium-runs', { throughMonth: '2021-05' }));
  expect(again['counts']).toMatchObject({ allocated: 0 });

  const order = { group: 'mamasa-rentan', month: '2021-05', billingCode: '126050000017' };
  const opened = await treasurer.post('/v1/remittances', order);
  expect(opened.body).toMatchObject({
    remittanceId: 'mamasa-rentan.2021-05.1',
    status: 'ordered',
    heads: 2,
    amount: '33600',
  });
  const url = `/v1/remittances/${id(opened, 'remittanceId')}`;
  const cover = { receiptNumber: '210500000000001', coverFrom: '2021-05-01', coverThrough: '2021-05-31' };
  expect(code(await treasurer.post(`${url}/acknowledgement`, cover))).toEqual([409, 'remittance-not-paid']);
  const payment = { paidOn: '2021-05-03', accountId: 'bpd-1', reference: 'FT21123099' };
  id(await treasurer.post(`${url}/payment`, payment), 'remittanceId');
  expect(code(await treasurer.post(`${url}/payment`, payment))).toEqual([409, 'remittance-already-paid']);
  const acknowledged = await treasurer.post(`${url}/acknowledgement`, cover);

  const wait = `waitFor=${id(acknowledged, 'position')}`;
  const { body: balance } = await treasurer.get(`/v1/sponsors/${sponsorId}/balance?asOf=2021-05-03&${wait}`);
  expect(balance).toMatchObject({
    pledgedWorkers: 2,
    assignedWorkers: 2,
    monthlyPremium: '33600',
    payments: { unverified: '33600', verified: '33600' },
    allocated: '33600',
    remitted: '33600',
    refunded: '0',
    available: '0',
    arrears: [],
  });
  const { body: status } = await treasurer.get(`/v1/workers/${workers[0]}/premium-status?asOf=2021-05-03`);
  expect(status).toMatchObject({
    status: 'active',
    covered: true,
    coveredMonths: ['2021-05'],
    sponsorId,
    arrearsMonths: 0,
  });
  const { body: later } = await treasurer.get(`/v1/workers/${workers[0]}/premium-status?asOf=2021-07-01`);
  expect(later).toMatchObject({ status: 'in-arrears', arrearsMonths: 2, covered: false });
});

describe('afterwards', () => {
  test('the dead are not assigned, and die once', async () => {
    const death = { diedOn: '2021-05-03', evidence: 'SKM/1' };
    const url = `/v1/workers/${workers[1]}/death`;
    const died = await treasurer.post(url, death);
    const { body } = await treasurer.get(`/v1/workers/${workers[1]}/premium-status?waitFor=${id(died, 'position')}`);
    expect(body['status']).toBe('deceased');
    expect(code(await treasurer.post(url, { ...death, diedOn: '2021-05-02' }))).toEqual([409, 'worker-deceased']);
    expect(code(await assign([String(workers[1])], { firstMonth: '2021-06' }))).toEqual([409, 'worker-deceased']);
  });

  test('a pledge is not lowered below what is assigned', async () => {
    const amendment = { ...PLEDGE, quota: 1, lastMonth: '2021-12', reason: 'anggaran' };
    const lowered = await treasurer.post(`/v1/pledges/${pledgeId}/amendments`, { ...amendment, quota: 0 });
    expect(code(lowered)).toEqual([422, 'quota-invalid']);
    id(await assign([String(workers[2])], { firstMonth: '2021-06' }), 'assignmentId');
    expect(code(await treasurer.post(`/v1/pledges/${pledgeId}/amendments`, amendment))).toEqual([
      409,
      'below-assigned',
    ]);
  });
});

describe('public money', () => {
  const BUDGET = {
    kind: 'budget',
    number: 'DPA/A.1/2021',
    title: 'DPA Dinas Sosial 2021',
    signedOn: '2021-01-04',
    validFrom: '2021-01-01',
    validThrough: '2021-12-31',
    fundingSource: 'apbd',
    ceiling: '200000',
  };
  let office: string;
  let budgetId: string;
  beforeAll(async () => {
    const regency = { kind: 'institution', name: 'Pemkab Mamasa', fundingSource: 'apbd', regionCode: '76.03' };
    office = id(await treasurer.post('/v1/sponsors', regency), 'sponsorId');
    const registered = await treasurer.post('/v1/authorities', BUDGET);
    budgetId = id(registered, 'authorityId');
    await treasurer.get(`/v1/authorities/${budgetId}?waitFor=${registered.body['position']}`);
  });

  test.each<[string, object, number, string]>([
    ['without a budget', {}, 422, 'budget-required'],
    ['over its ceiling', { quota: 2 }, 409, 'ceiling-exceeded'],
    ['in a month outside it', { quota: 1, lastMonth: '2022-01' }, 422, 'month-outside-authority'],
  ])('a pledge %s is refused and reserves nothing', async (_, change, status, refusal) => {
    const named = refusal === 'budget-required' ? {} : { budgetId };
    const answer = await pledge({ ...change, ...named }, office);
    expect(code(answer)).toEqual([status, refusal]);
    expect((await treasurer.get(`/v1/authorities/${budgetId}`)).body['reserved']).toBe('0');
  });

  test('a pledge within it is reserved, and is not paid through the scheme', async () => {
    const made = await pledge({ budgetId, quota: 1 }, office);
    expect(made.body['reserved']).toBe('134400');
    const { body } = await treasurer.get(`/v1/authorities/${budgetId}?waitFor=${id(made, 'position')}`);
    expect(body).toMatchObject({ ceiling: '200000', reserved: '134400' });
    expect(code(await pay({ reference: 'FT-APBD' }, office))).toEqual([422, 'custody-must-be-direct']);
    const cut = { ceiling: '100000', number: 'DPPA/1', reason: 'efisiensi', signedOn: '2021-05-03' };
    expect(code(await treasurer.post(`/v1/authorities/${budgetId}/ceiling`, cut))).toEqual([
      409,
      'ceiling-below-committed',
    ]);
  });
});
