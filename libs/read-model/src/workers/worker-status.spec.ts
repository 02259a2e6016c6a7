import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { workerStatus } from './worker-status';

afterEach(removeProjected);

const story = (): RemittanceHistory =>
  new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 5 }).worker('w1');

const status = async (history: RemittanceHistory, asOf: string, knownAt?: { time: string } | { ordinal: number }) => {
  const { db } = await projected(history);
  return workerStatus(db, { workerId: 'w1', asOf, knownAt });
};

test('on file and not enrolled is registered', async () => {
  expect(await status(story(), '2021-05-31')).toMatchObject({
    workerId: 'w1',
    status: 'registered',
    rule: 'not-enrolled',
    covered: false,
    coveredMonths: [],
    coveredThrough: null,
    sponsorId: null,
    tariff: null,
  });
});

test('a settled month is active, with the sponsor, the tariff and the dates BPJS gave', async () => {
  const history = story()
    .enrolled('w1')
    .assigned('bupati', ['w1'])
    .at('2021-05-10')
    .paid('bupati', 'k', '33600', '2021-05-03');
  history.month('bupati', '2021-05', ['w1'], '2021-05-10');
  expect(await status(history, '2021-05-05')).toMatchObject({
    status: 'active',
    arrearsMonths: 0,
    covered: true,
    coveredMonths: ['2021-05'],
    coveredThrough: '2021-05',
    sponsorId: 'bupati',
    pledgeId: 'bupati.p1',
    tariff: { amount: '16800', tariffId: 'bpu-2021-02' },
    coverDates: [{ month: '2021-05', from: '2021-05-10', through: '2021-05-28', receiptNumber: 'kw-SB1.2021-05.1' }],
  });
});

test('months without cover are arrears one to three, then membership has ended', async () => {
  const history = story()
    .enrolled('w1')
    .assigned('bupati', ['w1'])
    .at('2021-05-10')
    .paid('bupati', 'k', '33600', '2021-05-03');
  history.month('bupati', '2021-05', ['w1'], '2021-05-10');
  const statuses = [];
  for (const month of ['06', '07', '08', '09']) {
    const answer = await status(history, `2021-${month}-15`);
    statuses.push([answer?.status, answer?.arrearsMonths]);
  }
  expect(statuses).toEqual([
    ['in-arrears', 1],
    ['in-arrears', 2],
    ['in-arrears', 3],
    ['ended', 0],
  ]);
});

test('a death ends everything; cover cancelled after it is gone', async () => {
  const history = story()
    .enrolled('w1')
    .assigned('bupati', ['w1'])
    .at('2021-05-10')
    .paid('bupati', 'k', '33600', '2021-05-03');
  history.month('bupati', '2021-05', ['w1'], '2021-05-10');
  history.month('bupati', '2021-06', ['w1'], '2021-05-11');
  history.at('2021-06-03').died('w1', '2021-05-30');
  history.coverCancelled('bupati', 'SB1.2021-06.1', '2021-06', ['w1'], '2021-06-03');
  expect(await status(history, '2021-05-29')).toMatchObject({ status: 'active', coveredMonths: ['2021-05'] });
  expect(await status(history, '2021-06-15')).toMatchObject({ status: 'deceased', covered: false });
  expect(await status(history, '2021-06-15', { time: '2021-06-01T00:00:00.000Z' })).toMatchObject({
    status: 'active',
    coveredMonths: ['2021-05', '2021-06'],
  });
});

test('who left is left until enrolled again on a later day', async () => {
  const history = story().enrolled('w1').left('w1', '2021-06-10').enrolled('w1', '2021-08-01');
  expect(await status(history, '2021-06-09')).toMatchObject({ status: 'registered' });
  expect(await status(history, '2021-06-10')).toMatchObject({ status: 'left' });
  expect(await status(history, '2021-08-01')).toMatchObject({ status: 'registered', rule: 'no-cover-yet' });
});

test('cover for a month counts for its days although it was settled later, but not before that was known', async () => {
  const history = story()
    .enrolled('w1')
    .assigned('bupati', ['w1'])
    .at('2021-07-20')
    .paid('bupati', 'k', '16800', '2021-07-19');
  history.month('bupati', '2021-05', ['w1'], '2021-07-20');
  expect(await status(history, '2021-05-31')).toMatchObject({ status: 'active', covered: true });
  const before = await status(history, '2021-05-31', { time: '2021-07-01T00:00:00.000Z' });
  expect(before).toMatchObject({ status: 'registered', covered: false, knownAt: '2021-07-01T00:00:00.000Z' });
});

test('the sponsor is the one of the month asked about', async () => {
  const history = story().sponsor('wabup').pledge('wabup', { quota: 5 }).enrolled('w1').assigned('bupati', ['w1']);
  history
    .at('2021-06-01')
    .released('bupati', 'assignment-1', ['w1'], '2021-07', '2021-06-01')
    .assigned('wabup', ['w1'], '2021-07');
  expect(await status(history, '2021-06-30')).toMatchObject({ sponsorId: 'bupati' });
  expect(await status(history, '2021-07-01')).toMatchObject({ sponsorId: 'wabup' });
  expect(await status(history, '2022-01-01')).toMatchObject({ sponsorId: null });
});

test('a worker nobody registered yet has no status', async () => {
  expect(await status(story(), '2021-05-31', { ordinal: 1 })).toBeUndefined();
});
