import type { CoverLeaf } from './cover-book';
import type { SealDocument } from './seal';

/** One event as it stands in the sealed log, with its way to the root. `index` from 0: ordinal − 1. */
export interface ProvenEvent {
  /** Canonical event: `["stream","revision","id","type",{data},{metadata}]`. */
  readonly event: string;
  readonly index: number;
  readonly path: readonly string[];
}

/** That the events about one payment stand in the sealed log. */
export interface PaymentProof {
  readonly format: 'sedekah-payment-proof-1';
  readonly paymentId: string;
  readonly events: readonly ProvenEvent[];
  readonly sealed: SealDocument;
}

/** A leaf of the tree of cover with its way to the root. */
export interface ProvenCover {
  readonly leaf: CoverLeaf;
  readonly index: number;
  readonly path: readonly string[];
}

/**
 * That a worker has no cover in a month: two neighbours in the sorted tree, and the worker would stand between them.
 * `left` null: before the first leaf; `right` null: after the last; both null: nobody is covered.
 */
export interface NoCoverProof {
  readonly format: 'sedekah-no-cover-proof-1';
  readonly worker: string;
  readonly month: string;
  readonly left: ProvenCover | null;
  readonly right: ProvenCover | null;
  readonly sealed: SealDocument;
}

export type ProofDocument = PaymentProof | NoCoverProof;
