import { REGENT } from './fixtures';
import { GROUP, Office, PAPER, text } from './office';
import type { Json } from './server';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
  office.server.clock.instant = '2026-02-10T04:00:00.000Z';
  await office.signInAgain();
});
afterAll(() => office.server.stop());

async function sponsor(fundingSource: string): Promise<string> {
  const asked = { ...REGENT, tier: undefined, name: `Penanggung ${fundingSource}`, fundingSource };
  return text((await office.treasurer.post('/v1/sponsors', asked)).body['sponsorId']);
}

async function pledged(sponsorId: string, workers: readonly string[], more: object = {}): Promise<string> {
  const terms = { quota: workers.length, firstMonth: '2025-11', lastMonth: '2026-12', document: PAPER, ...more };
  const pledge = await office.treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, terms);
  const pledgeId = text(pledge.body['pledgeId']);
  await office.treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers });
  return pledgeId;
}

const allocatedTo = async (sponsorId: string): Promise<Json | undefined> =>
  (await office.treasurer.get(`/v1/sponsors/${sponsorId}/balance`)).body['allocated'];

describe('arrears from before a discount (PP 50/2025)', () => {
  test('stay at the full rate, however late they are paid; the discounted months cost half', async () => {
    const sponsorId = await sponsor('private');
    await pledged(sponsorId, [await office.worker('2025-11-02', '2025-11-01')]);
    await office.paid(sponsorId, '100800', 'A-1', '2026-02-10');
    // November to February in February: outside transport none of these months has a discount.
    await office.run(sponsorId, '2026-02');
    expect(await allocatedTo(sponsorId)).toBe('67200');
    await office.run(sponsorId, '2026-05');
    // March at 16,800 too, April and May at half of it: five months and two halves, to the last rupiah.
    expect(await allocatedTo(sponsorId)).toBe('100800');
  });
});

describe('bad input about the law', () => {
  const row = { tariffId: 'baru', firstMonth: '2026-01', jkkPercent: '1', jkm: '6800', citation: 'PP uji' };
  const publish = async (more: object) => (await office.admin.post('/v1/tariffs', { ...row, ...more })).body;

  test('a tariff that overlaps another without superseding it is refused with that row', async () => {
    const before = (await office.admin.get('/v1/tariffs')).body;
    expect(await publish({ fundingSources: ['private'], sector: 'transport' })).toMatchObject({
      code: 'tariff-overlaps',
      tariffId: 'bpu-2026-01-transport',
      firstMonth: '2026-01',
      lastMonth: '2027-03',
    });
    expect((await office.admin.get('/v1/tariffs')).body).toEqual(before);
  });

  test('a tariff whose funding source contradicts the row it supersedes is refused with both', async () => {
    expect(await publish({ fundingSources: ['private'], supersedes: 'bpu-2026-01-public' })).toMatchObject({
      code: 'tariff-contradicts',
      supersedes: 'bpu-2026-01-public',
      fundingSources: 'private',
      supersededFundingSources: 'apbn,apbd',
    });
  });

  test('public money paid at the discount that excludes it is refused: receipt against heads × tariff', async () => {
    const years = { signedOn: '2026-01-02', validFrom: '2026-01-01', validThrough: '2026-12-31' };
    const paper = { ...years, kind: 'budget', number: 'DPA/1', title: 'Pekerja rentan', fundingSource: 'apbd' };
    const budget = await office.treasurer.post('/v1/authorities', { ...paper, ceiling: '500000' });
    const budgetId = text(budget.body['authorityId']);
    const sponsorId = await sponsor('apbd');
    const workers = [await office.worker('2026-02-02', '2026-02-01'), await office.worker('2026-02-02', '2026-02-01')];
    const pledgeId = await pledged(sponsorId, workers, { firstMonth: '2026-04', budgetId });
    const receipt = { billingCode: office.billingCode(), receiptNumber: 'K-1', pledgeId, valueDate: '2026-02-10' };
    const list = { custody: 'direct', group: GROUP, months: ['2026-04'], amount: '16800' };
    const paid = await office.treasurer.post(`/v1/sponsors/${sponsorId}/payments`, { ...receipt, ...list });
    expect(paid.body).toMatchObject({ code: 'direct-payment-mismatch', amount: '16800', due: '33600' });
    const more = { quota: 20, firstMonth: '2026-04', lastMonth: '2026-12', document: PAPER, budgetId };
    const refused = await office.treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, more);
    expect(refused.body).toMatchObject({
      code: 'ceiling-exceeded',
      ceiling: '500000',
      committed: '302400',
      asked: '3024000',
      spent: '0',
      remaining: '500000',
      free: '197600',
      runsOutIn: '2026-04',
      headsThatFit: '1',
    });
  });
});

describe('rules are dated data, learned when they are published', () => {
  const rule = (terms: object) =>
    office.admin.post('/v1/tariffs/rules', { from: '2026-02-01', citation: 'Permenaker uji', ...terms });
  const knownNow = async () => {
    const { body } = await office.treasurer.get('/v1/jobs?limit=1');
    expect(body).toHaveProperty('items');
    const status = await office.treasurer.get('/v1/coverage?month=2026-02');
    return text(status.body['knownAtOrdinal']);
  };

  test('an age limit holds from its day: who was too old then is not', async () => {
    const old = await office.registered('1960-06-01', '2026-02-01');
    const enrol = { group: GROUP, enrolledOn: '2026-02-02' };
    const refused = await office.treasurer.post(`/v1/workers/${old}/enrolment`, enrol);
    expect(refused.body).toMatchObject({ code: 'worker-over-age' });
    await rule({ rule: 'age-limit', value: 70 });
    expect((await office.treasurer.post(`/v1/workers/${old}/enrolment`, enrol)).status).toBe(201);
  });

  test('an income table published late prices its bands, and the law known before is as it was', async () => {
    const knownAt = await knownNow();
    const before = (await office.treasurer.get(`/v1/tariffs?knownAt=${knownAt}`)).body;
    const table = { firstMonth: '2026-01', bands: [{ band: 1, base: '1200000' }], citation: 'PP uji, lampiran' };
    const published = await office.admin.post('/v1/tariffs/income-bands', table);
    expect(published.body).toMatchObject({ firstMonth: '2026-01' });
    const plan = { heads: 1, firstMonth: '2026-02', lastMonth: '2026-02', ceiling: '0', fundingSource: 'private' };
    expect((await office.treasurer.post('/v1/plans', plan)).body).toMatchObject({ cost: '18800' });
    await office.reached(published.body);
    expect((await office.treasurer.get(`/v1/tariffs?knownAt=${knownAt}`)).body).toEqual(before);
    expect((await office.treasurer.get('/v1/tariffs')).body['incomeBands']).toHaveLength(2);
  });
});
