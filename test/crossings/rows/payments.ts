import { byTreasurer, byVerifier, type Row } from '../row';
import { direct, PREMIUM, transfer, type Cast, type Story } from '../story';

const recordDirect = async (story: Story, { city, pledges }: Cast): Promise<string> =>
  (await story.do<{ paymentId: string }>(`/v1/sponsors/${city}/payments`, direct(pledges.city))).paymentId;

export const PAYMENTS: readonly Row[] = [
  {
    name: 'a payment is recorded',
    before: async (_, { regent }) => byTreasurer(`/v1/sponsors/${regent}/payments`, transfer(PREMIUM, 'MEI-1')),
  },
  {
    name: 'a payment from a bank credit that others have drawn on',
    before: async (story, { regent, deputy }) => {
      const credit = { ...transfer(PREMIUM, 'GAJI-5'), creditAmount: String(3 * PREMIUM) };
      await story.do(`/v1/sponsors/${deputy}/payments`, credit);
      return byTreasurer(`/v1/sponsors/${regent}/payments`, credit);
    },
  },
  {
    name: 'a payroll credit with its deduction list',
    before: async (_, { regent, deputy }) => {
      const list = [regent, deputy].map((sponsorId) => ({ sponsorId, amount: String(PREMIUM) }));
      const { accountId, reference, valueDate } = transfer(2 * PREMIUM, 'GAJI-6');
      return byTreasurer('/v1/deductions', { accountId, reference, valueDate, amount: String(2 * PREMIUM), list });
    },
  },
  {
    name: 'a payment is verified',
    before: async (story, { regent }) =>
      byVerifier(`/v1/payments/${await story.pay(regent, PREMIUM, 'MEI-1')}/verification`),
  },
  {
    name: 'a payment is rejected',
    before: async (story, { regent }) =>
      byVerifier(`/v1/payments/${await story.pay(regent, PREMIUM, 'MEI-1')}/rejection`, { reason: 'tidak ada' }),
  },
  {
    name: 'a verified payment is reversed',
    before: async (story, { regent }) =>
      byTreasurer(`/v1/payments/${await story.payVerified(regent, PREMIUM, 'MEI-1')}/reversal`, { reason: 'keliru' }),
  },
  {
    name: 'a payment is charged back after it was spent',
    before: async (story, { regent }) => {
      const paymentId = await story.payVerified(regent, 2 * PREMIUM, 'MEI-1');
      await story.run('2021-05');
      const chargeBack = { amount: String(2 * PREMIUM), reason: 'cek kosong' };
      return byTreasurer(`/v1/payments/${paymentId}/charge-back`, chargeBack);
    },
  },
];

export const DIRECT_PAYMENTS: readonly Row[] = [
  {
    name: 'a direct payment is recorded',
    before: async (_, { city, pledges }) => byTreasurer(`/v1/sponsors/${city}/payments`, direct(pledges.city)),
  },
  {
    name: 'a direct payment that the sponsor refuses after its billing code is claimed',
    before: async (_, { city, pledges }) => {
      const tooLittle = { ...direct(pledges.city), amount: String(3 * PREMIUM) };
      return byTreasurer(`/v1/sponsors/${city}/payments`, tooLittle);
    },
  },
  {
    name: 'a direct payment is verified',
    before: async (story, cast) => byVerifier(`/v1/payments/${await recordDirect(story, cast)}/verification`),
  },
  {
    name: 'a direct payment is rejected',
    before: async (story, cast) =>
      byVerifier(`/v1/payments/${await recordDirect(story, cast)}/rejection`, { reason: 'kwitansi lain' }),
  },
  {
    name: 'a direct payment is reversed before it is verified',
    before: async (story, cast) =>
      byTreasurer(`/v1/payments/${await recordDirect(story, cast)}/reversal`, { reason: 'keliru' }),
  },
];
