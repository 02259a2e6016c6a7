import { REGENT } from './fixtures';
import { GROUP, Office, PAPER, text } from './office';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.server.stop());

describe('a discount published late', () => {
  let sponsorId: string;
  let workers: string[];
  const orders = new Map<string, string>();
  const before = new Map<string, string>();
  let knownAt: string;

  const balance = async () => (await office.treasurer.get(`/v1/sponsors/${sponsorId}/balance?asOf=2021-05-31`)).body;
  const reports = () => [
    `/v1/sponsors/${sponsorId}/balance?asOf=2021-05-31&knownAt=${knownAt}`,
    `/v1/workers/${workers[0]}/premium-status?asOf=2021-05-31&knownAt=${knownAt}`,
    `/v1/coverage?month=2021-05&knownAt=${knownAt}`,
    `/v1/sponsors/${sponsorId}/outlook?asOf=2021-05-31&knownAt=${knownAt}`,
    `/v1/tariffs?knownAt=${knownAt}`,
  ];

  async function reported(url: string): Promise<string> {
    const { status, body } = await office.treasurer.get(url);
    expect([url, status]).toEqual([url, 200]);
    return JSON.stringify(body);
  }

  beforeAll(async () => {
    const sponsor = await office.treasurer.post('/v1/sponsors', REGENT);
    sponsorId = text(sponsor.body['sponsorId']);
    const terms = { quota: 2, firstMonth: '2021-05', lastMonth: '2021-12', document: PAPER };
    const pledge = await office.treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, terms);
    workers = [await office.worker(), await office.worker()];
    await office.treasurer.post(`/v1/pledges/${text(pledge.body['pledgeId'])}/assignments`, { workers });
    await office.paid(sponsorId, '168000', 'R-1');
    await office.run(sponsorId, '2021-08');
    for (const month of ['2021-05', '2021-06', '2021-08']) {
      orders.set(month, text((await office.order(month))['remittanceId']));
    }
    await office.pay(orders.get('2021-05') ?? '');
    await office.pay(orders.get('2021-08') ?? '');
    await office.acknowledge(orders.get('2021-05') ?? '');
    knownAt = text((await balance())['knownAtOrdinal']);
    for (const url of reports()) before.set(url, await reported(url));
  });

  test('is found by itself, re-prices what is free and cancels the order that is not paid', async () => {
    office.server.clock.instant = '2021-05-20T04:00:00.000Z';
    await office.signInAgain();
    const row = { tariffId: 'late-half', firstMonth: '2021-05', lastMonth: '2021-12', fundingSources: ['private'] };
    const published = await office.admin.post('/v1/tariffs', {
      ...row,
      jkkPercent: '0.5',
      jkm: '3400',
      citation: 'PP uji: diskon 50 persen',
    });
    expect(published.status).toBe(201);
    await office.server.restart();
    await office.signInAgain();
    const job = await office.repricing(1);
    expect(job).toMatchObject({ status: 'completed', submittedBy: 'system' });
    expect(job['counts']).toEqual({ sponsors: 1, repriced: 6, ordersCancelled: 1, waiting: 2, pledges: 0 });
    expect(job['result']).toMatchObject({
      difference: '-50400',
      receivable: '0',
      sponsors: [{ sponsorId, premiums: 6, difference: '-50400', receivable: '0' }],
      cancelled: [orders.get('2021-06')],
    });
    const rows = await office.treasurer.get(`/v1/jobs/${text(job['jobId'])}/rows`);
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
    await office.acknowledge(orders.get('2021-08') ?? '');
    const job = await office.repricing(2);
    expect(job['counts']).toEqual({ sponsors: 1, repriced: 2, ordersCancelled: 0, waiting: 0, pledges: 0 });
    expect(await balance()).toMatchObject({
      allocated: '67200',
      availableSplit: { bank: '67200', bpjs: '33600', direct: '0' },
    });
  });

  test('an officer may ask for it again: nothing is older any more', async () => {
    const asked = await office.treasurer.post('/v1/tariffs/repricings');
    expect(asked.status).toBe(202);
    await office.reached(asked.body);
    const job = await office.ended(text(asked.body['jobId']));
    expect(job['counts']).toEqual({ sponsors: 0, repriced: 0, ordersCancelled: 0, waiting: 0, pledges: 0 });
  });

  test('what was cancelled is ordered at its new price, and the next month is paid from the credit at BPJS', async () => {
    expect(await office.order('2021-06')).toMatchObject({ status: 'ordered', heads: 2, amount: '16800' });
    await office.run(sponsorId, '2021-09');
    const september = await office.order('2021-09');
    expect(september).toMatchObject({ heads: 2, amount: '16800' });
    const listed = await office.treasurer.get(
      `/v1/remittances/${text(september['remittanceId'])}?waitFor=${text(september['position'])}`,
    );
    expect(listed.body).toMatchObject({ amount: '16800' });
    expect(await balance()).toMatchObject({ availableSplit: { bank: '67200', bpjs: '16800', direct: '0' } });
    const members = await office.treasurer.get(`/v1/remittances/${orders.get('2021-05')}/members`);
    expect(members.body['items']).toMatchObject([{ amount: '8400' }, { amount: '8400' }]);
  });

  test('leaves every report asked with the earlier knownAt byte for byte as it was', async () => {
    for (const url of reports()) expect([url, await reported(url)]).toEqual([url, before.get(url)]);
  });
});

describe('a dearer law published late', () => {
  let sponsorId: string;
  let remittanceId: string;

  const balance = async () => (await office.treasurer.get(`/v1/sponsors/${sponsorId}/balance?asOf=2021-05-31`)).body;
  const waiting = async () =>
    (await office.treasurer.get(`/v1/remittances/waiting?group=${GROUP}&month=2021-12&additionalCharge=true`)).body[
      'items'
    ];

  beforeAll(async () => {
    const sponsor = await office.treasurer.post('/v1/sponsors', {
      ...REGENT,
      name: 'Wakil Bupati',
      fundingSource: 'csr',
    });
    sponsorId = text(sponsor.body['sponsorId']);
    const terms = { quota: 2, firstMonth: '2021-12', lastMonth: '2021-12', document: PAPER };
    const pledge = await office.treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, terms);
    const workers = [await office.worker(), await office.worker()];
    await office.treasurer.post(`/v1/pledges/${text(pledge.body['pledgeId'])}/assignments`, { workers });
    await office.paid(sponsorId, '35600', 'C-1', '2021-05-20');
    await office.run(sponsorId, '2021-12');
    remittanceId = text((await office.order('2021-12'))['remittanceId']);
    await office.pay(remittanceId, '2021-05-20');
    await office.acknowledge(remittanceId);
  });

  test('takes what available carries, the rest is receivable', async () => {
    const before = await office.repricings();
    const row = { tariffId: 'late-more', firstMonth: '2021-12', lastMonth: '2021-12', fundingSources: ['csr'] };
    await office.admin.post('/v1/tariffs', { ...row, jkkPercent: '1', jkm: '8800', citation: 'PP uji: JKM naik' });
    const job = await office.repricing(before.length + 1);
    const rows = await office.treasurer.get(`/v1/jobs/${text(job['jobId'])}/rows`);
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
    await office.paid(sponsorId, '5000', 'C-2', '2021-05-20');
    expect(await balance()).toMatchObject({ available: '3000', receivable: '0' });
    const order = await office.order('2021-12', { additionalCharge: true });
    expect(order).toMatchObject({ remittanceId: `${GROUP}.2021-12.2`, status: 'ordered', heads: 0, amount: '4000' });
    await office.pay(text(order['remittanceId']), '2021-05-20');
    await office.acknowledge(text(order['remittanceId']));
    const shown = await office.treasurer.get(`/v1/remittances/${text(order['remittanceId'])}`);
    expect(shown.body).toMatchObject({ status: 'acknowledged', additionalCharge: true, amount: '4000', settled: 0 });
    expect(await balance()).toMatchObject({ allocated: '37600', remitted: '37600', available: '3000' });
    expect(await waiting()).toEqual([]);
    expect(await office.order('2021-12', { additionalCharge: true })).toMatchObject({ code: 'nothing-to-remit' });
  });
});
