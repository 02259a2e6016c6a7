import { setTimeout as wait } from 'node:timers/promises';
import { MAMASA, REGENT } from './fixtures';
import { Client, TestServer, type Json } from './server';

const GROUP = 'mamasa-rentan';
const PAPER = { kind: 'surat-kesanggupan', number: '1/2021', date: '2021-04-22' };

let server: TestServer;
let admin: Client;
let treasurer: Client;
let verifier: Client;

beforeAll(async () => {
  server = await TestServer.start();
  admin = await server.admin();
  treasurer = await server.user(admin, 'bendahara', 'treasurer');
  verifier = await server.user(admin, 'verifikator', 'verifier');
  await admin.put('/v1/scheme', MAMASA);
});
afterAll(() => server.stop());

const text = (value: Json | undefined): string => String(value);

async function signInAgain(): Promise<void> {
  admin = await server.signIn('admin');
  treasurer = await server.signIn('bendahara');
}

async function worker(number: number): Promise<string> {
  const person = { nik: `760301${String(number).padStart(2, '0')}01800000`, name: `Orang ${number}` };
  const facts = { birthDate: `1980-01-${String(number).padStart(2, '0')}`, regionCode: '76.03.01' };
  const made = await treasurer.post('/v1/workers', { ...person, ...facts, occupation: 'nelayan' });
  const url = `/v1/workers/${text(made.body['workerId'])}`;
  const check = { source: 'dukcapil', eligible: true, reference: 'D-1', checkedOn: '2021-05-02' };
  await treasurer.post(`${url}/eligibility-checks`, check);
  await treasurer.post(`${url}/enrolment`, { group: GROUP, enrolledOn: '2021-05-02' });
  return text(made.body['workerId']);
}

async function ended(jobId: string): Promise<Json> {
  for (;;) {
    const { body } = await treasurer.get(`/v1/jobs/${jobId}`);
    if (['completed', 'failed'].includes(text(body['status']))) return body;
    await wait(20);
  }
}

async function run(sponsorId: string, throughMonth: string): Promise<Json> {
  const started = await treasurer.post('/v1/premium-runs', { throughMonth, sponsorId });
  await treasurer.get(`/v1/jobs?waitFor=${text(started.body['position'])}`);
  return ended(text(started.body['jobId']));
}

/** Re-pricings that have ended, the last one last; waits until there are `count` of them. */
async function repricings(count: number): Promise<Json> {
  for (;;) {
    const { body } = await treasurer.get('/v1/jobs?limit=500');
    const jobs = (body['items'] as unknown as Json[]).filter(({ kind }) => text(kind) === 'repricing');
    const last = jobs.at(-1);
    if (jobs.length >= count && last && text(last['status']) !== 'running') return last;
    await wait(100);
  }
}

let codes = 126_050_000_000;
async function open(month: string): Promise<Json> {
  const asked = { group: GROUP, month, billingCode: String((codes += 1)) };
  return (await treasurer.post('/v1/remittances', asked)).body;
}
async function pay(remittanceId: string, paidOn = '2021-05-03'): Promise<void> {
  const payment = { paidOn, accountId: 'bpd-1', reference: `T-${remittanceId}` };
  await treasurer.post(`/v1/remittances/${remittanceId}/payment`, payment);
}
async function acknowledge(remittanceId: string): Promise<string> {
  const receipt = { receiptNumber: 'K-1', coverFrom: '2021-05-03', coverThrough: '2021-05-31' };
  const { body } = await treasurer.post(`/v1/remittances/${remittanceId}/acknowledgement`, receipt);
  return text(body['position']);
}

describe('a discount published late', () => {
  let sponsorId: string;
  let workers: string[];
  const orders = new Map<string, string>();
  const before = new Map<string, string>();
  let knownAt: string;

  const balance = async () => (await treasurer.get(`/v1/sponsors/${sponsorId}/balance?asOf=2021-05-31`)).body;
  const reports = () => [
    `/v1/sponsors/${sponsorId}/balance?asOf=2021-05-31&knownAt=${knownAt}`,
    `/v1/workers/${workers[0]}/premium-status?asOf=2021-05-31&knownAt=${knownAt}`,
    `/v1/coverage?month=2021-05&knownAt=${knownAt}`,
    `/v1/sponsors/${sponsorId}/outlook?asOf=2021-05-31&knownAt=${knownAt}`,
  ];

  async function reported(url: string): Promise<string> {
    const { status, body } = await treasurer.get(url);
    expect([url, status]).toEqual([url, 200]);
    return JSON.stringify(body);
  }

  beforeAll(async () => {
    const sponsor = await treasurer.post('/v1/sponsors', REGENT);
    sponsorId = text(sponsor.body['sponsorId']);
    const terms = { quota: 2, firstMonth: '2021-05', lastMonth: '2021-12', document: PAPER };
    const pledge = await treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, terms);
    workers = [await worker(1), await worker(2)];
    await treasurer.post(`/v1/pledges/${text(pledge.body['pledgeId'])}/assignments`, { workers });
    const credit = { amount: '168000', valueDate: '2021-05-03', custody: 'scheme', accountId: 'bpd-1' };
    const payment = await treasurer.post(`/v1/sponsors/${sponsorId}/payments`, { ...credit, reference: 'R-1' });
    await verifier.post(`/v1/payments/${text(payment.body['paymentId'])}/verification`);
    await run(sponsorId, '2021-08');
    for (const month of ['2021-05', '2021-06', '2021-08']) {
      orders.set(month, text((await open(month))['remittanceId']));
    }
    await pay(orders.get('2021-05') ?? '');
    await pay(orders.get('2021-08') ?? '');
    const position = await acknowledge(orders.get('2021-05') ?? '');
    await treasurer.get(`/v1/jobs?waitFor=${position}`);
    knownAt = text((await balance())['knownAtOrdinal']);
    for (const url of reports()) before.set(url, await reported(url));
  });

  test('is found by itself, re-prices what is free and cancels the order that is not paid', async () => {
    server.clock.instant = '2021-05-20T04:00:00.000Z';
    await signInAgain();
    const row = { tariffId: 'late-half', firstMonth: '2021-05', lastMonth: '2021-12', fundingSources: ['private'] };
    const published = await admin.post('/v1/tariffs', {
      ...row,
      jkkPercent: '0.5',
      jkm: '3400',
      citation: 'PP uji: diskon 50 persen',
    });
    expect(published.status).toBe(201);
    await server.restart();
    await signInAgain();
    const job = await repricings(1);
    expect(job).toMatchObject({ status: 'completed', submittedBy: 'system' });
    expect(job['counts']).toEqual({ sponsors: 1, repriced: 6, ordersCancelled: 1, waiting: 2 });
    expect(job['result']).toMatchObject({ cancelled: [orders.get('2021-06')] });
    const rows = await treasurer.get(`/v1/jobs/${text(job['jobId'])}/rows`);
    expect(rows.body['items']).toMatchObject([{ code: 'repriced' }, { code: 'repricing-waits' }]);
    expect(JSON.stringify(rows.body)).toContain(orders.get('2021-08'));
    expect(await balance()).toMatchObject({
      allocated: '84000',
      available: '84000',
      availableSplit: { bank: '67200', bpjs: '16800', direct: '0' },
      remitted: '50400',
      receivable: '0',
    });
  });

  test('takes up what waited for its receipt, once BPJS has acknowledged it', async () => {
    await acknowledge(orders.get('2021-08') ?? '');
    const job = await repricings(2);
    expect(job['counts']).toEqual({ sponsors: 1, repriced: 2, ordersCancelled: 0, waiting: 0 });
    expect(await balance()).toMatchObject({
      allocated: '67200',
      availableSplit: { bank: '67200', bpjs: '33600', direct: '0' },
    });
  });

  test('an officer may ask for it again: nothing is older any more', async () => {
    const asked = await treasurer.post('/v1/tariffs/repricings');
    expect(asked.status).toBe(202);
    await treasurer.get(`/v1/jobs?waitFor=${text(asked.body['position'])}`);
    const job = await ended(text(asked.body['jobId']));
    expect(job['counts']).toEqual({ sponsors: 0, repriced: 0, ordersCancelled: 0, waiting: 0 });
  });

  test('what was cancelled is ordered at its new price, and the next month is paid from the credit at BPJS', async () => {
    expect(await open('2021-06')).toMatchObject({ status: 'ordered', heads: 2, amount: '16800' });
    await run(sponsorId, '2021-09');
    const september = await open('2021-09');
    expect(september).toMatchObject({ heads: 2, amount: '16800' });
    const listed = await treasurer.get(
      `/v1/remittances/${text(september['remittanceId'])}?waitFor=${text(september['position'])}`,
    );
    expect(listed.body).toMatchObject({ amount: '16800' });
    expect(await balance()).toMatchObject({ availableSplit: { bank: '67200', bpjs: '16800', direct: '0' } });
    const members = await treasurer.get(`/v1/remittances/${orders.get('2021-05')}/members`);
    expect(members.body['items']).toMatchObject([{ amount: '8400' }, { amount: '8400' }]);
  });

  test('leaves every report asked with the earlier knownAt byte for byte as it was', async () => {
    for (const url of reports()) expect([url, await reported(url)]).toEqual([url, before.get(url)]);
  });
});

describe('a dearer law published late', () => {
  let sponsorId: string;
  let remittanceId: string;

  const balance = async () => (await treasurer.get(`/v1/sponsors/${sponsorId}/balance?asOf=2021-05-31`)).body;
  async function paid(amount: string, reference: string): Promise<void> {
    const credit = { amount, valueDate: '2021-05-20', custody: 'scheme', accountId: 'bpd-1', reference };
    const payment = await treasurer.post(`/v1/sponsors/${sponsorId}/payments`, credit);
    const done = await verifier.post(`/v1/payments/${text(payment.body['paymentId'])}/verification`);
    await treasurer.get(`/v1/jobs?waitFor=${text(done.body['position'])}`);
  }
  const charge = { group: GROUP, month: '2021-12', additionalCharge: true };
  const waiting = async () =>
    (await treasurer.get(`/v1/remittances/waiting?group=${GROUP}&month=2021-12&additionalCharge=true`)).body['items'];

  beforeAll(async () => {
    verifier = await server.signIn('verifikator');
    const sponsor = await treasurer.post('/v1/sponsors', { ...REGENT, name: 'Wakil Bupati', fundingSource: 'csr' });
    sponsorId = text(sponsor.body['sponsorId']);
    const terms = { quota: 2, firstMonth: '2021-12', lastMonth: '2021-12', document: PAPER };
    const pledge = await treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, terms);
    const workers = [await worker(3), await worker(4)];
    await treasurer.post(`/v1/pledges/${text(pledge.body['pledgeId'])}/assignments`, { workers });
    await paid('35600', 'C-1');
    await run(sponsorId, '2021-12');
    remittanceId = text((await open('2021-12'))['remittanceId']);
    await pay(remittanceId, '2021-05-20');
    await acknowledge(remittanceId);
  });

  test('takes what available carries, the rest is receivable', async () => {
    const before = (await treasurer.get('/v1/jobs?limit=500')).body['items'] as unknown as Json[];
    const row = { tariffId: 'late-more', firstMonth: '2021-12', lastMonth: '2021-12', fundingSources: ['csr'] };
    await admin.post('/v1/tariffs', { ...row, jkkPercent: '1', jkm: '8800', citation: 'PP uji: JKM naik' });
    const job = await repricings(1 + before.filter(({ kind }) => text(kind) === 'repricing').length);
    const rows = await treasurer.get(`/v1/jobs/${text(job['jobId'])}/rows`);
    expect(rows.body['items']).toMatchObject([{ code: 'repriced-receivable' }]);
    expect(await balance()).toMatchObject({
      allocated: '37600',
      remitted: '33600',
      available: '0',
      receivable: '2000',
    });
    expect(await waiting()).toEqual([{ sponsorId, heads: 0, total: '4000' }]);
  });

  test('is paid to BPJS by an order of its own, as far as the sponsor has paid', async () => {
    await paid('5000', 'C-2');
    expect(await balance()).toMatchObject({ available: '3000', receivable: '0' });
    const order = (await treasurer.post('/v1/remittances', { ...charge, billingCode: String((codes += 1)) })).body;
    expect(order).toMatchObject({ remittanceId: `${GROUP}.2021-12.2`, status: 'ordered', heads: 0, amount: '4000' });
    await pay(text(order['remittanceId']), '2021-05-20');
    const position = await acknowledge(text(order['remittanceId']));
    const shown = await treasurer.get(`/v1/remittances/${text(order['remittanceId'])}?waitFor=${position}`);
    expect(shown.body).toMatchObject({ status: 'acknowledged', additionalCharge: true, amount: '4000', settled: 0 });
    expect(await balance()).toMatchObject({ allocated: '37600', remitted: '37600', available: '3000' });
    expect(await waiting()).toEqual([]);
    const again = await treasurer.post('/v1/remittances', { ...charge, billingCode: String((codes += 1)) });
    expect([again.status, text(again.body['code'])]).toEqual([409, 'nothing-to-remit']);
  });
});
