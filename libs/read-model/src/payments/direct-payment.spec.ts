import { openCrossings } from '../crossings/open-crossings';
import { sponsorBalance } from '../money/sponsor-balance';
import { premiumRunPlan } from '../premiums/run-plan';
import { unorderedAllocations } from '../premiums/unordered';
import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { findPayment } from './payments';

afterEach(removeProjected);

const paymentId = 'pemkab.d1';
const of = { sponsorId: 'pemkab', paymentId, effectiveOn: '2021-05-06' };
const open = async (history: RemittanceHistory) => {
  const { db } = await projected(history);
  const crossings = await openCrossings(db, { olderThan: '2031-01-01T00:00:00.000Z' });
  return crossings.map(({ kind, subject }) => `${kind} ${subject}`);
};

/** A budget pays two workers for May to BPJS itself; a second officer has not looked at it yet. */
function recorded(): RemittanceHistory {
  const history = new RemittanceHistory()
    .at('2021-04-22')
    .law()
    .sponsor('pemkab', 'apbd')
    .pledge('pemkab', { quota: 2 });
  history.worker('w1').worker('w2').enrolled('w1').enrolled('w2').assigned('pemkab', ['w1', 'w2']);
  const list = { prices: [{ month: '2021-05', amount: '16800', tariffId: 'bpu-2021-02' }], workers: ['w1', 'w2'] };
  const pledged = { pledgeId: 'pemkab.p1', group: 'SB1', months: ['2021-05'], receiptNumber: 'sp2d-1' };
  const payer = { ...of, ...pledged, kind: 'direct', workers: [list], recordedBy: 'bendahara' } as const;
  const claimed = { code: '126', amount: '33600', payer, effectiveOn: '2021-05-06' };
  history.add('credit-bpjs.126', { type: 'BpjsCodeClaimed', data: claimed });
  const monthly = [{ month: '2021-05', amount: '33600' }];
  const custody = { ...pledged, kind: 'direct', billingCode: '126', heads: 2, listHash: 'x', monthly } as const;
  const payment = { ...of, amount: '33600', custody, recordedBy: 'bendahara' };
  history.add('sponsor-pemkab', { type: 'PaymentRecorded', data: payment });
  return history.add('sponsor-pemkab', { type: 'DirectListRecorded', data: { ...of, ...list, chunk: 0 } });
}

const verified = (): RemittanceHistory =>
  recorded().add('sponsor-pemkab', {
    type: 'PaymentVerified',
    data: { ...of, amount: '33600', place: `direct:${paymentId}`, verifiedBy: 'pemeriksa' },
  });

test('the month run passes over worker-months that a direct payment names, until it is rejected', async () => {
  const plan = async (history: RemittanceHistory) => {
    const { db } = await projected(history);
    const [only] = [await premiumRunPlan(db, { throughMonth: '2021-05', today: '2021-05-20' }).next()];
    return only?.value;
  };
  expect(await plan(recorded())).toMatchObject({
    due: [],
    excluded: [
      { workerId: 'w1', month: '2021-05', reason: 'direct-payment' },
      { workerId: 'w2', month: '2021-05', reason: 'direct-payment' },
    ],
  });
  const rejection = { ...of, amount: '33600', place: `direct:${paymentId}`, rejectedBy: 'pemeriksa', reason: 'beda' };
  const rejected = recorded().add('sponsor-pemkab', { type: 'PaymentRejected', data: rejection });
  expect(await plan(rejected)).toMatchObject({ due: [{ workerId: 'w1' }, { workerId: 'w2' }], excluded: [] });
  expect(await open(rejected)).toEqual([`code-release ${paymentId}`]);
});

test('verified direct money lies at BPJS, funds its own list and never waits for an order of the scheme', async () => {
  const history = verified();
  const balance = async () =>
    sponsorBalance((await projected(history)).db, { sponsorId: 'pemkab', asOf: '2021-05-31' });
  expect(await balance()).toMatchObject({ availableSplit: { bank: '0', bpjs: '0', direct: '33600' } });
  history.allocated('pemkab', '2021-05', ['w1', 'w2'], '2021-05-07', `direct:${paymentId}`);
  expect(await balance()).toMatchObject({ allocated: '33600', available: '0', arrears: [] });
  const { db } = await projected(history);
  expect(await unorderedAllocations(db, { group: 'SB1', month: '2021-05' })).toEqual([]);
});

test('a verified direct payment is open until each of its months has its paid remittance', async () => {
  const history = verified();
  expect(await open(history)).toEqual([`direct-allocation ${paymentId}`]);
  const allocationId = history.allocated('pemkab', '2021-05', ['w1', 'w2'], '2021-05-07', `direct:${paymentId}`);
  const [remittanceId, month, effectiveOn] = ['SB1.2021-05.1', '2021-05', '2021-05-07'];
  const direct = { sponsorId: 'pemkab', paymentId, receiptNumber: 'sp2d-1', paidOn: '2021-05-06' };
  const opening = { group: 'SB1', month, number: 1, billingCode: '126', direct, openedBy: 'bendahara' };
  const remittance = `remittance-${remittanceId}`;
  history.add(remittance, { type: 'RemittanceOpened', data: { remittanceId, effectiveOn, ...opening } });
  history.orderedBy(
    remittanceId,
    month,
    { sponsorId: 'pemkab', allocationIds: [allocationId], workers: ['w1', 'w2'] },
    effectiveOn,
  );
  const parts = [{ place: `direct:${paymentId}`, amount: '33600' }];
  const order = { remittanceId, billingCode: '126', heads: 2, amount: '33600', parts, effectiveOn };
  history.add(remittance, { type: 'RemittanceOrdered', data: order });
  expect(await open(history)).toEqual([`direct-allocation ${paymentId}`]);
  const amounts = { amount: '33600', bankAmount: '0', creditAmount: '0', directAmount: '33600', paymentId };
  const paid = { remittanceId, ...amounts, reference: 'sp2d-1', paidBy: 'bendahara', effectiveOn: '2021-05-06' };
  history.add(remittance, { type: 'RemittancePaid', data: paid });
  expect(await open(history)).toEqual([]);
  expect(await findPayment((await projected(history)).db, paymentId)).toMatchObject({
    custody: 'direct',
    months: ['2021-05'],
    billingCode: '126',
    heads: 2,
  });
});
