import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { sponsorBalance } from './sponsor-balance';

afterEach(removeProjected);

/** Three of five promised workers, 100,800 rupiah verified on 3 May, May run and remitted. */
function regent(): RemittanceHistory {
  const history = new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 5 });
  for (const worker of ['w1', 'w2', 'w3']) history.worker(worker).enrolled(worker);
  return history.at('2021-05-01').assigned('bupati', ['w1', 'w2', 'w3']);
}

const balance = async (history: RemittanceHistory, asOf: string, knownAt?: { time: string } | { ordinal: number }) => {
  const { db } = await projected(history);
  return sponsorBalance(db, { sponsorId: 'bupati', asOf, knownAt });
};

test('a pledge without money owes every assigned month and has nothing available', async () => {
  expect(await balance(regent(), '2021-06-30')).toMatchObject({
    sponsorId: 'bupati',
    asOf: '2021-06-30',
    pledgedWorkers: 5,
    assignedWorkers: 3,
    unfilledQuota: 2,
    monthlyPremium: '84000',
    payments: { unverified: '0', verified: '0' },
    available: '0',
    arrears: [
      { month: '2021-05', amount: '50400' },
      { month: '2021-06', amount: '50400' },
    ],
  });
});

test('recorded money is unverified until somebody else has verified it', async () => {
  const history = regent().at('2021-05-03').credit('k1', '100800', '2021-05-03');
  history.recorded('bupati', 'k1', '100800', '2021-05-03');
  expect(await balance(history, '2021-05-31')).toMatchObject({
    payments: { unverified: '100800', verified: '0' },
    available: '0',
  });
  history.verified('bupati', 'k1', '100800', '2021-05-03');
  expect(await balance(history, '2021-05-31')).toMatchObject({
    payments: { unverified: '0', verified: '100800' },
    available: '100800',
    availableSplit: { bank: '100800', bpjs: '0', direct: '0' },
  });
});

test('an allocation lowers what is available, its remittance moves it on', async () => {
  const history = regent().at('2021-05-03').paid('bupati', 'k1', '100800', '2021-05-03').at('2021-05-10');
  const allocationId = history.allocated('bupati', '2021-05', ['w1', 'w2', 'w3'], '2021-05-10');
  const by = { sponsorId: 'bupati', allocationIds: [allocationId], workers: ['w1', 'w2', 'w3'] };
  history.ordered('SB1.2021-05.1', '2021-05', [by], '2021-05-10');
  expect(await balance(history, '2021-05-31')).toMatchObject({
    allocated: '50400',
    remitted: '0',
    available: '50400',
    arrears: [],
  });
  history.at('2021-05-12').remitted('SB1.2021-05.1', '50400', '2021-05-12');
  expect(await balance(history, '2021-05-31')).toMatchObject({ allocated: '50400', remitted: '50400' });
  expect(await balance(history, '2021-05-11')).toMatchObject({ allocated: '50400', remitted: '0' });
});

test('people BPJS did not accept leave their money as credit at BPJS and their month unpaid', async () => {
  const history = regent().at('2021-05-03').paid('bupati', 'k1', '50400', '2021-05-03').at('2021-05-10');
  const allocationId = history.allocated('bupati', '2021-05', ['w1', 'w2', 'w3'], '2021-05-10');
  const by = { sponsorId: 'bupati', allocationIds: [allocationId], workers: ['w1', 'w2', 'w3'] };
  history
    .ordered('SB1.2021-05.1', '2021-05', [by], '2021-05-10')
    .remitted('SB1.2021-05.1', '50400', '2021-05-12')
    .acknowledged('SB1.2021-05.1', '2021-05', '2021-05-14', ['w3'])
    .settled('SB1.2021-05.1', 'bupati', '2021-05', ['w1', 'w2'], '2021-05-14')
    .rejectedBy('SB1.2021-05.1', 'bupati', '2021-05', ['w3'], '2021-05-14');
  expect(await balance(history, '2021-05-31')).toMatchObject({
    allocated: '33600',
    remitted: '33600',
    available: '16800',
    availableSplit: { bank: '0', bpjs: '16800', direct: '0' },
    arrears: [{ month: '2021-05', amount: '16800' }],
  });
});

test('a charge-back after the money was spent is a receivable, and the next payment fills it', async () => {
  const history = regent().at('2021-05-03').paid('bupati', 'k1', '50400', '2021-05-03').at('2021-05-10');
  history.allocated('bupati', '2021-05', ['w1', 'w2'], '2021-05-10');
  history.add('sponsor-bupati', {
    type: 'PaymentChargedBack',
    data: {
      sponsorId: 'bupati',
      paymentId: 'bupati.k1',
      amount: '50400',
      place: 'bank:kas',
      wasVerified: true,
      fromAvailable: '16800',
      receivable: '33600',
      reason: 'ditarik bank',
      effectiveOn: '2021-05-20',
    },
  });
  expect(await balance(history, '2021-05-31')).toMatchObject({
    payments: { unverified: '0', verified: '0' },
    allocated: '33600',
    available: '0',
    receivable: '33600',
  });
});

test('arrears stop with the month of death and begin with the latest enrolment', async () => {
  const history = regent().at('2021-06-10').died('w1', '2021-05-20').worker('w4').enrolled('w4', '2021-06-02');
  history.assigned('bupati', ['w4'], '2021-05');
  expect(await balance(history, '2021-06-30')).toMatchObject({
    arrears: [
      { month: '2021-05', amount: '50400' },
      { month: '2021-06', amount: '50400' },
    ],
  });
});

test('workers whose membership has ended owe nothing until they are enrolled again', async () => {
  const history = regent().at('2021-05-03').paid('bupati', 'k1', '50400', '2021-05-03');
  history.month('bupati', '2021-05', ['w1', 'w2', 'w3'], '2021-05-10');
  expect((await balance(history, '2021-08-31'))?.arrears).toHaveLength(3);
  expect((await balance(history, '2021-09-01'))?.arrears).toEqual([]);
  history.at('2021-09-05').enrolled('w1', '2021-09-05');
  expect((await balance(history, '2021-09-30'))?.arrears).toEqual([{ month: '2021-09', amount: '16800' }]);
});

test('a released worker is not assigned from that month on', async () => {
  const history = regent().at('2021-06-01').released('bupati', 'assignment-1', ['w2'], '2021-06', '2021-06-01');
  expect(await balance(history, '2021-05-31')).toMatchObject({ assignedWorkers: 3 });
  expect(await balance(history, '2021-06-30')).toMatchObject({
    assignedWorkers: 2,
    unfilledQuota: 3,
    arrears: [
      { month: '2021-05', amount: '50400' },
      { month: '2021-06', amount: '33600' },
    ],
  });
});

test('amended terms hold from the day of their paper, a withdrawal from its month', async () => {
  const history = regent().at('2021-07-01').amended('bupati', { quota: 8 }, '2021-06-15');
  history.withdrawn('bupati', '2021-09', '2021-07-01');
  const promised = async (asOf: string) => (await balance(history, asOf))?.pledgedWorkers;
  expect(await promised('2021-06-14')).toBe(5);
  expect(await promised('2021-06-15')).toBe(8);
  expect(await promised('2021-08-31')).toBe(8);
  expect(await promised('2021-09-01')).toBe(0);
});

test('the same day answers by what was known at a time, and by what is known now', async () => {
  const history = regent().at('2021-06-20T08:00:00.000Z').paid('bupati', 'k1', '50400', '2021-05-03');
  const before = await balance(history, '2021-05-31', { time: '2021-06-19T00:00:00.000Z' });
  expect(before).toMatchObject({ available: '0', knownAt: '2021-06-19T00:00:00.000Z' });
  const now = await balance(history, '2021-05-31');
  expect(now).toMatchObject({ available: '50400', knownAt: '2021-06-20T08:03:00.000Z' });
  expect(now?.knownAtOrdinal).toBe(String(history.events.length));
});

test('an unknown sponsor, or one that was not known yet, has no balance', async () => {
  const history = regent();
  expect(await balance(history, '2021-05-31', { ordinal: 0 })).toBeUndefined();
  expect(await balance(new RemittanceHistory().at('2021-05-01').law(), '2021-05-31')).toBeUndefined();
});

test('sums beyond what a number can hold stay exact', async () => {
  const history = regent().at('2021-05-03');
  for (let index = 0; index < 20; index += 1) history.paid('bupati', `k${index}`, '999999999999999', '2021-05-03');
  expect(await balance(history, '2021-05-31')).toMatchObject({ available: '19999999999999980' });
});
