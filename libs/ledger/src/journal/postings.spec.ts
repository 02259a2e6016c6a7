import type { LedgerEvent } from '../events';
import { postings } from './postings';

const effectiveOn = '2021-05-03';
const sponsorId = 'regent';
const paymentId = 'regent.r1';
const scheme = { kind: 'scheme', accountId: 'kas', creditKey: 'FT1' } as const;
const allocation = { sponsorId, allocationId: 'al1', month: '2021-05', group: 'SG01', effectiveOn };
const remittance = { remittanceId: 'SG01.2021-05.1', effectiveOn };
const ofOrder = { sponsorId, month: '2021-05', group: 'SG01', ...remittance };

/** The lines of the event's entry as `account amount commodity`; nothing when there is none. */
const lines = (event: LedgerEvent): string[] =>
  (postings(event)?.lines ?? []).map(({ account, amount, commodity }) => `${account} ${amount} ${commodity}`);

const payment = (amount = '840000') => ({ sponsorId, paymentId, amount, place: 'bank:kas', effectiveOn });

describe('a payment from a bank credit', () => {
  it('waits as unassigned money until the payment is recorded, and unverified until a second officer has looked', () => {
    const credit = { accountId: 'kas', creditKey: 'FT1', amount: '1344000', effectiveOn };
    expect(lines({ type: 'CreditRecorded', data: credit })).toEqual([
      'assets:bank:kas 1344000 IDR',
      'liabilities:unassigned:kas -1344000 IDR',
    ]);
    const recorded = { sponsorId, paymentId, amount: '840000', custody: scheme, recordedBy: 'a', effectiveOn };
    expect(lines({ type: 'PaymentRecorded', data: recorded })).toEqual([
      'liabilities:unassigned:kas 840000 IDR',
      'liabilities:sponsor:regent:unverified -840000 IDR',
    ]);
    expect(lines({ type: 'PaymentVerified', data: { ...payment(), verifiedBy: 'b' } })).toEqual([
      'liabilities:sponsor:regent:unverified 840000 IDR',
      'liabilities:sponsor:regent:available:bank:kas -840000 IDR',
    ]);
  });

  it('fills an earlier receivable first', () => {
    const data = { ...payment(), verifiedBy: 'b', settlesReceivable: '40000' };
    expect(lines({ type: 'PaymentVerified', data })).toEqual([
      'liabilities:sponsor:regent:unverified 840000 IDR',
      'liabilities:sponsor:regent:available:bank:kas -800000 IDR',
      'assets:receivable:regent -40000 IDR',
    ]);
  });

  it('goes back to unassigned money when it is rejected or reversed, and names what it corrects', () => {
    const rejected = { type: 'PaymentRejected', data: { ...payment(), rejectedBy: 'b', reason: 'x' } } as const;
    expect(lines(rejected)).toEqual([
      'liabilities:sponsor:regent:unverified 840000 IDR',
      'liabilities:unassigned:kas -840000 IDR',
    ]);
    expect(postings(rejected)).toMatchObject({
      date: '2021-05-03',
      eventType: 'PaymentRejected',
      reference: 'PaymentRejected/regent.r1',
      corrects: 'PaymentRecorded/regent.r1',
    });
    const reversed = (wasVerified: boolean): LedgerEvent => ({
      type: 'PaymentReversed',
      data: { ...payment(), wasVerified, reversedBy: 'b', reason: 'x' },
    });
    expect(lines(reversed(true))).toEqual([
      'liabilities:sponsor:regent:available:bank:kas 840000 IDR',
      'liabilities:unassigned:kas -840000 IDR',
    ]);
    expect(lines(reversed(false))[0]).toBe('liabilities:sponsor:regent:unverified 840000 IDR');
    expect(postings(reversed(true))?.corrects).toBe('PaymentVerified/regent.r1');
    expect(postings(reversed(false))?.corrects).toBe('PaymentRecorded/regent.r1');
  });

  it('charged back takes what is available, the rest is receivable, and only the credit moves the bank', () => {
    const of = { ...payment('840000'), wasVerified: true, fromAvailable: '336000', receivable: '504000', reason: 'x' };
    expect(lines({ type: 'PaymentChargedBack', data: of })).toEqual([
      'liabilities:sponsor:regent:available:bank:kas 336000 IDR',
      'assets:receivable:regent 504000 IDR',
      'liabilities:unassigned:kas -840000 IDR',
    ]);
    const unverified = { ...of, wasVerified: false, fromAvailable: '0', receivable: '0' };
    expect(lines({ type: 'PaymentChargedBack', data: unverified })).toEqual([
      'liabilities:sponsor:regent:unverified 840000 IDR',
      'liabilities:unassigned:kas -840000 IDR',
    ]);
    const credit = { accountId: 'kas', creditKey: 'FT1', paymentId, amount: '840000', reason: 'x', effectiveOn };
    expect(lines({ type: 'CreditChargedBack', data: credit })).toEqual([
      'liabilities:unassigned:kas 840000 IDR',
      'assets:bank:kas -840000 IDR',
    ]);
  });
});

describe('a direct payment', () => {
  const place = 'direct:regent.d1';
  const direct = { sponsorId, paymentId: 'regent.d1', amount: '33600', place, effectiveOn };

  it('has no bank leg from end to end', () => {
    const custody = {
      kind: 'direct',
      pledgeId: 'p1',
      group: 'SG01',
      months: ['2021-05'],
      billingCode: '1',
      receiptNumber: '1',
      heads: 2,
      listHash: 'x',
      monthly: [],
    } as const;
    const events: LedgerEvent[] = [
      { type: 'PaymentRecorded', data: { ...direct, custody, recordedBy: 'a' } },
      { type: 'PaymentVerified', data: { ...direct, verifiedBy: 'b' } },
      {
        type: 'PremiumsAllocated',
        data: {
          ...allocation,
          pledgeId: 'p1',
          runId: 'run',
          tariffId: 't',
          amountPerWorker: '16800',
          workers: ['w1', 'w2'],
          total: '33600',
          parts: [{ place, amount: '33600' }],
        },
      },
      {
        type: 'RemittancePaid',
        data: {
          ...remittance,
          amount: '33600',
          bankAmount: '0',
          creditAmount: '0',
          directAmount: '33600',
          paymentId: 'regent.d1',
          reference: '1',
          paidBy: 'a',
        },
      },
    ];
    expect(events.map(lines)).toEqual([
      ['assets:direct:regent.d1 33600 IDR', 'liabilities:sponsor:regent:unverified -33600 IDR'],
      [
        'liabilities:sponsor:regent:unverified 33600 IDR',
        'liabilities:sponsor:regent:available:direct:regent.d1 -33600 IDR',
      ],
      ['liabilities:sponsor:regent:available:direct:regent.d1 33600 IDR', 'liabilities:premiums:2021-05 -33600 IDR'],
      ['liabilities:premiums:2021-05 33600 IDR', 'assets:direct:regent.d1 -33600 IDR'],
    ]);
  });

  it('that is rejected is not with BPJS any more', () => {
    expect(lines({ type: 'PaymentRejected', data: { ...direct, rejectedBy: 'b', reason: 'x' } })).toEqual([
      'liabilities:sponsor:regent:unverified 33600 IDR',
      'assets:direct:regent.d1 -33600 IDR',
    ]);
  });

  it('that a remittance does not name is a bug', () => {
    const amounts = { amount: '1', bankAmount: '0', creditAmount: '0', directAmount: '1' };
    const data = { ...remittance, ...amounts, reference: '1', paidBy: 'a' };
    expect(() => postings({ type: 'RemittancePaid', data })).toThrow('paid from a place it does not name');
  });
});

describe('premiums', () => {
  const parts = [
    { place: 'bpjs:SG01', amount: '800' },
    { place: 'bank:kas', amount: '16000' },
  ];

  it('become payable when allocated and are not when taken back', () => {
    const priced = { pledgeId: 'p1', runId: 'r', tariffId: 't', amountPerWorker: '16800', workers: ['w1'] };
    expect(lines({ type: 'PremiumsAllocated', data: { ...allocation, ...priced, total: '16800', parts } })).toEqual([
      'liabilities:sponsor:regent:available:bpjs:SG01 800 IDR',
      'liabilities:sponsor:regent:available:bank:kas 16000 IDR',
      'liabilities:premiums:2021-05 -16800 IDR',
    ]);
    const back = { ...allocation, workers: ['w1'], total: '16800', parts, reason: 'x' };
    expect(lines({ type: 'AllocationsReversed', data: back })).toEqual([
      'liabilities:premiums:2021-05 16800 IDR',
      'liabilities:sponsor:regent:available:bpjs:SG01 -800 IDR',
      'liabilities:sponsor:regent:available:bank:kas -16000 IDR',
    ]);
    expect(postings({ type: 'AllocationsReversed', data: back })?.corrects).toBe('PremiumsAllocated/al1');
  });

  it('are paid from the bank and from credit at BPJS', () => {
    const amounts = { amount: '840000', bankAmount: '823200', creditAmount: '16800', directAmount: '0' };
    const data = { ...remittance, ...amounts, accountId: 'kas', reference: 'FT9', paidBy: 'a' };
    expect(lines({ type: 'RemittancePaid', data })).toEqual([
      'liabilities:premiums:2021-05 840000 IDR',
      'assets:bank:kas -823200 IDR',
      'assets:bpjs:SG01 -16800 IDR',
    ]);
  });

  it('that BPJS does not accept are credit there, and available again', () => {
    const workers = [{ workerId: 'w1', reason: 'NIK' }];
    const data = { ...ofOrder, workers, total: '16800', place: 'bpjs:SG01' };
    expect(lines({ type: 'AllocationsRejected', data })).toEqual([
      'assets:bpjs:SG01 16800 IDR',
      'liabilities:sponsor:regent:available:bpjs:SG01 -16800 IDR',
    ]);
  });

  it('that BPJS pays back reach the bank, and then their sponsor', () => {
    const refund = { ...remittance, refundId: 'f1', accountId: 'kas', amount: '16800', reference: '1', reason: 'x' };
    const workers = [{ workerId: 'w1', sponsorId, amount: '16800' }];
    expect(lines({ type: 'RefundReceived', data: { ...refund, workers } })).toEqual([
      'assets:bank:kas 16800 IDR',
      'liabilities:unassigned:kas -16800 IDR',
    ]);
    const data = { ...ofOrder, refundId: 'f1', workers: ['w1'], total: '16800', place: 'bank:kas' };
    expect(lines({ type: 'AllocationsRefunded', data })).toEqual([
      'liabilities:unassigned:kas 16800 IDR',
      'liabilities:sponsor:regent:available:bank:kas -16800 IDR',
    ]);
  });

  it('given back to the sponsor leave the bank', () => {
    const data = {
      sponsorId,
      refundId: 'f1',
      amount: '5000',
      place: 'bank:kas',
      reference: '1',
      reason: 'x',
      effectiveOn,
    };
    expect(lines({ type: 'RefundPaid', data })).toEqual([
      'liabilities:sponsor:regent:available:bank:kas 5000 IDR',
      'assets:bank:kas -5000 IDR',
    ]);
  });
});

describe('a late law', () => {
  const of = { ...allocation, pledgeId: 'p1', tariffId: 'late', tariffRevision: 4, workers: ['w1'], receivable: '0' };
  const cheaper = { ...of, previousPerWorker: '16800', amountPerWorker: '8400', difference: '-8400' };
  const dearer = { ...of, previousPerWorker: '16800', amountPerWorker: '26800', difference: '10000' };
  const remitted = { remittanceId: remittance.remittanceId };
  const booked = (data: object) => lines({ type: 'AllocationsRepriced', data } as LedgerEvent);

  it('changes what is payable for premiums that are not remitted, and points at the original', () => {
    const back = { ...cheaper, changes: [{ place: 'bank:kas', amount: '8400' }] };
    expect(booked(back)).toEqual([
      'liabilities:sponsor:regent:available:bank:kas -8400 IDR',
      'liabilities:premiums:2021-05 8400 IDR',
    ]);
    expect(postings({ type: 'AllocationsRepriced', data: back })?.corrects).toBe('PremiumsAllocated/al1');
    const charged = { ...dearer, changes: [{ place: 'bpjs:SG01', amount: '-4000' }], receivable: '6000' };
    expect(booked(charged)).toEqual([
      'liabilities:sponsor:regent:available:bpjs:SG01 4000 IDR',
      'assets:receivable:regent 6000 IDR',
      'liabilities:premiums:2021-05 -10000 IDR',
    ]);
  });

  it('that is cheaper makes remitted money credit at BPJS', () => {
    expect(booked({ ...cheaper, ...remitted, changes: [{ place: 'bpjs:SG01', amount: '8400' }] })).toEqual([
      'liabilities:sponsor:regent:available:bpjs:SG01 -8400 IDR',
      'assets:bpjs:SG01 8400 IDR',
    ]);
  });

  it('that is dearer uses up credit at BPJS at once; the rest is payable', () => {
    const changes = [
      { place: 'bpjs:SG01', amount: '-4000' },
      { place: 'bank:kas', amount: '-1000' },
    ];
    expect(booked({ ...dearer, ...remitted, changes, receivable: '5000' })).toEqual([
      'liabilities:sponsor:regent:available:bpjs:SG01 4000 IDR',
      'liabilities:sponsor:regent:available:bank:kas 1000 IDR',
      'assets:bpjs:SG01 -4000 IDR',
      'assets:receivable:regent 5000 IDR',
      'liabilities:premiums:2021-05 -6000 IDR',
    ]);
  });

  it('that leaves the price alone books nothing', () => {
    const same = { ...of, previousPerWorker: '16800', amountPerWorker: '16800', difference: '0', changes: [] };
    expect(postings({ type: 'AllocationsRepriced', data: same })).toBeUndefined();
  });
});

describe('an entry that does not balance', () => {
  it('is never made: parts that are not the total', () => {
    const priced = { pledgeId: 'p1', runId: 'r', tariffId: 't', amountPerWorker: '16800', workers: ['w1'] };
    const data = { ...allocation, ...priced, total: '16800', parts: [{ place: 'bank:kas', amount: '16799' }] };
    expect(() => postings({ type: 'PremiumsAllocated', data })).toThrow('IDR is out of balance by -1');
  });

  it('is never made: an event of a newer program, or a place that is none', () => {
    expect(() => postings({ type: 'Unheard', data: {} } as unknown as LedgerEvent)).toThrow('does not know the event');
    const data = { ...payment(), place: 'cash', verifiedBy: 'b' };
    expect(() => postings({ type: 'PaymentVerified', data })).toThrow('not a place of money');
  });
});
