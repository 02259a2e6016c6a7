import { setTimeout as wait } from 'node:timers/promises';
import { MAMASA, REGENT } from './fixtures';
import { Client, TestServer, type Answer, type Json } from './server';

const GROUP = 'mamasa-rentan';
const PAPER = { kind: 'surat-kesanggupan', number: '1/2021', date: '2021-04-22' };
const PLEDGE = { quota: 2, firstMonth: '2021-05', lastMonth: '2021-12', document: PAPER };
const CREDIT = { amount: '33600', valueDate: '2021-05-03', custody: 'scheme', accountId: 'bpd-1', reference: 'R-1' };

let server: TestServer;
let admin: Client;
let treasurer: Client;
let verifier: Client;
let both: Client;

beforeAll(async () => {
  server = await TestServer.start();
  admin = await server.admin();
  treasurer = await server.user(admin, 'bendahara', 'treasurer');
  verifier = await server.user(admin, 'verifikator', 'verifier');
  both = await server.user(admin, 'rangkap', 'treasurer', 'verifier');
  await admin.put('/v1/scheme', MAMASA);
});
afterAll(() => server.stop());

const text = (value: Json | undefined): string => String(value);
let births = 0;

/** A worker nobody is, enrolled. */
async function worker(): Promise<string> {
  births += 1;
  const day = String(births).padStart(2, '0');
  const person = { nik: `760301${day}01800000`, name: `Orang ${births}`, birthDate: `1980-01-${day}` };
  const made = await treasurer.post('/v1/workers', { ...person, regionCode: '76.03.01', occupation: 'nelayan' });
  const url = `/v1/workers/${text(made.body['workerId'])}`;
  const check = { source: 'dukcapil', eligible: true, reference: 'D-1', checkedOn: '2021-05-02' };
  await treasurer.post(`${url}/eligibility-checks`, check);
  await treasurer.post(`${url}/enrolment`, { group: GROUP, enrolledOn: '2021-05-02' });
  return text(made.body['workerId']);
}

async function pledged(quota = 2): Promise<{ sponsorId: string; pledgeId: string }> {
  const sponsor = await treasurer.post('/v1/sponsors', REGENT);
  const sponsorId = text(sponsor.body['sponsorId']);
  const pledge = await treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, { ...PLEDGE, quota });
  return { sponsorId, pledgeId: text(pledge.body['pledgeId']) };
}

let credits = 0;
async function paid(sponsorId: string, amount: string): Promise<string> {
  const credit = { ...CREDIT, amount, reference: `P-${(credits += 1)}` };
  const payment = await treasurer.post(`/v1/sponsors/${sponsorId}/payments`, credit);
  const paymentId = text(payment.body['paymentId']);
  await verifier.post(`/v1/payments/${paymentId}/verification`);
  return paymentId;
}

async function run(sponsorId: string, throughMonth = '2021-05'): Promise<Json> {
  const started = await treasurer.post('/v1/premium-runs', { throughMonth, sponsorId });
  for (;;) {
    const url = `/v1/jobs/${text(started.body['jobId'])}?waitFor=${text(started.body['position'])}`;
    const { body } = await treasurer.get(url);
    if (text(body['status']) === 'completed') return body;
    await wait(20);
  }
}

const expectRefused = (answer: Answer, status: number, code: string) => {
  expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
  expect(text(answer.body['detail']).length).toBeGreaterThan(10);
};

describe('a pledge', () => {
  test('takes no more workers than it promises, no worker twice, no dead', async () => {
    const { pledgeId } = await pledged(1);
    const url = `/v1/pledges/${pledgeId}/assignments`;
    const [first, second, dead] = [await worker(), await worker(), await worker()];
    expectRefused(await treasurer.post(url, { workers: [first, second] }), 409, 'quota-exceeded');
    const taken = await treasurer.post(url, { workers: [first] });
    expect(taken.body).toMatchObject({ assigned: [first], refused: [] });
    expectRefused(await treasurer.post(url, { workers: [first] }), 409, 'worker-already-sponsored');
    await treasurer.post(`/v1/workers/${dead}/death`, { diedOn: '2021-05-02', evidence: 'Akta 1' });
    expectRefused(await treasurer.post(url, { workers: [dead] }), 409, 'worker-deceased');
    // What the quota refused holds nobody: the same worker is free for another pledge.
    const other = await pledged(1);
    const free = await treasurer.post(`/v1/pledges/${other.pledgeId}/assignments`, { workers: [second, dead] });
    expect(free.body).toMatchObject({ assigned: [second], refused: [{ workerId: dead, code: 'worker-deceased' }] });
  });
});

describe('public money', () => {
  test('is reserved at a budget and never above its ceiling', async () => {
    const budget = await treasurer.post('/v1/authorities', {
      kind: 'budget',
      number: 'DPA/1',
      title: 'Pekerja rentan',
      signedOn: '2021-01-04',
      validFrom: '2021-01-01',
      validThrough: '2021-12-31',
      fundingSource: 'apbd',
      ceiling: '1000000',
    });
    const budgetId = text(budget.body['authorityId']);
    const city = await treasurer.post('/v1/sponsors', {
      ...REGENT,
      name: 'Kota',
      tier: undefined,
      fundingSource: 'apbd',
    });
    const url = `/v1/sponsors/${text(city.body['sponsorId'])}/pledges`;
    expectRefused(await treasurer.post(url, PLEDGE), 422, 'budget-required');
    const large = await treasurer.post(url, { ...PLEDGE, quota: 8, budgetId });
    expectRefused(large, 409, 'ceiling-exceeded');
    expect(large.body).toMatchObject({ free: '1000000', short: '75200', monthsThatFit: '7', headsThatFit: '7' });
    const late = { ...PLEDGE, lastMonth: '2022-01', budgetId };
    expectRefused(await treasurer.post(url, late), 422, 'month-outside-authority');
    const made = await treasurer.post(url, { ...PLEDGE, quota: 7, budgetId });
    expect(made.body).toMatchObject({ reserved: '940800' });
    const larger = { ...PLEDGE, quota: 8, reason: 'tambah', document: PAPER };
    const amended = await treasurer.post(`/v1/pledges/${text(made.body['pledgeId'])}/amendments`, larger);
    expectRefused(amended, 409, 'ceiling-exceeded');
    expect(amended.body).toMatchObject({ asked: '134400', free: '1000000', monthsThatFit: '7', headsThatFit: '7' });
    const waitFor = text(made.body['position']);
    const outlook = await treasurer.get(`/v1/authorities/${budgetId}/outlook?asOf=2021-05-03&waitFor=${waitFor}`);
    expect(outlook.body).toMatchObject({
      ceiling: '1000000',
      committed: '940800',
      spent: '0',
      remaining: '1000000',
      workers: 0,
      months: [],
      runway: { runsOutIn: null },
      toTheEnd: { throughMonth: '2021-12', fits: true },
    });
    expectRefused(await treasurer.get('/v1/authorities/nothing/outlook'), 404, 'not-found');
    const payment = { ...CREDIT, reference: 'APBD' };
    const through = await treasurer.post(url.replace('pledges', 'payments'), payment);
    expectRefused(through, 422, 'custody-must-be-direct');
    // The refusal is what a repeat finds, and the credit is whole again for whom it belongs to.
    const { sponsorId } = await pledged();
    expect((await treasurer.post(`/v1/sponsors/${sponsorId}/payments`, payment)).status).toBe(201);
  });
});

describe('a payment', () => {
  test('draws no more from a bank credit than it holds, over all sponsors', async () => {
    const [one, two] = [await pledged(), await pledged()];
    const credit = { ...CREDIT, reference: 'GAJI-MEI', creditAmount: '50000' };
    const first = await treasurer.post(`/v1/sponsors/${one.sponsorId}/payments`, credit);
    expect(first.status).toBe(201);
    const url = `/v1/sponsors/${two.sponsorId}/payments`;
    expectRefused(await treasurer.post(url, { ...credit, amount: '16401' }), 409, 'credit-overdrawn');
    expectRefused(await treasurer.post(url, { ...credit, creditAmount: '60000' }), 409, 'credit-differs');
    expectRefused(await treasurer.post(url, { ...credit, valueDate: '2030-01-01' }), 422, 'date-in-the-future');
    expectRefused(await treasurer.post(url, { ...credit, accountId: 'pribadi' }), 422, 'account-not-registered');
    expect((await treasurer.post(url, { ...credit, amount: '16400' })).status).toBe(201);
  });

  test('is verified by another officer and not reversed once allocated', async () => {
    const { sponsorId, pledgeId } = await pledged(1);
    await treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers: [await worker()] });
    const credit = { ...CREDIT, amount: '16800', reference: 'RANGKAP' };
    const payment = await both.post(`/v1/sponsors/${sponsorId}/payments`, credit);
    const url = `/v1/payments/${text(payment.body['paymentId'])}`;
    expectRefused(await both.post(`${url}/verification`), 409, 'self-verification');
    expectRefused(await treasurer.post(`${url}/verification`), 403, 'forbidden');
    expect((await verifier.post(`${url}/verification`)).status).toBe(201);
    await run(sponsorId);
    expectRefused(await treasurer.post(`${url}/reversal`, { reason: 'salah' }), 409, 'already-allocated');
  });
});

describe('a key', () => {
  test('belongs to one input, wherever another input would lead', async () => {
    const { sponsorId } = await pledged();
    const url = `/v1/sponsors/${sponsorId}/payments`;
    const first = await treasurer.post(url, { ...CREDIT, reference: 'K-1' }, { key: 'kunci' });
    const again = await treasurer.post(url, { ...CREDIT, reference: 'K-1' }, { key: 'kunci' });
    expect(again.body).toEqual(first.body);
    const other = await treasurer.post(url, { ...CREDIT, reference: 'K-2' }, { key: 'kunci' });
    expectRefused(other, 422, 'idempotency-key-reused');
    expectRefused(await treasurer.post('/v1/sponsors', REGENT, { key: 'kunci' }), 422, 'idempotency-key-reused');
    const whole = await treasurer.post(url, { ...CREDIT, reference: 'K-2' });
    expect(whole.status).toBe(201);
  });

  test('keeps belonging to it after a restart', async () => {
    const { sponsorId } = await pledged();
    await treasurer.post(`/v1/sponsors/${sponsorId}/payments`, { ...CREDIT, reference: 'K-3' }, { key: 'lama' });
    await server.restart();
    treasurer = await server.signIn('bendahara');
    verifier = await server.signIn('verifikator');
    both = await server.signIn('rangkap');
    const other = await treasurer.post(
      `/v1/sponsors/${sponsorId}/payments`,
      { ...CREDIT, reference: 'K-4' },
      { key: 'lama' },
    );
    expectRefused(other, 422, 'idempotency-key-reused');
  });
});

describe('a month', () => {
  test('is run, remitted, paid and acknowledged; what BPJS does not accept is credit used first next time', async () => {
    const { sponsorId, pledgeId } = await pledged(2);
    const people = [await worker(), await worker()];
    await treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers: people });
    await paid(sponsorId, '33600');
    expect(await run(sponsorId)).toMatchObject({ counts: { unfunded: 0 } });
    const again = await run(sponsorId);
    expect(again).toMatchObject({ counts: { allocated: 0 } });

    const wrong = { group: GROUP, month: '2021-05', billingCode: '126050000001', expectedAmount: '1' };
    expectRefused(await treasurer.post('/v1/remittances', wrong), 409, 'remittance-amount-differs');
    const order = { group: GROUP, month: '2021-05', billingCode: '126050000002' };
    const opened = await treasurer.post('/v1/remittances', order, { key: 'setor-mei' });
    expect((await treasurer.post('/v1/remittances', order, { key: 'setor-mei' })).body).toEqual(opened.body);
    expectRefused(await treasurer.post('/v1/remittances', order), 409, 'nothing-to-remit');
    const url = `/v1/remittances/${text(opened.body['remittanceId'])}`;
    const receipt = { receiptNumber: '1', coverFrom: '2021-05-01', coverThrough: '2021-05-31' };
    expectRefused(await treasurer.post(`${url}/acknowledgement`, receipt), 409, 'remittance-not-paid');
    const payment = { paidOn: '2021-05-03', accountId: 'bpd-1', reference: 'B-1' };
    const early = { ...payment, paidOn: '2021-05-01' };
    expectRefused(await treasurer.post(`${url}/payment`, early), 422, 'date-out-of-order');
    expect((await treasurer.post(`${url}/payment`, payment)).status).toBe(201);
    expectRefused(await treasurer.post(`${url}/payment`, payment), 409, 'remittance-already-paid');
    expectRefused(await treasurer.post(`${url}/cancellation`, { reason: 'x' }), 409, 'remittance-already-paid');
    const rejected = [{ workerId: people[1], reason: 'NIK ganda' }];
    const settled = await treasurer.post(`${url}/acknowledgement`, { ...receipt, rejected });
    const twice = await treasurer.post(`${url}/acknowledgement`, { ...receipt, rejected });
    expectRefused(twice, 409, 'remittance-already-acknowledged');

    const balance = `/v1/sponsors/${sponsorId}/balance?asOf=2021-05-31&waitFor=${text(settled.body['position'])}`;
    expect((await treasurer.get(balance)).body).toMatchObject({
      allocated: '16800',
      remitted: '16800',
      available: '16800',
      availableSplit: { bank: '0', bpjs: '16800', direct: '0' },
      arrears: [{ month: '2021-05', amount: '16800' }],
    });
    expect(await run(sponsorId)).toMatchObject({ counts: { allocated: 1 }, result: { allocated: '16800' } });
    const second = await treasurer.post('/v1/remittances', { ...order, billingCode: '126050000003' });
    expect(second.body).toMatchObject({ heads: 1, amount: '16800' });
    const late = `/v1/remittances/${text(second.body['remittanceId'])}`;
    const byCredit = await treasurer.post(`${late}/payment`, { paidOn: '2021-05-03', reference: 'B-2' });
    expect(byCredit.status).toBe(201);
  });

  test('cancelled before payment waits for another order', async () => {
    const { sponsorId, pledgeId } = await pledged(1);
    await treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers: [await worker()] });
    await paid(sponsorId, '16800');
    await run(sponsorId);
    const order = { group: GROUP, month: '2021-05', billingCode: '126050000011' };
    const opened = await treasurer.post('/v1/remittances', order);
    await treasurer.post(`/v1/remittances/${text(opened.body['remittanceId'])}/cancellation`, {
      reason: 'kedaluwarsa',
    });
    const next = await treasurer.post('/v1/remittances', { ...order, billingCode: '126050000012' });
    expect(next.body).toMatchObject({ heads: opened.body['heads'], amount: opened.body['amount'] });
  });
});

describe('an outlook', () => {
  test('says in which month the money runs out and whom it carries', async () => {
    const { sponsorId, pledgeId } = await pledged(2);
    const workers = [await worker(), await worker()];
    await treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers });
    await paid(sponsorId, '84000');
    const job = await run(sponsorId);
    expect(job).toMatchObject({ status: 'completed' });
    const { body } = await treasurer.get(`/v1/sponsors/${sponsorId}/outlook?asOf=2021-05-03`);
    expect(body).toMatchObject({
      committed: '268800',
      spent: '33600',
      remaining: '50400',
      workers: 2,
      runway: { months: 1, cost: '33600', remainder: '16800', runsOutIn: '2021-07' },
      toTheEnd: { throughMonth: '2021-12', months: 7, needed: '235200', shortfall: '184800', workers: 0 },
    });
  });

  test('of nobody is not there', async () => {
    expectRefused(await treasurer.get('/v1/sponsors/nobody/outlook'), 404, 'not-found');
  });
});
