import { emptyReadModel, projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { premiumRunPlan, type RunQuestion, type SponsorPlan } from './run-plan';
import { unorderedAllocations } from './unordered';

afterEach(removeProjected);

function story(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law();
  history.sponsor('bupati').pledge('bupati', { quota: 9 }).sponsor('wabup').pledge('wabup', { quota: 9 });
  for (const worker of ['w1', 'w2', 'w3']) history.worker(worker).enrolled(worker);
  return history.at('2021-05-01').assigned('bupati', ['w2', 'w1']).assigned('wabup', ['w3']);
}

async function collect(generated: AsyncIterable<SponsorPlan>): Promise<SponsorPlan[]> {
  const all: SponsorPlan[] = [];
  for await (const plan of generated) all.push(plan);
  return all;
}

async function plans(history: RemittanceHistory, question: RunQuestion) {
  const { db } = await projected(history);
  return collect(premiumRunPlan(db, question));
}
const due = async (history: RemittanceHistory, throughMonth: string, today: string) =>
  (await plans(history, { throughMonth, today })).map(({ sponsorId, due: months }) => [
    sponsorId,
    ...months.map(({ month, workerId }) => `${month} ${workerId}`),
  ]);

test('oldest month first, then oldest assignment, sponsor by sponsor, with the price', async () => {
  expect(await due(story(), '2021-06', '2021-06-05')).toEqual([
    ['bupati', '2021-05 w2', '2021-05 w1', '2021-06 w2', '2021-06 w1'],
    ['wabup', '2021-05 w3', '2021-06 w3'],
  ]);
  const [plan] = await plans(story(), { throughMonth: '2021-05', today: '2021-05-05', sponsorId: 'wabup' });
  expect(plan).toMatchObject({
    sponsorId: 'wabup',
    fundingSource: 'private',
    due: [{ workerId: 'w3', pledgeId: 'wabup.p1', group: 'SB1', band: 1, amount: '16800', tariffId: 'bpu-2021-02' }],
    excluded: [],
  });
});

test('what is paid is not due; what was taken back is due again', async () => {
  const history = story().paid('bupati', 'k', '33600', '2021-05-03').at('2021-05-10');
  const allocationId = history.allocated('bupati', '2021-05', ['w1', 'w2'], '2021-05-10');
  expect(await due(history, '2021-05', '2021-05-10')).toEqual([['wabup', '2021-05 w3']]);
  const back = { sponsorId: 'bupati', month: '2021-05', group: 'SB1', total: '16800', reason: 'salah orang' };
  history.add('sponsor-bupati', {
    type: 'AllocationsReversed',
    data: {
      ...back,
      allocationId,
      workers: ['w1'],
      parts: [{ place: 'bank:kas', amount: '16800' }],
      effectiveOn: '2021-05-11',
    },
  });
  expect(await due(history, '2021-05', '2021-05-11')).toEqual([
    ['bupati', '2021-05 w1'],
    ['wabup', '2021-05 w3'],
  ]);
});

test('who cannot be paid for is named with the reason', async () => {
  const history = story().worker('w4').worker('w5').enrolled('w5', '2021-06-01').assigned('wabup', ['w4', 'w5']);
  history.paid('bupati', 'k', '33600', '2021-05-03').month('bupati', '2021-05', ['w1', 'w2'], '2021-05-10');
  history.at('2021-06-03').died('w2', '2021-06-01').left('w3', '2021-06-02');
  const [regent, deputy] = await plans(history, { throughMonth: '2021-07', today: '2021-09-15' });
  expect(regent?.excluded).toEqual([
    { workerId: 'w1', month: '2021-06', reason: 'ended' },
    { workerId: 'w2', month: '2021-07', reason: 'deceased' },
    { workerId: 'w1', month: '2021-07', reason: 'ended' },
  ]);
  expect(regent?.due).toMatchObject([{ workerId: 'w2', month: '2021-06' }]);
  expect(deputy?.excluded).toEqual([
    { workerId: 'w4', month: '2021-05', reason: 'not-enrolled' },
    { workerId: 'w5', month: '2021-05', reason: 'not-enrolled' },
    { workerId: 'w4', month: '2021-06', reason: 'not-enrolled' },
    { workerId: 'w3', month: '2021-07', reason: 'left' },
    { workerId: 'w4', month: '2021-07', reason: 'not-enrolled' },
  ]);
});

test('nothing assigned makes no plan', async () => {
  const { db } = await emptyReadModel();
  expect(await collect(premiumRunPlan(db, { throughMonth: '2021-05', today: '2021-05-05' }))).toEqual([]);
});

test('allocations wait for an order until one takes them, and again after it was undone', async () => {
  const history = story().paid('bupati', 'k', '33600', '2021-05-03').at('2021-05-10');
  const allocationId = history.allocated('bupati', '2021-05', ['w1', 'w2'], '2021-05-10');
  const waiting = async () => unorderedAllocations((await projected(history)).db, { group: 'SB1', month: '2021-05' });
  const all = [{ sponsorId: 'bupati', heads: 2, total: '33600' }];
  expect(await waiting()).toEqual(all);
  const by = { sponsorId: 'bupati', allocationIds: [allocationId], workers: ['w1', 'w2'] };
  history.ordered('SB1.2021-05.1', '2021-05', [by], '2021-05-10');
  expect(await waiting()).toEqual([]);
  const parts = [{ place: 'bank:kas', amount: '33600' }];
  const of = { sponsorId: 'bupati', remittanceId: 'SB1.2021-05.1', month: '2021-05', group: 'SB1', total: '33600' };
  history.add('sponsor-bupati', {
    type: 'AllocationsUnordered',
    data: { ...of, heads: 2, parts, reason: 'kode kedaluwarsa', effectiveOn: '2021-05-11' },
  });
  expect(await waiting()).toEqual(all);
});
