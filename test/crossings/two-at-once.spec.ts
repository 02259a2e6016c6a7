import { booksOf } from './books';
import { findings } from './consistency';
import { byTreasurer } from './row';
import { paper, PREMIUM, tellBase, type Base, type Cast, type Request, type Story } from './story';
import { on } from './trial';

const MONTHS = { firstMonth: '2021-05', lastMonth: '2021-07' };
const amend = (pledgeId: string, quota: number): Request =>
  byTreasurer(`/v1/pledges/${pledgeId}/amendments`, { quota, ...MONTHS, document: paper('SK-2'), reason: 'APBD-P' });

async function pledgeOfTheCity(story: Story, { city, budget }: Cast): Promise<string> {
  const terms = { quota: 4, ...MONTHS, document: paper('SK-1'), budgetId: budget };
  return (await story.do<{ pledgeId: string }>(`/v1/sponsors/${city}/pledges`, terms)).pledgeId;
}

const releases = ({ pledges, workers }: Cast, earlier: string): Request[] =>
  ['2021-07', earlier].map((fromMonth) => {
    const terms = { workers: workers.slice(0, 1), fromMonth, cause: 'other', reason: 'BA 1' };
    return byTreasurer(`/v1/pledges/${pledges.regent}/releases`, terms);
  });

/** Two commands about one thing, each of which dies after its first append. */
const PAIRS: Readonly<Record<string, (story: Story, cast: Cast) => Promise<readonly Request[]>>> = {
  'a pledge amended upwards twice': async (story, cast) => {
    const pledgeId = await pledgeOfTheCity(story, cast);
    return [amend(pledgeId, 6), amend(pledgeId, 9)];
  },
  'a pledge amended upwards, and again to less than that': async (story, cast) => {
    const pledgeId = await pledgeOfTheCity(story, cast);
    return [amend(pledgeId, 9), amend(pledgeId, 6)];
  },
  'a pledge amended upwards, and upwards to less in months it may not have': async (story, { pledges }) => {
    const later = { firstMonth: '2021-06', lastMonth: '2021-07', document: paper('SK-3'), reason: 'APBD-P' };
    const refused = byTreasurer(`/v1/pledges/${pledges.city}/amendments`, { quota: 6, ...later });
    return [amend(pledges.city, 9), refused];
  },
  'a pledge amended downwards twice': async (story, cast) => {
    const pledgeId = await pledgeOfTheCity(story, cast);
    return [amend(pledgeId, 3), amend(pledgeId, 2)];
  },
  'a pledge amended downwards and withdrawn': async (story, cast) => {
    const pledgeId = await pledgeOfTheCity(story, cast);
    const withdrawal = { reason: 'APBD-P', document: paper('SK-3') };
    return [amend(pledgeId, 3), byTreasurer(`/v1/pledges/${pledgeId}/withdrawal`, withdrawal)];
  },
  'a worker released, and released from an earlier month': (_, cast) => Promise.resolve(releases(cast, '2021-06')),
  'a worker released, and released from the first month': (_, cast) => Promise.resolve(releases(cast, '2021-05')),
  'a payment charged back in two parts': async (story, { regent }) => {
    const paymentId = await story.payVerified(regent, 2 * PREMIUM, 'MEI-1');
    const chargeBack = { amount: String(PREMIUM), reason: 'cek kosong' };
    const request = byTreasurer(`/v1/payments/${paymentId}/charge-back`, chargeBack);
    return [request, request];
  },
};

let base: Base;
beforeAll(async () => {
  base = await tellBase();
}, 60_000);
afterAll(() => base.folder.remove());

test.each(Object.entries(PAIRS))('%s, both cut short: each is finished', async (_, before) => {
  const { tokens } = base.cast;
  const folder = base.folder.copy();
  const requests = await on(folder, tokens, (story) => before(story, base.cast));
  for (const [index, request] of requests.entries()) {
    await on(folder, tokens, async (story) => {
      story.installation.store.arm({ at: 2, append: 'lost', store: 'dies' });
      await story.send(request, `command-${index}`);
      expect(story.installation.store.hasDied).toBe(true);
    });
  }
  await on(folder, tokens, async ({ installation }) => {
    await installation.finish();
    expect(findings(booksOf(await installation.log()))).toEqual([]);
  });
  folder.remove();
});
