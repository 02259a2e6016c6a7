import { GROUP, Office, PAPER, text } from './office';

let office: Office;

beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.server.stop());

const sponsor = async (fundingSource: string): Promise<string> => {
  const made = await office.treasurer.post('/v1/sponsors', { kind: 'office', name: 'Bupati Mamasa', fundingSource });
  return text(made.body['sponsorId']);
};

describe('what a later stream would refuse leaves nothing in the first one', () => {
  test.each([
    ['an unknown sponsor', 'unknown', 'sponsor-unknown'],
    ['public money', 'apbd', 'custody-must-be-direct'],
  ])('a payment of %s does not record the credit as it was mistyped', async (_, source, code) => {
    const payer = source === 'unknown' ? 'bukan-penanggung' : await sponsor(source);
    const credit = { custody: 'scheme', accountId: 'bpd-1', reference: `FT-${source}`, valueDate: '2021-05-03' };
    const mistyped = await office.treasurer.post(`/v1/sponsors/${payer}/payments`, { ...credit, amount: '84000' });
    expect(mistyped.body).toMatchObject({ code });
    const right = `/v1/sponsors/${await sponsor('private')}/payments`;
    expect((await office.treasurer.post(right, { ...credit, amount: '840000' })).status).toBe(201);
  });

  test('a payment sent again after it was recorded is the same payment', async () => {
    const url = `/v1/sponsors/${await sponsor('private')}/payments`;
    const credit = { custody: 'scheme', accountId: 'bpd-1', reference: 'FT-1', valueDate: '2021-05-03', amount: '1' };
    const [first, again] = [
      await office.treasurer.send('POST', url, credit, { key: 'sekali' }),
      await office.treasurer.send('POST', url, credit, { key: 'sekali' }),
    ];
    expect([first.status, again.body]).toEqual([201, first.body]);
  });

  test.each([
    [{ quota: 1.5 }, 'quota-invalid'],
    [{ quota: 0 }, 'quota-invalid'],
    [{ lastMonth: '2021-04' }, 'months-reversed'],
  ])('a pledge of public money with %j, new or amended, reserves nothing', async (wrong, code) => {
    const years = { signedOn: '2021-01-04', validFrom: '2021-01-01', validThrough: '2021-12-31' };
    const paper = { ...years, kind: 'budget', number: 'DPA/1', title: 'Pekerja rentan', fundingSource: 'apbd' };
    const budget = await office.treasurer.post('/v1/authorities', { ...paper, ceiling: '10000000' });
    const budgetId = text(budget.body['authorityId']);
    const terms = { quota: 1, firstMonth: '2021-05', lastMonth: '2021-12', document: PAPER };
    const pledges = `/v1/sponsors/${await sponsor('apbd')}/pledges`;
    const made = await office.treasurer.post(pledges, { ...terms, budgetId });
    await office.reached(made.body);
    const before = (await office.treasurer.get(`/v1/authorities/${budgetId}`)).headers['etag'];
    const refused = await office.treasurer.post(pledges, { ...terms, quota: 9, ...wrong, budgetId });
    expect(refused.body).toMatchObject({ code });
    const amended = { ...terms, quota: 9, ...wrong, reason: 'uji' };
    const url = `/v1/pledges/${text(made.body['pledgeId'])}/amendments`;
    expect((await office.treasurer.post(url, amended)).body).toMatchObject({ code });
    expect((await office.treasurer.get(`/v1/authorities/${budgetId}`)).headers['etag']).toBe(before);
  });
});

describe('a refusal names the field that was sent', () => {
  const terms = { quota: 1, firstMonth: '2021-05', lastMonth: '2021-12', document: PAPER };

  test('of a paper or a budget that is not there, or is no budget', async () => {
    const url = `/v1/sponsors/${await sponsor('apbd')}/pledges`;
    const decree = { kind: 'sk', number: 'SK/1', title: 'Keputusan', signedOn: '2021-01-04' };
    const years = { validFrom: '2021-01-01', validThrough: '2021-12-31' };
    const paper = text((await office.treasurer.post('/v1/authorities', { ...decree, ...years })).body['authorityId']);
    for (const [rest, code, field] of [
      [{ budgetId: 'tidak-ada' }, 'not-found', 'budgetId'],
      [{ budgetId: paper }, 'not-a-budget', 'budgetId'],
      [{ authorityIds: ['tidak-ada'] }, 'not-found', 'authorityIds'],
    ] as const) {
      expect((await office.treasurer.post(url, { ...terms, ...rest })).body).toMatchObject({ code, field });
    }
  });

  test('of a receipt from a day to come', async () => {
    const sponsorId = await sponsor('private');
    const { body } = await office.treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, terms);
    const { pledgeId } = body;
    await office.treasurer.post(`/v1/pledges/${text(pledgeId)}/assignments`, { workers: [await office.worker()] });
    const receipt = { custody: 'direct', group: GROUP, receiptNumber: 'K-2', valueDate: '2031-05-03', amount: '16800' };
    const payment = { ...receipt, pledgeId, months: ['2021-05'], billingCode: office.billingCode() };
    const refused = await office.treasurer.post(`/v1/sponsors/${sponsorId}/payments`, payment);
    expect(refused.body).toMatchObject({ code: 'date-in-the-future', field: 'valueDate' });
  });
});

describe('a direct payment for nobody', () => {
  let payments: string;
  let pledgeId: string;
  const receipt = { custody: 'direct', group: GROUP, receiptNumber: 'K-1', valueDate: '2021-05-03', amount: '16800' };
  const direct = async (more: object) =>
    (await office.treasurer.post(payments, { ...receipt, billingCode: office.billingCode(), pledgeId, ...more })).body;

  beforeAll(async () => {
    const sponsorId = await sponsor('private');
    payments = `/v1/sponsors/${sponsorId}/payments`;
    const terms = { quota: 1, firstMonth: '2021-05', lastMonth: '2021-12', document: PAPER };
    pledgeId = text((await office.treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, terms)).body['pledgeId']);
    await office.treasurer.post(`/v1/pledges/${pledgeId}/assignments`, { workers: [await office.worker()] });
  });

  test.each([{ months: ['2021-04'] }, { months: ['2021-05'], workers: [] }])(
    '%j says that nobody is meant',
    async (more) => {
      expect(await direct(more)).toMatchObject({ code: 'worker-not-assigned', months: more.months[0] });
    },
  );

  test('a pledge that is not there is named', async () => {
    expect(await direct({ pledgeId: 'x.y', months: ['2021-05'] })).toMatchObject({
      code: 'pledge-unknown',
      pledgeId: 'x.y',
    });
  });
});
