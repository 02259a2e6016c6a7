import type { DomainEvent } from '../decider';
import type { LocalDate } from '../calendar';
import type { Rupiah } from '../money';
import type { FundingSource } from '../vocabulary';
import type { PledgeTerms } from '../sponsor/events';
import type { CommandRefused } from '../refused';

/** `budget` (DPA) has a ceiling; the others are legal papers a pledge may cite. */
export const AUTHORITY_KINDS = ['budget', 'pks', 'mou', 'sk', 'se', 'perbup'] as const;
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number];

/** What an agreement says of money that is not used up: it comes back to the sponsor, does not, or only after the end. */
export const UNUSED_FUNDS = ['returned', 'not-returned', 'returned-after-end'] as const;
export type UnusedFunds = (typeof UNUSED_FUNDS)[number];

export type AuthorityRegistered = DomainEvent<
  'AuthorityRegistered',
  {
    authorityId: string;
    kind: AuthorityKind;
    number: string;
    title: string;
    signedOn: LocalDate;
    validFrom: LocalDate;
    validThrough: LocalDate;
    /** Kemendagri region code it is valid for, e.g. `76.03`; absent: no limit. */
    regionCode?: string;
    /** Budgets: the source of its money. Papers: absent means any. */
    fundingSource?: FundingSource;
    /** Budgets only. */
    ceiling?: Rupiah;
    /** Papers only; absent: it says nothing. */
    unusedFunds?: UnusedFunds;
    effectiveOn: LocalDate;
  }
>;
/** `effectiveOn`: the paper's date for a rise, the day of recording for a cut. */
export type CeilingAmended = DomainEvent<
  'CeilingAmended',
  { authorityId: string; ceiling: Rupiah; previous: Rupiah; number: string; reason: string; effectiveOn: LocalDate }
>;
/** First step of a pledge of public money: carries all that the sponsor's step needs. */
export type CommitmentReserved = DomainEvent<
  'CommitmentReserved',
  {
    authorityId: string;
    sponsorId: string;
    pledgeId: string;
    amount: Rupiah;
    /** The sponsor's next step: the new pledge, or an amendment with its reason. */
    pledge: PledgeTerms;
    amendment?: { reason: string };
    /** The law that made it dearer: not held back by the ceiling. */
    tariffRevision?: number;
    effectiveOn: LocalDate;
  }
>;
export type CommitmentReleased = DomainEvent<
  'CommitmentReleased',
  { authorityId: string; sponsorId: string; pledgeId: string; amount: Rupiah; reason: string; effectiveOn: LocalDate }
>;
export type AuthorityEnded = DomainEvent<
  'AuthorityEnded',
  { authorityId: string; reason: string; effectiveOn: LocalDate }
>;

export type AuthorityEvent =
  AuthorityRegistered | CeilingAmended | CommitmentReserved | CommitmentReleased | AuthorityEnded | CommandRefused;
