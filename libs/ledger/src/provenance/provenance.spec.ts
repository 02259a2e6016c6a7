import type { SponsorEvent } from '../sponsor';
import { allocated, ordered, recorded, registeredRegent, settled, verified } from '../sponsor/sponsor.fixtures';
import { emptyProvenance, evolveProvenance, paidBy, useOf, type Provenance } from './index';

const [FIRST, SECOND] = ['regent.r1', 'regent.r2'];
const traced = (...events: SponsorEvent[]): Provenance => events.reduce(evolveProvenance, emptyProvenance());
const paid = (paymentId: string, amount: string) => [recorded(amount, paymentId), verified(amount, paymentId)];
const of = { sponsorId: 'regent', month: '2021-05', group: 'SG01', effectiveOn: '2021-05-20' } as const;

const rejected: SponsorEvent = {
  type: 'AllocationsRejected',
  data: {
    ...of,
    remittanceId: 'SG01.2021-05.1',
    workers: [{ workerId: 'w1', reason: 'NIK' }],
    total: '16800',
    place: 'bpjs:SG01',
  },
};
const chargedBack = (amount: string, fromAvailable: string, receivable: string): SponsorEvent => ({
  type: 'PaymentChargedBack',
  data: {
    sponsorId: 'regent',
    paymentId: FIRST,
    amount,
    place: 'bank:kas',
    wasVerified: true,
    fromAvailable,
    receivable,
    reason: 'x',
    effectiveOn: '2021-05-20',
  },
});
const repriced = (amountPerWorker: string, change: string, receivable = '0'): SponsorEvent => ({
  type: 'AllocationsRepriced',
  data: {
    ...of,
    pledgeId: 'regent.p1',
    allocationId: 'al1',
    tariffId: 'baru',
    tariffRevision: 2,
    previousPerWorker: '16800',
    amountPerWorker,
    workers: ['w1', 'w2'],
    difference: String(2 * (Number(amountPerWorker) - 16_800)),
    changes: change === '0' ? [] : [{ place: 'bank:kas', amount: change }],
    receivable,
    parts: [{ place: 'bank:kas', amount: String(2 * Number(amountPerWorker)) }],
  },
});

test('the payment verified first pays first, and one premium may be of two payments', () => {
  const state = traced(
    registeredRegent,
    ...paid(FIRST, '20000'),
    ...paid(SECOND, '20000'),
    allocated('2021-05', 'al1', 'w1', 'w2'),
  );
  expect(paidBy(state, 'w1', '2021-05')?.shares).toEqual([{ paymentId: FIRST, amount: '16800' }]);
  expect(paidBy(state, 'w2', '2021-05')?.shares).toEqual([
    { paymentId: FIRST, amount: '3200' },
    { paymentId: SECOND, amount: '13600' },
  ]);
  expect(useOf(state, SECOND)).toMatchObject({
    amount: '20000',
    bought: '13600',
    unspent: '6400',
    lying: [{ place: 'bank:kas', amount: '6400' }],
    months: [{ workerId: 'w2', month: '2021-05', amount: '13600', price: '16800', standing: 'allocated' }],
  });
});

test('a premium is followed from allocation over the order to cover', () => {
  const events = [registeredRegent, ...paid(FIRST, '33600'), allocated('2021-05', 'al1', 'w1', 'w2')];
  const order = ordered('2021-05', 'SG01.2021-05.1', 2, 'al1');
  const standing = (...more: SponsorEvent[]) => {
    const { standing: now, remittanceId } = paidBy(traced(...events, ...more), 'w1', '2021-05') ?? {};
    return [now, remittanceId];
  };
  expect(standing()).toEqual(['allocated', null]);
  expect(standing(order)).toEqual(['ordered', 'SG01.2021-05.1']);
  expect(standing(order, settled('2021-05', 'SG01.2021-05.1', 'w1', 'w2'))).toEqual(['covered', 'SG01.2021-05.1']);
});

test('what BPJS did not accept is still its payment’s, as credit at BPJS', () => {
  const bought = [registeredRegent, ...paid(FIRST, '16800'), allocated('2021-05', 'al1', 'w1')];
  const state = traced(...bought, ordered('2021-05', 'SG01.2021-05.1', 1, 'al1'), rejected);
  expect(paidBy(state, 'w1', '2021-05')).toBeUndefined();
  expect(useOf(state, FIRST)).toMatchObject({ bought: '0', lying: [{ place: 'bpjs:SG01', amount: '16800' }] });
});

describe('a payment that the bank takes back after it was spent', () => {
  const spent = [registeredRegent, ...paid(FIRST, '33600'), allocated('2021-05', 'al1', 'w1', 'w2')];

  test('is replaced by what other payments left there, then by what the sponsor owes, the last premium first', () => {
    const state = traced(...spent, ...paid(SECOND, '10000'), chargedBack('20000', '10000', '10000'));
    expect(paidBy(state, 'w2', '2021-05')?.shares).toEqual([
      { paymentId: SECOND, amount: '10000' },
      { paymentId: null, amount: '6800' },
    ]);
    expect(paidBy(state, 'w1', '2021-05')?.shares).toEqual([
      { paymentId: FIRST, amount: '13600' },
      { paymentId: null, amount: '3200' },
    ]);
    expect(useOf(state, FIRST)).toMatchObject({ chargedBack: '20000', bought: '13600', unspent: '0' });
  });

  test('leaves a debt that the next payment pays, the oldest premium first', () => {
    const fills = verified('5000', SECOND);
    const filling = { ...fills, data: { ...fills.data, settlesReceivable: '5000' } } as SponsorEvent;
    const state = traced(...spent, chargedBack('33600', '0', '33600'), recorded('5000', SECOND), filling);
    expect(paidBy(state, 'w1', '2021-05')?.shares).toEqual([
      { paymentId: SECOND, amount: '5000' },
      { paymentId: null, amount: '11800' },
    ]);
    expect(paidBy(state, 'w2', '2021-05')?.shares).toEqual([{ paymentId: null, amount: '16800' }]);
  });
});

describe('a law that comes late', () => {
  const bought = [
    registeredRegent,
    ...paid(FIRST, '20000'),
    ...paid(SECOND, '20000'),
    allocated('2021-05', 'al1', 'w1', 'w2'),
  ];

  test('gives back what was spent last', () => {
    const state = traced(...bought, repriced('8400', '16800'));
    expect(paidBy(state, 'w2', '2021-05')?.shares).toEqual([
      { paymentId: FIRST, amount: '3200' },
      { paymentId: SECOND, amount: '5200' },
    ]);
    expect(useOf(state, FIRST)).toMatchObject({ bought: '11600', unspent: '8400' });
    expect(useOf(state, SECOND)).toMatchObject({ bought: '5200', unspent: '14800' });
  });

  test('takes more where there is some, and owes the rest', () => {
    const state = traced(...bought, repriced('21800', '-6400', '3600'));
    expect(paidBy(state, 'w1', '2021-05')?.shares).toEqual([
      { paymentId: FIRST, amount: '16800' },
      { paymentId: SECOND, amount: '3200' },
      { paymentId: null, amount: '1800' },
    ]);
  });

  test('with sums that do not divide among its workers is no event of this ledger', () => {
    expect(() => traced(...bought, repriced('21800', '-6401', '3599'))).toThrow('does not divide among 2 workers');
  });
});

test('the answer before a credit was found stays: a payment verified later never comes first', () => {
  const older = verified('16800', SECOND);
  const backdated = { ...older, data: { ...older.data, effectiveOn: '2021-04-23' } } as SponsorEvent;
  const state = traced(
    registeredRegent,
    ...paid(FIRST, '16800'),
    recorded('16800', SECOND),
    backdated,
    allocated('2021-05', 'al1', 'w1'),
  );
  expect(paidBy(state, 'w1', '2021-05')?.shares).toEqual([{ paymentId: FIRST, amount: '16800' }]);
});
