import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { authorityOutlook, sponsorOutlook } from './outlook';

afterEach(removeProjected);

const people = (count: number) => Array.from({ length: count }, (_, index) => `w${index + 1}`);

/** A regent with three workers, May to December 2021, and the money for five months of all of them. */
function story(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law();
  history.sponsor('bupati').pledge('bupati', { quota: 4 });
  for (const worker of people(3)) history.worker(worker).enrolled(worker);
  return history.at('2021-05-01').assigned('bupati', people(3)).paid('bupati', 'k', '252000', '2021-05-03');
}
const outlook = async (history: RemittanceHistory, asOf: string, knownAt?: { ordinal: number }) =>
  sponsorOutlook((await projected(history)).db, { sponsorId: 'bupati', asOf, knownAt });

test('what was promised, what is spent, and the month the money runs out', async () => {
  const history = story().at('2021-05-10');
  history.month('bupati', '2021-05', people(3), '2021-05-10');
  expect(await outlook(history, '2021-05-20')).toMatchObject({
    ceiling: null,
    committed: '537600', // 4 × 8 × 16,800
    spent: '50400',
    remaining: '201600',
    workers: 3,
    runway: { months: 4, cost: '201600', remainder: '0', runsOutIn: '2021-10' },
    toTheEnd: {
      throughMonth: '2021-12',
      months: 7,
      needed: '352800',
      fits: false,
      shortfall: '151200',
      // 117,600 a head to December: one of them, and 84,000 over.
      workers: 1,
      cost: '117600',
      remainder: '84000',
    },
  });
  const answer = await outlook(history, '2021-05-20');
  expect(answer?.months.map(({ month, workers, cost }) => `${month} ${workers} ${cost}`)).toEqual(
    ['06', '07', '08', '09', '10', '11', '12'].map((month) => `2021-${month} 3 50400`),
  );
});

test('months owed come before those to come', async () => {
  const answer = await outlook(story(), '2021-07-20');
  expect(answer?.months.slice(0, 4).map(({ month }) => month)).toEqual(['2021-05', '2021-06', '2021-07', '2021-08']);
  expect(answer).toMatchObject({ spent: '0', remaining: '252000', runway: { months: 5, runsOutIn: '2021-10' } });
});

test('a month paid ahead is not paid again', async () => {
  const history = story().at('2021-05-10');
  history.month('bupati', '2021-05', people(3), '2021-05-10');
  history.month('bupati', '2021-06', ['w1', 'w2'], '2021-05-11', 2);
  const answer = await outlook(history, '2021-05-20');
  expect(answer?.months[0]).toEqual({ month: '2021-06', workers: 1, cost: '16800' });
  expect(answer).toMatchObject({ remaining: '168000', runway: { months: 4, cost: '168000', runsOutIn: '2021-10' } });
});

test('the price of a coming month is that of its law: transport halves in 2026', async () => {
  const history = new RemittanceHistory().at('2025-11-01').law('2025-11-01');
  history.sponsor('bupati').pledge('bupati', { quota: 2, firstMonth: '2025-12', lastMonth: '2026-06' });
  history.worker('w1', { sector: 'transport' }).enrolled('w1', '2025-12-01');
  history.worker('w2').enrolled('w2', '2025-12-01').assigned('bupati', ['w1', 'w2'], '2025-12', '2026-06');
  const answer = await outlook(history, '2025-12-05');
  expect(answer?.months.map(({ month, cost }) => `${month} ${cost}`)).toEqual([
    '2025-12 33600',
    '2026-01 25200',
    '2026-02 25200',
    '2026-03 25200',
    '2026-04 16800',
    '2026-05 16800',
    '2026-06 16800',
  ]);
  expect(answer).toMatchObject({ runway: { months: 0, runsOutIn: '2025-12' }, toTheEnd: { workers: 0 } });
});

test('who died, left, or is not enrolled is not counted, and what was known then stays', async () => {
  const history = story().worker('w4').assigned('bupati', ['w4']);
  const before = history.events.length;
  history.at('2021-06-03').died('w1', '2021-05-20').left('w2', '2021-05-25');
  expect(await outlook(history, '2021-06-10')).toMatchObject({ workers: 1 });
  expect(await outlook(history, '2021-06-10', { ordinal: before })).toMatchObject({ workers: 3 });
  expect(await outlook(history, '2021-06-10', { ordinal: 0 })).toBeUndefined();
});

function budget(heads: number): RemittanceHistory {
  const history = new RemittanceHistory().at('2024-12-01').law('2024-12-01');
  const effectiveOn = '2024-12-02';
  history.add('authority-dpa', {
    type: 'AuthorityRegistered',
    data: {
      authorityId: 'dpa',
      kind: 'budget',
      number: 'DPA/1',
      title: 'Pekerja rentan',
      signedOn: effectiveOn,
      validFrom: '2025-01-01',
      validThrough: '2025-12-31',
      fundingSource: 'apbd',
      ceiling: '200000000',
      effectiveOn,
    },
  });
  history.sponsor('pemkot', 'apbd', effectiveOn);
  const document = { kind: 'DPA', number: '1', date: effectiveOn };
  const pledge = { pledgeId: 'pemkot.p1', quota: heads, firstMonth: '2025-01', lastMonth: '2025-12', document };
  const reserved = String(heads * 12 * 16_800);
  const terms = { ...pledge, authorityIds: [], budgetId: 'dpa', reserved };
  const of = { authorityId: 'dpa', sponsorId: 'pemkot', pledgeId: 'pemkot.p1', amount: reserved, effectiveOn };
  history.add('authority-dpa', { type: 'CommitmentReserved', data: { ...of, pledge: terms } });
  history.add('sponsor-pemkot', { type: 'PledgeMade', data: { ...terms, sponsorId: 'pemkot', effectiveOn } });
  for (const worker of people(heads)) history.worker(worker).enrolled(worker, '2025-01-01');
  return history.assigned('pemkot', people(heads), '2025-01', '2025-12');
}
const ofBudget = async (history: RemittanceHistory, asOf: string) =>
  authorityOutlook((await projected(history)).db, { authorityId: 'dpa', asOf });

test('a budget of 200 million carries 744 people through the year (A10)', async () => {
  expect(await ofBudget(budget(744), '2025-01-05')).toMatchObject({
    ceiling: '200000000',
    committed: '149990400',
    spent: '0',
    remaining: '200000000',
    workers: 744,
    runway: { months: 16, runsOutIn: '2026-05' },
    toTheEnd: { throughMonth: '2025-12', months: 11, needed: '149990400', fits: true, shortfall: '0', workers: 744 },
  });
});

test('and 1,000 people for eleven months (A11), whatever was spent counted once', async () => {
  const history = budget(1_000);
  expect(await ofBudget(history, '2025-01-05')).toMatchObject({
    workers: 1_000,
    runway: { months: 11, cost: '184800000', remainder: '15200000', runsOutIn: '2025-12' },
    toTheEnd: { needed: '201600000', fits: false, shortfall: '1600000', workers: 991 },
  });
  history.at('2025-01-10').paid('pemkot', 'x', '16800000', '2025-01-10');
  history.allocated('pemkot', '2025-01', people(1_000), '2025-01-10');
  expect(await ofBudget(history, '2025-01-10')).toMatchObject({
    spent: '16800000',
    remaining: '183200000',
    runway: { months: 10, runsOutIn: '2025-12', remainder: '15200000' },
    toTheEnd: { shortfall: '1600000', workers: 991, cost: '183136800', remainder: '63200' },
  });
});

test('a legal paper that is no budget has no outlook, nor has nobody', async () => {
  const { db } = await projected(story());
  expect(await authorityOutlook(db, { authorityId: 'pks', asOf: '2021-05-20' })).toBeUndefined();
  expect(await sponsorOutlook(db, { sponsorId: 'nobody', asOf: '2021-05-20' })).toBeUndefined();
});
