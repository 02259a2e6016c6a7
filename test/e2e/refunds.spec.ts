import { REGENT } from './fixtures';
import { Office, PAPER, text } from './office';
import type { Json } from './server';

const REFUND = { accountId: 'bpd-1', amount: '10000', reference: 'K-1', reason: 'sisa dana' };

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.server.stop());

/** A sponsor with 33,600 rupiah whose pledge cites an agreement of these terms; the answer to a refund. */
async function refund(terms: object): Promise<{ readonly answer: Json; readonly sponsorId: string }> {
  const dates = { signedOn: '2021-04-01', validFrom: '2021-04-01', validThrough: '2021-12-31' };
  const paper = { kind: 'pks', number: 'PKS/1', title: 'Kerja sama', ...dates, ...terms };
  const authority = await office.treasurer.post('/v1/authorities', paper);
  const sponsor = await office.treasurer.post('/v1/sponsors', REGENT);
  const sponsorId = text(sponsor.body['sponsorId']);
  const pledge = { quota: 2, firstMonth: '2021-05', lastMonth: '2021-12', document: PAPER };
  const authorityIds = [text(authority.body['authorityId'])];
  await office.treasurer.post(`/v1/sponsors/${sponsorId}/pledges`, { ...pledge, authorityIds });
  await office.paid(sponsorId, '33600', `R-${sponsorId}`);
  const { body } = await office.treasurer.post(`/v1/sponsors/${sponsorId}/refunds`, REFUND);
  return { answer: body, sponsorId };
}

test('a refund is paid by an agreement that returns what is not used, and never above what is held', async () => {
  const { answer, sponsorId } = await refund({ unusedFunds: 'returned' });
  expect(answer).toHaveProperty('refundId');
  const url = `/v1/sponsors/${sponsorId}/refunds`;
  const more = await office.treasurer.post(url, { ...REFUND, amount: '23601' });
  expect(more.body).toMatchObject({ code: 'refund-exceeds-available', amount: '23601', available: '23600' });
});

test('an agreement that says nothing of it refuses nothing', async () => {
  expect((await refund({})).answer).toHaveProperty('refundId');
});

test('a refund against the agreement is refused, and nothing is paid', async () => {
  const kept = await refund({ unusedFunds: 'not-returned' });
  expect(kept.answer).toMatchObject({ code: 'refund-not-agreed', amount: '10000' });
  const early = await refund({ unusedFunds: 'returned-after-end' });
  expect(early.answer).toMatchObject({ code: 'refund-before-end', validThrough: '2021-12-31', today: '2021-05-03' });
  const balance = await office.treasurer.get(`/v1/sponsors/${early.sponsorId}/balance`);
  expect(balance.body).toMatchObject({ refunded: '0', available: '33600' });
});
