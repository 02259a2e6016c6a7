import type { CoverEntry } from './cover-book';
import type { SealDocument } from './seal';

/** One event as it stands in the sealed log, with its way to the root. `index` from 0: ordinal − 1. */
export interface ProvenEvent {
  /** Canonical event: `["stream","revision","id","type",{data},{metadata}]`. */
  readonly event: string;
  readonly index: number;
  readonly path: readonly (readonly string[])[];
}

/** That the events about one payment stand in the sealed log. */
export interface PaymentProof {
  readonly format: 'sedekah-payment-proof-1';
  readonly paymentId: string;
  readonly events: readonly ProvenEvent[];
  readonly sealed: SealDocument;
}

/** A page of the sorted list of cover with its way to the root. `index` from 0. */
export interface ProvenPage {
  readonly entries: readonly CoverEntry[];
  readonly index: number;
  readonly path: readonly (readonly string[])[];
}

/**
 * That a worker has no cover in a month: the pages of the sorted list between which, or in which, the worker would stand.
 * One page, or two that follow one another; none when nobody is covered at all.
 */
export interface NoCoverProof {
  readonly format: 'sedekah-no-cover-proof-1';
  readonly worker: string;
  readonly month: string;
  readonly pages: readonly ProvenPage[];
  readonly sealed: SealDocument;
}

export type ProofDocument = PaymentProof | NoCoverProof;
