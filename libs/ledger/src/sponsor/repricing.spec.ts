import { fold } from '../decider';
import { contextOf, specification } from '../specification';
import type { SponsorEvent } from './events';
import type { RepriceAllocations } from './repricing';
import { sponsorDecider } from './sponsor';
import {
  allocated,
  assigned,
  due,
  ordered,
  pledgeMade,
  recorded,
  registeredRegent,
  settled,
  verified,
} from './sponsor.fixtures';
import { availableOf } from './state';

const { given } = specification(sponsorDecider);
const paid = (amount: string): SponsorEvent[] => [
  registeredRegent,
  pledgeMade,
  assigned('w1', 'w2', 'w3'),
  recorded(amount),
  verified(amount),
];
const remitted = (amount: string): SponsorEvent[] => [
  ...paid(amount),
  allocated('2021-05', 'al1', 'w1', 'w2'),
  ordered('2021-05', 'SG01.2021-05.1', 2, 'al1'),
  settled('2021-05', 'SG01.2021-05.1', 'w1', 'w2'),
];

/** The law of revision 4 asks `amount` of w1 and w2 for May. */
const reprice = (amount: string, tariffRevision = 4, workers = ['w1', 'w2']): RepriceAllocations => ({
  type: 'RepriceAllocations',
  tariffRevision,
  premiums: workers.map((workerId) => ({ workerId, month: '2021-05', amount, tariffId: 'late' })),
});

const repriced = {
  sponsorId: 'regent',
  pledgeId: 'regent.p1',
  allocationId: 'al1',
  month: '2021-05',
  group: 'SG01',
  tariffId: 'late',
  tariffRevision: 4,
  previousPerWorker: '16800',
  workers: ['w1', 'w2'],
  receivable: '0',
  effectiveOn: '2021-05-03',
};
const order = { remittanceId: 'SG01.2021-05.1' };
const type = 'AllocationsRepriced' as const;

describe('a late law for premiums that are not ordered', () => {
  const waiting = [...paid('40000'), allocated('2021-05', 'al1', 'w1', 'w2')];

  it('gives the difference back to the place it came from', () => {
    const changes = [{ place: 'bank:kas', amount: '16800' }];
    const parts = [{ place: 'bank:kas', amount: '16800' }];
    given(...waiting)
      .when(reprice('8400'))
      .then({ type, data: { ...repriced, amountPerWorker: '8400', difference: '-16800', changes, parts } });
  });

  it('takes the difference from available, and what that does not carry is receivable', () => {
    const changes = [{ place: 'bank:kas', amount: '-4000' }];
    const parts = [{ place: 'bank:kas', amount: '37600' }];
    given(...waiting)
      .when(reprice('18800'))
      .then({ type, data: { ...repriced, amountPerWorker: '18800', difference: '4000', changes, parts } });
    const data = given(...waiting)
      .when(reprice('21800'))
      .events()
      .map((event) => event.data);
    expect(data).toMatchObject([
      { workers: ['w1'], changes: [{ amount: '-5000' }], receivable: '0' },
      { workers: ['w2'], changes: [{ amount: '-1400' }], receivable: '3600', parts: [{ amount: '21800' }] },
    ]);
  });

  it('leaves credit at BPJS in use before the bank', () => {
    const split: SponsorEvent = {
      ...allocated('2021-05', 'al1', 'w1'),
      data: {
        ...allocated('2021-05', 'al1', 'w1').data,
        parts: [
          { place: 'bpjs:SG01', amount: '10000' },
          { place: 'bank:kas', amount: '6800' },
        ],
      },
    } as SponsorEvent;
    const credited: SponsorEvent = {
      type: 'AllocationsRejected',
      data: {
        sponsorId: 'regent',
        remittanceId: 'x',
        month: '2021-04',
        group: 'SG01',
        workers: [],
        total: '10000',
        place: 'bpjs:SG01',
        effectiveOn: '2021-05-03',
      },
    };
    const [event] = given(...paid('40000'), credited, split)
      .when(reprice('12000', 4, ['w1']))
      .events();
    expect(event?.data).toMatchObject({
      changes: [{ place: 'bank:kas', amount: '4800' }],
      parts: [
        { place: 'bpjs:SG01', amount: '10000' },
        { place: 'bank:kas', amount: '2000' },
      ],
    });
  });

  it('reprices what is ordered afterwards at the new amount', () => {
    const events = given(...waiting)
      .when(reprice('8400'))
      .events();
    const command = { type: 'OrderAllocations', ...order, group: 'SG01', month: '2021-05' } as const;
    const [ordering] = given(...waiting, ...events)
      .when(command)
      .events();
    expect(ordering?.data).toMatchObject({ total: '16800', parts: [{ place: 'bank:kas', amount: '16800' }] });
  });
});

describe('a late law for premiums in an order', () => {
  const inOrder = [
    ...paid('40000'),
    allocated('2021-05', 'al1', 'w1', 'w2'),
    ordered('2021-05', 'SG01.2021-05.1', 2, 'al1'),
  ];

  it('is refused: the order is cancelled first, or acknowledged', () => {
    given(...inOrder)
      .when(reprice('8400'))
      .refused('allocation-ordered', { remittanceId: 'SG01.2021-05.1' });
    given(...inOrder)
      .when(reprice('18800'))
      .refused('allocation-ordered');
  });
});

describe('a late law for premiums that are remitted', () => {
  it('makes what is less credit at BPJS, used by the next month', () => {
    const changes = [{ place: 'bpjs:SG01', amount: '16800' }];
    const history = remitted('33600');
    given(...history)
      .when(reprice('8400'))
      .then({ type, data: { ...repriced, ...order, amountPerWorker: '8400', difference: '-16800', changes } });
    const events = given(...history)
      .when(reprice('8400'))
      .events();
    const [next] = given(...history, ...events)
      .when({ type: 'AllocatePremiums', runId: 'run-2', due: due('2021-06', 'w1') })
      .events();
    expect(next?.data).toMatchObject({ total: '16800', parts: [{ place: 'bpjs:SG01', amount: '16800' }] });
  });

  it('never refuses a charge: available carries what it can, the rest is receivable until the next payment', () => {
    const history = remitted('35600');
    const events = given(...history)
      .when(reprice('18800'))
      .events();
    expect(events.map(({ data }) => data)).toMatchObject([
      { workers: ['w1'], difference: '2000', changes: [{ place: 'bank:kas', amount: '-2000' }], receivable: '0' },
      { workers: ['w2'], difference: '2000', changes: [], receivable: '2000' },
    ]);
    const state = fold(sponsorDecider, [...history, ...events, recorded('5000', 'regent.r2')]);
    const verify = { type: 'VerifyPayment', paymentId: 'regent.r2' } as const;
    const [verification] = sponsorDecider.decide(state, verify, contextOf({ by: 'pemeriksa' }));
    expect(verification?.data).toMatchObject({ settlesReceivable: '2000' });
  });

  it('prices those whose cover was cancelled too: their money is still at BPJS', () => {
    const cancelled: SponsorEvent = {
      type: 'CoverCancelled',
      data: {
        sponsorId: 'regent',
        month: '2021-05',
        ...order,
        workers: ['w1'],
        reason: 'x',
        effectiveOn: '2021-05-03',
      },
    };
    const events = given(...remitted('33600'), cancelled)
      .when(reprice('8400', 4, ['w1']))
      .events();
    expect(events).toHaveLength(1);
  });

  it('credits direct money to the group, so that the next months can use it', () => {
    const place = 'direct:regent.r1';
    const direct = remitted('33600').map((event) =>
      event.type === 'PremiumsAllocated' || event.type === 'AllocationsOrdered'
        ? { ...event, data: { ...event.data, parts: [{ place, amount: '33600' }] } }
        : event,
    ) as SponsorEvent[];
    const custody = { kind: 'direct', pledgeId: 'p', group: 'SG01', months: ['2021-05'], billingCode: '1' };
    const rest = { receiptNumber: '1', heads: 2, listHash: 'x', monthly: [] };
    const history = direct.map((event) =>
      event.type === 'PaymentRecorded'
        ? { ...event, data: { ...event.data, custody: { ...custody, ...rest } } }
        : event,
    ) as SponsorEvent[];
    const events = given(...history)
      .when(reprice('8400'))
      .events();
    expect(events[0]?.data).toMatchObject({ changes: [{ place: 'bpjs:SG01', amount: '16800' }] });
    given(...history.slice(0, -2))
      .when(reprice('8400'))
      .refused('allocation-ordered');
  });
});

describe('the same or an older law', () => {
  it('changes nothing', () => {
    const history = remitted('33600');
    const events = given(...history)
      .when(reprice('8400'))
      .events();
    for (const again of [reprice('8400'), reprice('8400', 3), reprice('18800', 2)]) {
      given(...history, ...events)
        .when(again)
        .then();
    }
  });

  it('is remembered even when it left the price alone', () => {
    const history = remitted('33600');
    const events = given(...history)
      .when(reprice('16800'))
      .events();
    expect(events.map(({ data }) => data)).toMatchObject([{ difference: '0', changes: [], receivable: '0' }]);
    given(...history, ...events)
      .when(reprice('8400', 3))
      .then();
  });

  it('passes over worker-months that are not allocated here', () => {
    given(...paid('33600'))
      .when(reprice('8400'))
      .then();
    expect(availableOf(fold(sponsorDecider, paid('33600')))).toBe('33600');
  });
});
