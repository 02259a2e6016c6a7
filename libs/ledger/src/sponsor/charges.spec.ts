import { fold } from '../decider';
import * as money from '../money';
import { postings } from '../journal';
import { contextOf, specification } from '../specification';
import type { Custody, SponsorEvent } from './events';
import type { RepriceAllocations } from './repricing';
import { sponsorDecider, type SponsorCommand } from './sponsor';
import {
  allocated,
  assigned,
  ordered,
  pledgeMade,
  recorded,
  registeredRegent,
  settled,
  verified,
} from './sponsor.fixtures';
import { availableOf } from './state';

const { given } = specification(sponsorDecider);

/** May of two workers is remitted; `paid` less 33,600 is left. */
const remitted = (paid: string): SponsorEvent[] => [
  registeredRegent,
  pledgeMade,
  assigned('w1', 'w2'),
  recorded(paid),
  verified(paid),
  allocated('2021-05', 'al1', 'w1', 'w2'),
  ordered('2021-05', 'SG01.2021-05.1', 2, 'al1'),
  settled('2021-05', 'SG01.2021-05.1', 'w1', 'w2'),
];
const reprice = (amount: string, tariffRevision: number): RepriceAllocations => ({
  type: 'RepriceAllocations',
  tariffRevision,
  premiums: ['w1', 'w2'].map((workerId) => ({ workerId, month: '2021-05', amount, tariffId: `t${tariffRevision}` })),
});
const next = { group: 'SG01', month: '2021-05', remittanceId: 'SG01.2021-05.2' } as const;
const orderCharge = { type: 'OrderAllocations', ...next, charge: true } as const;

function after(history: readonly SponsorEvent[], ...commands: SponsorCommand[]): SponsorEvent[] {
  const events = [...history];
  for (const command of commands) {
    const state = fold(sponsorDecider, structuredClone(events));
    events.push(...sponsorDecider.decide(state, command, contextOf({ by: 'pemeriksa', newId: (kind) => kind })));
  }
  return events;
}
const stateAfter = (events: readonly SponsorEvent[]) => fold(sponsorDecider, structuredClone([...events]));
const payableFor = (events: readonly SponsorEvent[], month: string): string =>
  money.sum(
    ...events
      .flatMap((event) => postings(event)?.lines ?? [])
      .filter(({ account }) => account === `liabilities:premiums:${month}`)
      .map(({ amount }) => amount),
  );
const remittancePaid = (amount: string, from: object) =>
  postings({
    type: 'RemittancePaid',
    data: {
      remittanceId: next.remittanceId,
      amount,
      bankAmount: '0',
      creditAmount: '0',
      directAmount: '0',
      ...from,
      reference: 'FT',
      paidBy: 'b',
      effectiveOn: '2021-05-03',
    },
  })?.lines.find(({ account }) => account === 'liabilities:premiums:2021-05')?.amount ?? '0';

describe('the charge of a dearer law for months that are remitted', () => {
  it('is ordered from what available carried, and paying it brings what is payable back to nothing', () => {
    const dearer = after(remitted('40000'), reprice('18800', 4));
    given(...dearer)
      .when(orderCharge)
      .then({
        type: 'AllocationsOrdered',
        data: {
          sponsorId: 'regent',
          ...next,
          allocationIds: [],
          heads: 0,
          total: '4000',
          parts: [{ place: 'bank:kas', amount: '4000' }],
          charge: true,
          effectiveOn: '2021-05-03',
        },
      });
    // The order of May itself, 33,600, was paid before: what is left is the charge.
    expect(payableFor(after(dearer, orderCharge), '2021-05')).toBe('-37600');
    expect(remittancePaid('4000', { bankAmount: '4000', accountId: 'kas' })).toBe('4000');
  });

  it('is ordered once, and again when its order was cancelled', () => {
    const ordering = after(remitted('40000'), reprice('18800', 4), orderCharge);
    given(...ordering)
      .when({ ...orderCharge, remittanceId: 'SG01.2021-05.3' })
      .then();
    const unorder = { type: 'UnorderAllocations', remittanceId: next.remittanceId, reason: 'x' } as const;
    const cancelled = after(ordering, unorder);
    expect(cancelled.at(-1)?.data).toMatchObject({ charge: true, total: '4000' });
    expect(after(cancelled, { ...orderCharge, remittanceId: 'SG01.2021-05.3' }).at(-1)?.data).toMatchObject({
      total: '4000',
    });
  });

  it('waits, as far as it is owed, for the payment that fills the receivable', () => {
    const owing = after(remitted('33600'), reprice('18800', 4));
    expect(stateAfter(owing)).toMatchObject({ receivable: '4000' });
    given(...owing)
      .when(orderCharge)
      .then();
    const verify = { type: 'VerifyPayment', paymentId: 'regent.r2' } as const;
    const filled = after([...owing, recorded('5000', 'regent.r2')], verify);
    expect(filled.at(-1)?.data).toMatchObject({ settlesReceivable: '4000' });
    expect(after(filled, orderCharge).at(-1)?.data).toMatchObject({
      total: '4000',
      parts: [{ place: 'bank:kas', amount: '4000' }],
    });
  });

  it('is taken back by a law that is cheaper again, before credit at BPJS is made of it', () => {
    const again = after(remitted('36600'), reprice('18800', 4), reprice('16000', 5));
    const state = stateAfter(again);
    expect([state.receivable, availableOf(state), state.places.get('bpjs:SG01')]).toEqual(['0', '4600', '1600']);
    expect(state.charges.size).toBe(0);
    expect(payableFor(again, '2021-05')).toBe('-33600');
  });
});

describe('a direct payment of an additional charge', () => {
  const owing = after(remitted('33600'), reprice('18800', 4));
  const custody: Custody = {
    kind: 'direct',
    pledgeId: 'regent.p1',
    group: 'SG01',
    months: ['2021-05'],
    billingCode: '210500000009',
    receiptNumber: '1',
    heads: 0,
    listHash: 'x',
    monthly: [{ month: '2021-05', amount: '4000' }],
    charge: true,
  };
  const record = {
    type: 'RecordPayment',
    paymentId: 'regent.d1',
    amount: '4000',
    custody,
    valueDate: '2021-05-03',
    recordedBy: 'bendahara',
  } as const;

  it('fills the receivable and is ordered from its own place', () => {
    const paid = after(owing, record, { type: 'VerifyPayment', paymentId: 'regent.d1' });
    expect(stateAfter(paid)).toMatchObject({ receivable: '0' });
    given(...paid)
      .when(orderCharge)
      .then();
    const [order] = given(...paid)
      .when({ ...orderCharge, paymentId: 'regent.d1' })
      .events();
    expect(order?.data).toMatchObject({ total: '4000', parts: [{ place: 'direct:regent.d1', amount: '4000' }] });
    expect(remittancePaid('4000', { directAmount: '4000', paymentId: 'regent.d1' })).toBe('4000');
  });

  it('is refused when the receipt is not what is owed, when it is recorded and when it is verified', () => {
    const numbers = { amount: '3000', due: '4000' };
    given(...owing)
      .when({ ...record, amount: '3000' })
      .refused('direct-payment-mismatch', numbers);
    given(...remitted('33600'))
      .when(record)
      .refused('direct-payment-mismatch', { amount: '4000', due: '0' });
    const filled = after([...after(owing, record), recorded('5000', 'regent.r2')], {
      type: 'VerifyPayment',
      paymentId: 'regent.r2',
    });
    expect(() => after(filled, { type: 'VerifyPayment', paymentId: 'regent.d1' })).toThrow(
      expect.objectContaining({ code: 'direct-payment-mismatch' }),
    );
  });
});
