import type { LocalDate } from '../calendar';
import type { Rupiah } from '../money';
import type { RefuseCommand } from '../refused';
import type { PledgeTerms } from '../sponsor/events';
import type { FundingSource } from '../vocabulary';
import type { AuthorityKind, UnusedFunds } from './events';

export interface RegisterAuthority {
  readonly type: 'RegisterAuthority';
  readonly authorityId: string;
  readonly kind: AuthorityKind;
  readonly number: string;
  readonly title: string;
  readonly signedOn: LocalDate;
  readonly validFrom: LocalDate;
  readonly validThrough: LocalDate;
  readonly regionCode?: string;
  readonly fundingSource?: FundingSource;
  readonly ceiling?: Rupiah;
  readonly unusedFunds?: UnusedFunds;
}

export interface AmendCeiling {
  readonly type: 'AmendCeiling';
  readonly ceiling: Rupiah;
  /** Number of the amending paper (DPPA). */
  readonly number: string;
  readonly reason: string;
  readonly signedOn: LocalDate;
}

/** Reserves what `pledge.reserved` asks beyond what the pledge holds here already. */
export interface ReserveCommitment {
  readonly type: 'ReserveCommitment';
  readonly sponsorId: string;
  /** The terms as they will be; `budgetId` is this authority, `reserved` the whole amount under these terms. */
  readonly pledge: PledgeTerms;
  /** The sponsor's. */
  readonly fundingSource: FundingSource;
  /** The sponsor's, if known. */
  readonly regionCode?: string;
  readonly amendment?: { readonly reason: string };
}

/**
 * A law published later makes the pledge dearer than what it holds here. Recorded also above the ceiling and after the
 * budget's end: the pledge costs it whether the budget carries it or not.
 */
export interface RepriceCommitment {
  readonly type: 'RepriceCommitment';
  readonly sponsorId: string;
  /** The terms as they stand; `reserved` is what they cost by the law of `tariffRevision`. */
  readonly pledge: PledgeTerms;
  readonly tariffRevision: number;
  readonly reason: string;
}

export interface ReleaseCommitment {
  readonly type: 'ReleaseCommitment';
  readonly pledgeId: string;
  readonly amount: Rupiah;
  readonly reason: string;
}

export interface EndAuthority {
  readonly type: 'EndAuthority';
  readonly reason: string;
}

export type AuthorityCommand =
  | RegisterAuthority
  | AmendCeiling
  | ReserveCommitment
  | RepriceCommitment
  | ReleaseCommitment
  | EndAuthority
  | RefuseCommand;
