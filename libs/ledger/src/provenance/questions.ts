import type { Month } from '../calendar';
import * as money from '../money';
import type { Rupiah } from '../money';
import { workerMonth } from '../sponsor/state';
import { chunks, type Place } from '../vocabulary';
import type { Share } from './parcels';
import type { Provenance, Purchase, PurchaseStanding, TracedPayment } from './state';

/** Who paid for a worker-month: one share a payment, the one verified first ahead; they come to the price. */
export interface PaidMonth {
  readonly workerId: string;
  readonly month: Month;
  readonly price: Rupiah;
  readonly allocationId: string;
  readonly standing: PurchaseStanding;
  /** The order it is in. */
  readonly remittanceId: string | null;
  readonly shares: readonly Share[];
}

/** Back: from a worker-month to the payments; nothing when no money is bound to it. */
export function paidBy(state: Provenance, workerId: string, month: Month): PaidMonth | undefined {
  const purchase = state.purchases.get(workerMonth(workerId, month));
  return purchase && described(state, purchase);
}

/** All worker-months that money is bound to, in the order of their allocation. */
export function* paidMonths(state: Provenance): Generator<PaidMonth> {
  for (const purchase of state.purchases.values()) yield described(state, purchase);
}

function described(state: Provenance, purchase: Purchase): PaidMonth {
  const { workerId, month, price, allocationId, pieces } = purchase;
  const shares = addUpShares(pieces).sort((left, right) => state.parcels.youngestFirst(right, left));
  return { workerId, month, price, allocationId, ...standingOf(state, purchase), shares };
}

function standingOf(state: Provenance, { allocationId, answered }: Purchase) {
  const remittanceId = state.orders.get(allocationId) ?? null;
  return { standing: answered ?? (remittanceId === null ? 'allocated' : 'ordered'), remittanceId } as const;
}

function addUpShares(pieces: readonly Share[]): Share[] {
  const [first] = pieces;
  if (first && pieces.length === 1) return [{ paymentId: first.paymentId, amount: first.amount }];
  return [...Map.groupBy(pieces, ({ paymentId }) => paymentId)].map(([paymentId, group]) => ({
    paymentId,
    amount: money.sum(...group.map(({ amount }) => amount)),
  }));
}

/** A worker-month a payment has bought, wholly or in part. */
export interface BoughtMonth {
  readonly workerId: string;
  readonly month: Month;
  /** Of the price, what this payment paid. */
  readonly amount: Rupiah;
  readonly price: Rupiah;
  readonly standing: PurchaseStanding;
  readonly remittanceId: string | null;
}

/** What became of a payment. `amount` is the sum of all others: nothing is lost and nothing counted twice. */
export interface UseOfPayment {
  readonly paymentId: string;
  readonly custody: TracedPayment['custody'];
  readonly status: TracedPayment['status'];
  readonly amount: Rupiah;
  /** Not verified yet: nobody may spend it. */
  readonly unverified: Rupiah;
  readonly rejected: Rupiah;
  readonly reversed: Rupiah;
  readonly chargedBack: Rupiah;
  readonly bought: Rupiah;
  readonly refunded: Rupiah;
  readonly unspent: Rupiah;
  /** Fills a receivable that lies after the day asked about. */
  readonly ahead: Rupiah;
  /** Where the unspent rest lies. */
  readonly lying: readonly { readonly place: Place; readonly amount: Rupiah }[];
  readonly months: readonly BoughtMonth[];
}

/** Forth: from a payment to the people and months it bought; nothing for a payment that was never recorded. */
export function useOf(state: Provenance, paymentId: string): UseOfPayment | undefined {
  const payment = state.payments.get(paymentId);
  if (!payment) return undefined;
  const { amount, custody, status, chargedBack, ahead } = payment;
  const whole = (when: TracedPayment['status']): Rupiah => (status === when ? amount : '0');
  const months = boughtBy(state, paymentId);
  const lying = state.parcels.of(paymentId);
  const use = {
    paymentId,
    custody,
    status,
    amount,
    unverified: whole('recorded'),
    rejected: whole('rejected'),
    reversed: whole('reversed'),
    chargedBack,
    bought: sumOf(months),
    refunded: sumOf([...state.refunds.values()].flat().filter((share) => share.paymentId === paymentId)),
    unspent: sumOf(lying),
    ahead,
    lying,
    months,
  };
  const { unverified, rejected, reversed, bought, refunded, unspent } = use;
  const explained = money.sum(unverified, rejected, reversed, chargedBack, bought, refunded, unspent, ahead);
  if (explained !== amount) throw new Error(`of ${amount} of the payment ${paymentId}, ${explained} is explained`);
  return use;
}

function boughtBy(state: Provenance, paymentId: string): BoughtMonth[] {
  const months: BoughtMonth[] = [];
  for (const purchase of state.purchases.values()) {
    if (!purchase.pieces.some((piece) => piece.paymentId === paymentId)) continue;
    const { workerId, month, price } = purchase;
    const amount = sumOf(purchase.pieces.filter((piece) => piece.paymentId === paymentId));
    months.push({ workerId, month, amount, price, ...standingOf(state, purchase) });
  }
  return months;
}

/** In chunks: a payment may have bought more months than a call takes arguments. */
const sumOf = (parts: readonly { readonly amount: Rupiah }[]): Rupiah =>
  chunks(parts).reduce((total, chunk) => money.sum(total, ...chunk.map(({ amount }) => amount)), '0');
