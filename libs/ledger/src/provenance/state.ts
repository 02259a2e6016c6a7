import type { Month } from '../calendar';
import type { Rupiah } from '../money';
import type { Custody } from '../sponsor/events';
import type { Place } from '../vocabulary';
import { Parcels, type Share } from './parcels';

/** Part of a premium, and the place it was taken from. */
export interface Piece extends Share {
  readonly place: Place;
}

/** `covered`: BPJS accepted it; `cancelled`: its cover was taken back, the money is still at BPJS. */
export type PurchaseStanding = 'allocated' | 'ordered' | 'covered' | 'cancelled';

/** One worker-month that money is bound to. */
export interface Purchase {
  readonly workerId: string;
  readonly month: Month;
  readonly allocationId: string;
  readonly price: Rupiah;
  /** They come to the price. */
  readonly pieces: readonly Piece[];
  /** Of those BPJS answered for. */
  readonly answered?: 'covered' | 'cancelled';
}

export interface TracedPayment {
  readonly paymentId: string;
  readonly amount: Rupiah;
  readonly custody: Custody['kind'];
  /** Paid directly: what it pays for. */
  readonly months: readonly Month[];
  readonly status: 'recorded' | 'verified' | 'rejected' | 'reversed' | 'charged-back';
  readonly chargedBack: Rupiah;
  /**
   * Of what fills a receivable, the part whose receivable lies after the day asked about: a question `asOf` sees payments
   * recorded later, but no charge-back.
   */
  readonly ahead: Rupiah;
}

/** Where every rupiah of one sponsor came from and went to: the fold of its stream. */
export interface Provenance {
  readonly parcels: Parcels;
  /** By worker-month, in the order of their allocation. */
  readonly purchases: Map<string, Purchase>;
  readonly payments: Map<string, TracedPayment>;
  /** What was given back to the sponsor, by refund. */
  readonly refunds: Map<string, readonly Share[]>;
  /** The order an allocation is in. */
  readonly orders: Map<string, string>;
}

export const emptyProvenance = (): Provenance => ({
  parcels: new Parcels(),
  purchases: new Map(),
  payments: new Map(),
  refunds: new Map(),
  orders: new Map(),
});
