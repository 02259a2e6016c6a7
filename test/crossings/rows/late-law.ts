import { PASSWORD } from '../../e2e/server';
import { byTreasurer, byVerifier, type Row } from '../row';
import { DAY, direct, GROUP, PREMIUM, taken, type Cast, type Story } from '../story';

const MONTH = '2021-05';
/** What JKM costs more by the dearer law. */
const MORE = 2_000;

/** A law for these sources from May on, published only now. */
async function publish(story: Story, jkm: number, fundingSources: readonly string[]): Promise<void> {
  const signIn = { userId: 'admin', password: PASSWORD };
  const session = await story.installation.as().post('/v1/sessions', signIn);
  const { token } = taken<{ token: string }>(session, 'sessions');
  const months = { firstMonth: MONTH, lastMonth: '2021-12' };
  const row = { tariffId: `late-${jkm}`, ...months, fundingSources, jkkPercent: '1', jkm: String(jkm) };
  const admin = story.installation.as(token);
  taken(await admin.post('/v1/tariffs', { ...row, citation: 'Peraturan uji' }, { key: `law-${jkm}` }), 'tariffs');
}

async function reprice(story: Story): Promise<void> {
  await story.do('/v1/tariffs/repricings');
  await story.installation.jobsDone();
}

/** May of regent and deputy is paid and run; what they have left is in the bank. */
async function allocated(story: Story, { regent, deputy }: Cast): Promise<void> {
  await story.payVerified(regent, 4 * PREMIUM + 2 * MORE, 'MEI-1');
  await story.payVerified(deputy, PREMIUM, 'MEI-2');
  await story.run(MONTH);
}

export const LATE_LAW: readonly Row[] = [
  {
    name: 'a cheaper law is taken to what is ordered and not paid',
    before: async (story, cast) => {
      await allocated(story, cast);
      await story.order(MONTH, '126050000001');
      await publish(story, 3_400, ['private']);
      return byTreasurer('/v1/tariffs/repricings');
    },
  },
  {
    name: 'a dearer law is taken to what is remitted, and to what a budget holds',
    before: async (story, cast) => {
      await allocated(story, cast);
      await story.acknowledge(await story.orderPaid(MONTH, '126050000001'));
      await publish(story, 6_800 + MORE, ['private', 'apbd']);
      return byTreasurer('/v1/tariffs/repricings');
    },
  },
  {
    name: 'the additional charge of a dearer law is ordered',
    before: async (story, cast) => {
      await allocated(story, cast);
      await story.acknowledge(await story.orderPaid(MONTH, '126050000001'));
      await publish(story, 6_800 + MORE, ['private']);
      await reprice(story);
      const order = { group: GROUP, month: MONTH, billingCode: '126050000002', additionalCharge: true };
      return byTreasurer('/v1/remittances', order);
    },
  },
  {
    name: 'a direct payment of an additional charge is verified',
    before: async (story, { city, pledges }) => {
      const url = `/v1/sponsors/${city}/payments`;
      const { paymentId } = await story.do<{ paymentId: string }>(url, direct(pledges.city));
      await story.do(`/v1/payments/${paymentId}/verification`, {}, 'verifier');
      for (const month of ['2021-05', '2021-06']) await story.acknowledge(`${GROUP}.${month}.1`);
      await publish(story, 6_800 + MORE, ['apbd']);
      await reprice(story);
      const receipt = { billingCode: '126050000901', receiptNumber: '210510000000901', valueDate: DAY };
      const charge = { ...direct(pledges.city), ...receipt, amount: String(4 * MORE), additionalCharge: true };
      const more = await story.do<{ paymentId: string }>(url, charge);
      return byVerifier(`/v1/payments/${more.paymentId}/verification`);
    },
  },
];
