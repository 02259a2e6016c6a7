import { REGENT } from './fixtures';
import { GROUP, Office, PAPER, text } from './office';
import type { Json } from './server';

const MAY = { group: GROUP, months: ['2021-05'], custody: 'direct', valueDate: '2021-05-03' };

let office: Office;
let sponsorId: string;
let pledgeId: string;
let budgetId: string;

const authority = async () => (await office.treasurer.get(`/v1/authorities/${budgetId}`)).body;
const outlook = async () => (await office.treasurer.get(`/v1/authorities/${budgetId}/outlook?asOf=2021-05-31`)).body;
const balance = async () => (await office.treasurer.get(`/v1/sponsors/${sponsorId}/balance?asOf=2021-05-31`)).body;

async function direct(amount: string, more: object = {}): Promise<Json> {
  const receipt = { billingCode: office.billingCode(), receiptNumber: 'K-9', pledgeId };
  const { body } = await office.treasurer.post(`/v1/sponsors/${sponsorId}/payments`, {
    ...MAY,
    ...receipt,
    amount,
    ...more,
  });
  return body;
}

beforeAll(async () => {
  office = await Office.open();
  const years = { signedOn: '2021-01-04', validFrom: '2021-01-01', validThrough: '2021-12-31' };
  const paper = { ...years, kind: 'budget', number: 'DPA/1', title: 'Pekerja rentan', fundingSource: 'apbd' };
  const budget = await office.treasurer.post('/v1/authorities', { ...paper, ceiling: '70000' });
  budgetId = text(budget.body['authorityId']);
  const asked = { ...REGENT, name: 'Pemkab', tier: undefined, fundingSource: 'apbd' };
  sponsorId = text((await office.treasurer.post('/v1/sponsors', asked)).body['sponsorId']);
  const terms = { quota: 2, firstMonth: '2021-05', lastMonth: '2021-06', document: PAPER, budgetId };
  const pledge = await office.treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, terms);
  pledgeId = text(pledge.body['pledgeId']);
  expect(pledge.body).toMatchObject({ reserved: '67200' });
  const workers = [await office.worker(), await office.worker()];
  await office.treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers });
  await office.verify(text((await direct('33600'))['paymentId']));
});
afterAll(() => office.server.stop());

describe('a dearer law for public money', () => {
  test('is recorded at the budget above its ceiling: a finding, not a refusal', async () => {
    const row = { tariffId: 'late-public', firstMonth: '2021-05', lastMonth: '2021-06', fundingSources: ['apbd'] };
    await office.admin.post('/v1/tariffs', { ...row, jkkPercent: '1', jkm: '8800', citation: 'PP uji: JKM naik' });
    const job = await office.repricing(1);
    expect(job['counts']).toMatchObject({ repriced: 0, waiting: 2, pledges: 1 });
    expect(await authority()).toMatchObject({ ceiling: '70000', reserved: '75200', aboveCeiling: '5200' });
    expect(await outlook()).toMatchObject({ committed: '75200', aboveCeiling: '5200', spent: '33600' });
  });

  test('waits for the receipt of what was paid directly; then the difference is owed', async () => {
    await office.acknowledge(`${GROUP}.2021-05.1`);
    expect((await office.repricing(2))['counts']).toMatchObject({ repriced: 2, waiting: 0 });
    expect(await balance()).toMatchObject({ allocated: '37600', remitted: '33600', receivable: '4000' });
    expect(await outlook()).toMatchObject({ spent: '37600', remaining: '32400' });
  });

  test('is paid by a direct payment of its own: exactly what is owed, and nothing is left to pay', async () => {
    const wrong = await direct('3000', { additionalCharge: true });
    expect(wrong).toMatchObject({ code: 'direct-payment-mismatch', amount: '3000', due: '4000' });
    const paid = await direct('4000', { additionalCharge: true });
    await office.verify(text(paid['paymentId']));
    expect(await balance()).toMatchObject({ allocated: '37600', remitted: '37600', receivable: '0', available: '0' });
    const order = await office.treasurer.get(`/v1/remittances/${GROUP}.2021-05.2`);
    expect(order.body).toMatchObject({ status: 'paid', direct: true, additionalCharge: true, amount: '4000' });
    const asked = `group=${GROUP}&month=2021-05&additionalCharge=true`;
    expect((await office.treasurer.get(`/v1/remittances/waiting?${asked}`)).body['items']).toEqual([]);
  });

  test('a ceiling that is raised ends the finding', async () => {
    const paper = { ceiling: '80000', number: 'DPPA/1', reason: 'tarif naik', signedOn: '2021-05-03' };
    await office.reached((await office.treasurer.post(`/v1/authorities/${budgetId}/ceiling`, paper)).body);
    expect(await authority()).toMatchObject({ ceiling: '80000', aboveCeiling: '0' });
  });
});
