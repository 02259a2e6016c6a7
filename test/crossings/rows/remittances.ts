import { byTreasurer, workerOf, type Row } from '../row';
import { DAY, direct, GROUP, PREMIUM, type Cast, type Story } from '../story';

const MONTH = '2021-05';
const CODE = '126050000001';

/** Both offices have paid May. */
async function paid(story: Story, { regent, deputy }: Cast): Promise<void> {
  await story.payVerified(regent, 2 * PREMIUM, 'MEI-1');
  await story.payVerified(deputy, PREMIUM, 'MEI-2');
}

async function allocated(story: Story, cast: Cast): Promise<void> {
  await paid(story, cast);
  await story.run(MONTH);
}

const order = (expectedAmount: number) =>
  byTreasurer('/v1/remittances', {
    group: GROUP,
    month: MONTH,
    billingCode: CODE,
    expectedAmount: String(expectedAmount),
  });

export const REMITTANCES: readonly Row[] = [
  {
    name: 'the month run',
    before: async (story, cast) => {
      await paid(story, cast);
      return byTreasurer('/v1/premium-runs', { throughMonth: MONTH });
    },
  },
  {
    name: 'a remittance is opened and ordered',
    before: async (story, cast) => {
      await allocated(story, cast);
      await story.installation.caughtUp();
      return order(3 * PREMIUM);
    },
  },
  {
    name: 'a remittance that BPJS bills otherwise',
    before: async (story, cast) => {
      await allocated(story, cast);
      return order(2 * PREMIUM);
    },
  },
  {
    name: 'a remittance is cancelled',
    before: async (story, cast) => {
      await allocated(story, cast);
      const remittanceId = await story.order(MONTH, CODE);
      return byTreasurer(`/v1/remittances/${remittanceId}/cancellation`, { reason: 'kode kedaluwarsa' });
    },
  },
  {
    name: 'a remittance is paid',
    before: async (story, cast) => {
      await allocated(story, cast);
      const payment = { paidOn: DAY, accountId: 'kas', reference: 'BPD-1' };
      return byTreasurer(`/v1/remittances/${await story.order(MONTH, CODE)}/payment`, payment);
    },
  },
  {
    name: 'a remittance is acknowledged, some rejected',
    before: async (story, cast) => {
      await allocated(story, cast);
      const remittanceId = await story.orderPaid(MONTH, CODE);
      const receipt = story.receipt(remittanceId, [workerOf(cast, 1)]);
      return byTreasurer(`/v1/remittances/${remittanceId}/acknowledgement`, receipt);
    },
  },
  {
    name: 'BPJS pays premiums back',
    before: async (story, cast) => {
      await allocated(story, cast);
      const remittanceId = await story.orderPaid(MONTH, CODE);
      await story.acknowledge(remittanceId);
      return byTreasurer(`/v1/remittances/${remittanceId}/refund`, {
        amount: String(2 * PREMIUM),
        accountId: 'kas',
        reference: 'RF-1',
        receivedOn: DAY,
        workers: [workerOf(cast, 0), workerOf(cast, 2)],
        reason: 'terdaftar ganda',
      });
    },
  },
  {
    name: 'a direct remittance is acknowledged',
    before: async (story, cast) => {
      const url = `/v1/sponsors/${cast.city}/payments`;
      const { paymentId } = await story.do<{ paymentId: string }>(url, direct(cast.pledges.city));
      await story.do(`/v1/payments/${paymentId}/verification`, {}, 'verifier');
      const remittanceId = `${GROUP}.${MONTH}.1`;
      const receipt = story.receipt(remittanceId, [workerOf(cast, 3)]);
      return byTreasurer(`/v1/remittances/${remittanceId}/acknowledgement`, receipt);
    },
  },
];
