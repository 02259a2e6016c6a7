import { sql, type Kysely } from 'kysely';
import {
  bankPlace,
  directPlace,
  money,
  type LocalDate,
  type Part,
  type PaymentRecorded,
  type Place,
  type Rupiah,
} from '@sedekah/ledger';
import type { Page, Range } from '../projector/page';
import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';
import type { ReadModelTables } from '../tables';

/**
 * A sponsor's money, change by change: what each event adds to, or takes from, every sum of the balance. `available`
 * lies at `place`; the sums over all rows are the balance.
 */
export const sponsorMoney = defineTable({
  columns: {
    ordinal: 'integer',
    sponsor_id: 'text',
    place: 'text',
    effective_on: 'text',
    kind: 'text',
    unverified: 'rupiah',
    verified: 'rupiah',
    allocated: 'rupiah',
    remitted: 'rupiah',
    refunded: 'rupiah',
    available: 'rupiah',
    receivable: 'rupiah',
  },
  key: ['ordinal', 'sponsor_id', 'place'],
  indexes: [['sponsor_id', 'effective_on', 'ordinal']],
});

type Sums = 'unverified' | 'verified' | 'allocated' | 'remitted' | 'refunded' | 'available' | 'receivable';
interface Change extends Partial<Record<Sums, Rupiah>> {
  readonly place: Place;
  readonly kind: string;
}
interface Booked {
  readonly sponsorId: string;
  readonly effectiveOn: LocalDate;
}

function book(page: Page, { sponsorId, effectiveOn }: Booked, ordinal: number, change: Change): void {
  page.insert('sponsor_money', {
    ordinal,
    sponsor_id: sponsorId,
    place: change.place,
    effective_on: effectiveOn,
    kind: change.kind,
    unverified: change.unverified ?? '0',
    verified: change.verified ?? '0',
    allocated: change.allocated ?? '0',
    remitted: change.remitted ?? '0',
    refunded: change.refunded ?? '0',
    available: change.available ?? '0',
    receivable: change.receivable ?? '0',
  });
}

/** Where a payment's money will lie once it is verified. */
const placeOf = ({ paymentId, custody }: PaymentRecorded['data']): Place =>
  custody.kind === 'scheme' ? bankPlace(custody.accountId) : directPlace(paymentId);

function bookParts(page: Page, booked: Booked, ordinal: number, kind: string, parts: readonly Part[], sign: 1 | -1) {
  for (const { place, amount } of parts) {
    const [allocated, available] = sign === 1 ? [amount, money.negate(amount)] : [money.negate(amount), amount];
    book(page, booked, ordinal, { kind, place, allocated, available });
  }
}

export const moneyProjection: Projection<
  | 'PaymentRecorded'
  | 'PaymentVerified'
  | 'PaymentRejected'
  | 'PaymentReversed'
  | 'PaymentChargedBack'
  | 'PremiumsAllocated'
  | 'AllocationsReversed'
  | 'AllocationsRejected'
  | 'AllocationsRefunded'
  | 'AllocationsRepriced'
  | 'RemittancePaid'
  | 'RefundPaid'
> = {
  PaymentRecorded({ data, ordinal }, page) {
    book(page, data, ordinal, { kind: 'recorded', place: placeOf(data), unverified: data.amount });
  },
  PaymentVerified({ data, ordinal }, page) {
    const { amount, settlesReceivable = '0' } = data;
    book(page, data, ordinal, {
      kind: 'verified',
      place: data.place,
      unverified: money.negate(amount),
      verified: amount,
      available: money.subtract(amount, settlesReceivable),
      receivable: money.negate(settlesReceivable),
    });
  },
  PaymentRejected({ data, ordinal }, page) {
    const unverified = money.negate(data.amount);
    book(page, data, ordinal, { kind: 'rejected', place: data.place, unverified });
  },
  PaymentReversed({ data, ordinal }, page) {
    const back = money.negate(data.amount);
    const change = data.wasVerified ? { verified: back, available: back } : { unverified: back };
    book(page, data, ordinal, { kind: 'reversed', place: data.place, ...change });
  },
  PaymentChargedBack({ data, ordinal }, page) {
    const back = money.negate(data.amount);
    const { fromAvailable, receivable, wasVerified } = data;
    const change = wasVerified
      ? { verified: back, available: money.negate(fromAvailable), receivable }
      : { unverified: back };
    book(page, data, ordinal, { kind: 'charged-back', place: data.place, ...change });
  },
  PremiumsAllocated({ data, ordinal }, page) {
    bookParts(page, data, ordinal, 'allocated', data.parts, 1);
  },
  AllocationsReversed({ data, ordinal }, page) {
    bookParts(page, data, ordinal, 'allocation-reversed', data.parts, -1);
  },
  AllocationsRejected({ data, ordinal }, page) {
    const [back, { place, total }] = [money.negate(data.total), data];
    book(page, data, ordinal, { kind: 'rejected-by-bpjs', place, allocated: back, remitted: back, available: total });
  },
  AllocationsRefunded({ data, ordinal }, page) {
    const [back, { place, total }] = [money.negate(data.total), data];
    book(page, data, ordinal, { kind: 'refunded-by-bpjs', place, allocated: back, remitted: back, available: total });
  },
  /** Of what is remitted already, BPJS gives back or keeps what it holds; the rest of a charge is not remitted yet. */
  AllocationsRepriced({ data, ordinal }, page) {
    const { changes, receivable, remittanceId } = data;
    for (const { place, amount } of changes) {
      const back = money.negate(amount);
      const remitted = remittanceId === undefined || place.startsWith('bank:') ? '0' : back;
      book(page, data, ordinal, { kind: 'repriced', place, allocated: back, remitted, available: amount });
    }
    if (receivable === '0') return;
    book(page, data, ordinal, { kind: 'repriced', place: 'receivable', allocated: receivable, receivable });
  },
  RemittancePaid(_event, page) {
    page.after(bookRemitted);
  },
  RefundPaid({ data, ordinal }, page) {
    const { amount, place } = data;
    book(page, data, ordinal, { kind: 'refund-paid', place, refunded: amount, available: money.negate(amount) });
  },
};

/** Each order that was paid: what each sponsor has in it is remitted now. Taken from no place: it was allocated before. */
async function bookRemitted(transaction: Kysely<ReadModelTables>, { first, last }: Range): Promise<void> {
  await sql`
    insert into sponsor_money (ordinal, sponsor_id, place, effective_on, kind, unverified, verified, allocated, remitted,
      refunded, available, receivable)
    select paid.ordinal, step.sponsor_id, 'remittance', paid.effective_on, 'remitted', 0, 0, 0,
      sum(case when step.kind = 'ordered' then step.total else -step.total end), 0, 0, 0
    from remittance_step paid
    join sponsor_step step on step.remittance_id = paid.remittance_id
      and step.kind in ('ordered', 'unordered') and step.ordinal < paid.ordinal
    where paid.kind = 'paid' and paid.ordinal between ${first} and ${last}
    group by paid.ordinal, step.sponsor_id, paid.effective_on
  `.execute(transaction);
}
