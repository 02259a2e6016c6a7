import { SHIPPED_LAW, type LedgerEvent } from '@sedekah/ledger';
import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { continuity, type ContinuityQuestion } from './continuity';

afterEach(removeProjected);

/** All rules of the shipped law, and a regent with a deputy who pay for these workers from January 2025. */
function story(...workers: string[]): RemittanceHistory {
  const history = new RemittanceHistory().at('2024-12-01').law('2024-12-01');
  for (const command of SHIPPED_LAW) {
    if (command.type !== 'PublishRule') continue;
    const event = { type: 'RulePublished', data: { ...command.rule, effectiveOn: '2024-12-01' } } as LedgerEvent;
    history.add('tariff-bpu', event);
  }
  const months = { firstMonth: '2025-01', lastMonth: '2025-12' };
  history.sponsor('bupati').pledge('bupati', { quota: 9, ...months });
  history.sponsor('wabup').pledge('wabup', { quota: 9, ...months });
  for (const worker of workers) history.worker(worker).enrolled(worker, '2025-01-01');
  return history;
}
/** January is covered; from February on it depends. */
function january(...workers: string[]): RemittanceHistory {
  const history = story(...workers).assigned('bupati', workers, '2025-01', '2025-12');
  history.paid('bupati', 'k1', String(16_800 * workers.length), '2025-01-05').at('2025-01-10');
  history.month('bupati', '2025-01', workers, '2025-01-10');
  return history;
}
const ask = async (history: RemittanceHistory, question: Partial<ContinuityQuestion> = {}) =>
  continuity((await projected(history)).db, { asOf: '2025-03-20', ...question });
const only = async (history: RemittanceHistory, question: Partial<ContinuityQuestion> = {}) => {
  const { items } = await ask(history, question);
  expect(items).toHaveLength(1);
  return items[0];
};

test.each([
  ['2025-01-20', { state: 'lapsing', arrearsMonths: 0, endsNextMonth: false, cause: 'sponsor-unpaid' }],
  ['2025-02-20', { state: 'in-arrears', arrearsMonths: 1, endsNextMonth: false }],
  ['2025-03-20', { state: 'in-arrears', arrearsMonths: 2, endsNextMonth: false }],
  ['2025-04-20', { state: 'in-arrears', arrearsMonths: 3, endsNextMonth: true, costToFamily: '32000000' }],
  ['2025-05-20', { state: 'ended', arrearsMonths: 0, endsIn: '2025-05', endsNextMonth: false }],
  ['2025-07-20', { state: 'ended' }],
])('unpaid since February, on %s', async (asOf, expected) => {
  expect(await only(january('w1'), { asOf })).toMatchObject({
    coveredThrough: '2025-01',
    sponsorId: 'bupati',
    ...expected,
  });
});

test('long ago is counted and not listed any more', async () => {
  expect(await ask(january('w1'), { asOf: '2025-08-20' })).toMatchObject({
    items: [],
    counts: { enrolled: 1, covered: 0, ended: 1, endedLately: 0 },
  });
});

test('the sponsor has not paid, or it waits for the second officer', async () => {
  const history = january('w1');
  expect(await only(history)).toMatchObject({ cause: 'sponsor-unpaid' });
  history.credit('k2', '16800', '2025-03-05').recorded('bupati', 'k2', '16800', '2025-03-05');
  expect(await only(history)).toMatchObject({ cause: 'awaiting-verification' });
  history.verified('bupati', 'k2', '16800', '2025-03-05');
  expect(await only(history)).toMatchObject({ cause: 'treasury-not-remitted' });
  expect(await only(history, { asOf: '2025-03-04' })).toMatchObject({ cause: 'sponsor-unpaid' });
});

test('money that does not carry the month is not paid enough', async () => {
  expect(await only(january('w1').paid('bupati', 'k2', '16799', '2025-03-05'))).toMatchObject({
    cause: 'sponsor-unpaid',
  });
});

test('the treasury has the premium until it pays it, then BPJS has', async () => {
  const history = january('w1').paid('bupati', 'k2', '16800', '2025-03-05').at('2025-03-06');
  const allocationId = history.allocated('bupati', '2025-02', ['w1'], '2025-03-06');
  expect(await only(history)).toMatchObject({ cause: 'treasury-not-remitted' });
  const by = { sponsorId: 'bupati', allocationIds: [allocationId], workers: ['w1'] };
  history.ordered('SB1.2025-02.1', '2025-02', [by], '2025-03-06');
  expect(await only(history)).toMatchObject({ cause: 'treasury-not-remitted' });
  history.remitted('SB1.2025-02.1', '16800', '2025-03-07');
  expect(await only(history)).toMatchObject({ cause: 'not-acknowledged' });
  history.acknowledged('SB1.2025-02.1', '2025-02', '2025-03-08', ['w1']);
  history.rejectedBy('SB1.2025-02.1', 'bupati', '2025-02', ['w1'], '2025-03-08');
  expect(await only(history)).toMatchObject({ cause: 'rejected-by-bpjs', arrearsMonths: 2 });
});

test('nobody has the worker', async () => {
  const history = january('w1').released('bupati', 'assignment-1', ['w1'], '2025-02', '2025-01-20');
  expect(await only(history)).toMatchObject({ cause: 'not-sponsored', sponsorId: null });
  expect(await only(history, { asOf: '2025-01-25' })).toMatchObject({ state: 'lapsing', cause: 'not-sponsored' });
  history.assigned('wabup', ['w1'], '2025-02', '2025-12');
  expect(await only(history)).toMatchObject({ cause: 'sponsor-unpaid', sponsorId: 'wabup' });
});

test('who is secured for the next month is not listed, nor who died, left or was never covered', async () => {
  const history = january('w1', 'w2', 'w3');
  history.worker('w4').enrolled('w4', '2025-01-01').worker('w5');
  history.paid('bupati', 'k2', '50400', '2025-01-20');
  expect(await ask(history, { asOf: '2025-01-25' })).toMatchObject({
    items: [],
    counts: { enrolled: 4, covered: 3, lapsing: 0, notCoveredYet: 1 },
  });
  history.at('2025-01-26').died('w2', '2025-01-20').left('w3', '2025-01-21');
  expect((await ask(history)).items.map(({ workerId }) => workerId)).toEqual(['w1']);
});

test('every count has its denominator, in the region asked about (K15)', async () => {
  const history = january('w1', 'w2', 'w3').worker('w4', { regionCode: '76.04' }).enrolled('w4', '2025-01-01');
  history.paid('bupati', 'k2', '16800', '2025-02-05').at('2025-02-10').month('bupati', '2025-02', ['w1'], '2025-02-10');
  const inArrears = [
    { months: 1, workers: 1 },
    { months: 2, workers: 2 },
    { months: 3, workers: 0 },
  ];
  const counts = { enrolled: 3, covered: 0, lapsing: 0, inArrears, ended: 0, endedLately: 0, notCoveredYet: 0 };
  expect((await ask(history, { regionCode: '76.03' })).counts).toEqual(counts);
  expect((await ask(history)).counts).toEqual({ ...counts, enrolled: 4, notCoveredYet: 1 });
  expect(await ask(history, { regionCode: '76' })).toMatchObject({ counts: { enrolled: 4 } });
});

test('the list goes on where the page ended, and can be of one state', async () => {
  const history = january('w1', 'w2', 'w3');
  const first = await ask(history, { limit: 2 });
  expect(first.items.map(({ workerId }) => workerId)).toEqual(['w1', 'w2']);
  const rest = await ask(history, { limit: 2, after: first.next ?? '' });
  expect([rest.items.map(({ workerId }) => workerId), rest.next]).toEqual([['w3'], null]);
  expect((await ask(history, { state: 'ended' })).items).toEqual([]);
  expect((await ask(history, { state: 'in-arrears' })).items).toHaveLength(3);
});

test('what the family loses is by the law of the day, named with it', async () => {
  expect(await ask(january('w1'), { asOf: '2025-02-20' })).toMatchObject({
    jkm: { full: '42000000', waitingMonths: 0 },
    items: [{ costToFamily: '0' }],
  });
  const after = await ask(january('w1'), { asOf: '2025-04-01' });
  expect(after).toMatchObject({
    jkm: { full: '42000000', waitingMonths: 3, waiting: '10000000', needsChecking: true },
    items: [{ costToFamily: '32000000' }],
    ageLimit: 65,
    graceMonths: 3,
  });
});

test('what was known then stays', async () => {
  const history = january('w1');
  const before = history.events.length;
  history.paid('bupati', 'k2', '16800', '2025-03-05');
  expect(await only(history, { knownAt: { ordinal: before } })).toMatchObject({ cause: 'sponsor-unpaid' });
});
