import type { AllocationsRepriced, TariffRow } from '@sedekah/ledger';
import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { olderPremiums, type OlderQuestion } from './older-premiums';
import { unorderedAllocations, waitingCharges } from './unordered';

afterEach(removeProjected);

/** The shipped rows have revisions 1 to 8, their income table 9. */
const LATE = 10;
const [id, month] = ['SB1.2021-05.1', '2021-05'];

function regent(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 9 });
  for (const worker of ['w1', 'w2']) history.worker(worker).enrolled(worker);
  return history.assigned('bupati', ['w1', 'w2']).paid('bupati', 'k', '100800', '2021-05-03').at('2021-05-10');
}
function published(history: RemittanceHistory, more: Partial<TariffRow> = {}, revision = LATE): RemittanceHistory {
  const row = { tariffId: `late-${revision}`, firstMonth: month, jkkPercent: '0.5', jkm: '3400', citation: 'PP' };
  const data = { ...row, fundingSources: ['private'], ...more, revision, effectiveOn: '2021-05-20' } as const;
  return history.add('tariff-bpu', { type: 'TariffPublished', data });
}
/** Two workers' May, re-priced at 8,400 (or as said) by the law of revision 10. */
function repriced(history: RemittanceHistory, more: Partial<AllocationsRepriced['data']> = {}): RemittanceHistory {
  const data: AllocationsRepriced['data'] = {
    sponsorId: 'bupati',
    pledgeId: 'bupati.p1',
    allocationId: 'allocation-2',
    month,
    group: 'SB1',
    tariffId: 'late-10',
    tariffRevision: LATE,
    previousPerWorker: '16800',
    amountPerWorker: '8400',
    workers: ['w1', 'w2'],
    difference: '-16800',
    changes: [{ place: 'bank:kas', amount: '16800' }],
    receivable: '0',
    parts: [{ place: 'bank:kas', amount: '16800' }],
    effectiveOn: '2021-05-20',
    ...more,
  };
  return history.add('sponsor-bupati', { type: 'AllocationsRepriced', data });
}

async function older(history: RemittanceHistory, question: OlderQuestion = {}) {
  const { db } = await projected(history);
  const found = await Array.fromAsync(olderPremiums(db, question));
  await removeProjected();
  return found;
}
const of = (workerId: string, amount = '8400', tariffId = 'late-10') => ({ workerId, month, amount, tariffId });

test('what waits for an order is found with its price by the law published since', async () => {
  const history = regent();
  history.allocated('bupati', month, ['w1', 'w2'], '2021-05-10');
  expect(await older(history)).toEqual([]);
  expect(await older(published(history))).toEqual([
    { sponsorId: 'bupati', tariffRevision: LATE, premiums: [of('w1'), of('w2')], waiting: [] },
  ]);
});

test.each<[string, Partial<TariffRow>]>([
  ['other months', { firstMonth: '2021-06' }],
  ['other money', { fundingSources: ['csr'] }],
  ['another sector', { sector: 'transport' }],
])('a law for %s touches nobody here', async (_, more) => {
  const history = regent();
  history.allocated('bupati', month, ['w1'], '2021-05-10');
  expect(await older(published(history, more))).toEqual([]);
});

test('what is in an order waits until BPJS has answered for everybody in it', async () => {
  const history = regent();
  const allocationId = history.allocated('bupati', month, ['w1', 'w2'], '2021-05-10');
  const by = { sponsorId: 'bupati', allocationIds: [allocationId], workers: ['w1', 'w2'] };
  published(history.ordered(id, month, [by], '2021-05-10'));
  const waits = (isPaid: boolean) => [
    { sponsorId: 'bupati', tariffRevision: LATE, premiums: [], waiting: [{ remittanceId: id, isPaid, heads: 2 }] },
  ];
  expect(await older(history)).toEqual(waits(false));
  history.remitted(id, '33600', '2021-05-21').acknowledged(id, month, '2021-05-22', ['w2']);
  expect(await older(history)).toEqual(waits(true));
  history.settled(id, 'bupati', month, ['w1'], '2021-05-22');
  expect(await older(history)).toEqual(waits(true));
  history.rejectedBy(id, 'bupati', month, ['w2'], '2021-05-22');
  // The rejected one is not paid for any more: the next run prices the month anew.
  expect(await older(history)).toMatchObject([{ premiums: [of('w1')], waiting: [] }]);
});

test('only what happened since is looked at when that is asked', async () => {
  const history = published(regent());
  history.allocated('bupati', month, ['w1'], '2021-05-10');
  const seen = history.events.length;
  expect(await older(history, { since: seen })).toEqual([]);
  const allocationId = history.allocated('bupati', month, ['w2'], '2021-05-10');
  expect(await older(history, { since: seen })).toMatchObject([{ premiums: [of('w2')] }]);
  const ordered = history.events.length;
  const by = { sponsorId: 'bupati', allocationIds: [allocationId], workers: ['w2'] };
  history.ordered(id, month, [by], '2021-05-10');
  expect(await older(history, { since: ordered })).toMatchObject([{ waiting: [{ remittanceId: id, heads: 1 }] }]);
});

test('what the law made of it is not older, until the next law', async () => {
  const history = published(regent());
  history.allocated('bupati', month, ['w1', 'w2'], '2021-05-10');
  repriced(history);
  expect(await older(history)).toEqual([]);
  expect(await older(published(history, { jkm: '5000', supersedes: 'late-10' }, 11))).toMatchObject([
    { premiums: [of('w1', '10000', 'late-11'), of('w2', '10000', 'late-11')] },
  ]);
});

test('only the law is newer: the worker is who was known at the allocation', async () => {
  const history = regent();
  history.allocated('bupati', month, ['w1'], '2021-05-10');
  history.at('2021-05-12').enrolled('w1', '2021-05-02', 3);
  expect(await older(published(history))).toMatchObject([{ premiums: [of('w1')] }]);
});

test('what waits for an order is shown at its new price, and a charge until it is ordered', async () => {
  const history = published(regent());
  history.allocated('bupati', month, ['w1', 'w2'], '2021-05-10');
  const waiting = { group: 'SB1', month };
  repriced(history);
  expect(await unorderedAllocations((await projected(history)).db, waiting)).toEqual([
    { sponsorId: 'bupati', heads: 2, total: '16800' },
  ]);
  const dearer = { previousPerWorker: '8400', amountPerWorker: '18800', difference: '20800', tariffRevision: 11 };
  const changes = [{ place: 'bank:kas', amount: '-15800' }];
  repriced(history, { ...dearer, remittanceId: id, changes, receivable: '5000' });
  expect(await waitingCharges((await projected(history)).db, waiting)).toEqual([
    { sponsorId: 'bupati', heads: 0, total: '20800' },
  ]);
  const remittanceId = 'SB1.2021-05.2';
  const opening = { remittanceId, ...waiting, number: 2, billingCode: '1260', openedBy: 'b', charge: true } as const;
  const effectiveOn = '2021-05-21';
  history.add(`remittance-${remittanceId}`, { type: 'RemittanceOpened', data: { ...opening, effectiveOn } });
  const order = { sponsorId: 'bupati', remittanceId, ...waiting, allocationIds: [], heads: 0, total: '15800' };
  const parts = [{ place: 'bank:kas', amount: '15800' }];
  history.add('sponsor-bupati', {
    type: 'AllocationsOrdered',
    data: { ...order, parts, charge: true, effectiveOn },
  });
  expect(await waitingCharges((await projected(history)).db, waiting)).toEqual([
    { sponsorId: 'bupati', heads: 0, total: '5000' },
  ]);
});
