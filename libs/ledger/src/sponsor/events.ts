import type { DomainEvent } from '../decider';
import type { LocalDate, Month } from '../calendar';
import type { Rupiah } from '../money';
import type { CommandRefused } from '../refused';
import type { Document, FundingSource, Place, Sealed, SponsorKind } from '../vocabulary';
import type { Custody } from './custody';
import type { AllocationsRepriced } from './repriced';

export type { Custody } from './custody';
export type { AllocationsRepriced } from './repriced';

/** Offices and companies stand in clear (`name`); a natural person's name is `sealed`. Exactly one of the two. */
export type SponsorRegistered = DomainEvent<
  'SponsorRegistered',
  {
    sponsorId: string;
    kind: SponsorKind;
    name?: string;
    sealed?: Sealed;
    /** Title of its tier in the scheme's table, e.g. `Bupati`. */
    tier?: string;
    fundingSource: FundingSource;
    regionCode?: string;
    effectiveOn: LocalDate;
  }
>;

export interface PledgeTerms {
  readonly pledgeId: string;
  /** Workers promised for each month from `firstMonth` through `lastMonth`. */
  readonly quota: number;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  /** The sponsor's signed consent (DOMAIN K01). */
  readonly document: Document;
  /** Public money: the budget it is reserved at, and how much. */
  readonly budgetId?: string;
  readonly reserved?: Rupiah;
  /** Legal papers it rests on. */
  readonly authorityIds: readonly string[];
}
/** How many workers a pledge promises, and for which months. */
export type PledgeScope = Pick<PledgeTerms, 'quota' | 'firstMonth' | 'lastMonth'>;
/** `effectiveOn` = date of the signed paper. */
export type PledgeMade = DomainEvent<'PledgeMade', PledgeTerms & { sponsorId: string; effectiveOn: LocalDate }>;
/** The terms as they are from now on. */
export type PledgeAmended = DomainEvent<
  'PledgeAmended',
  PledgeTerms & {
    sponsorId: string;
    reason: string;
    /** As it was promised until now. */
    previous?: PledgeScope;
    /** Public money: what the budget gets back when the pledge shrinks. */
    released?: Rupiah;
    effectiveOn: LocalDate;
  }
>;
export type PledgeWithdrawn = DomainEvent<
  'PledgeWithdrawn',
  {
    sponsorId: string;
    pledgeId: string;
    reason: string;
    document: Document;
    /** First month not promised any more; earlier months stay as they are. */
    fromMonth: Month;
    /** As it was promised until now. */
    previous?: PledgeScope;
    /** Public money: what the budget gets back. */
    released?: Rupiah;
    effectiveOn: LocalDate;
  }
>;

/** `effectiveOn` = value date of the credit (direct: of BPJS's receipt). */
export type PaymentRecorded = DomainEvent<
  'PaymentRecorded',
  { sponsorId: string; paymentId: string; amount: Rupiah; custody: Custody; recordedBy: string; effectiveOn: LocalDate }
>;
/** What one worker costs in a month, by which row of the law. */
export interface MonthlyPrice {
  readonly month: Month;
  readonly amount: Rupiah;
  readonly tariffId: string;
  readonly tariffRevision?: number;
}
/** The people a direct payment pays for, appended together with its PaymentRecorded. */
export type DirectListRecorded = DomainEvent<
  'DirectListRecorded',
  {
    sponsorId: string;
    paymentId: string;
    chunk: number;
    /** One price for all of a chunk's workers, month by month. */
    prices: readonly MonthlyPrice[];
    workers: readonly string[];
    effectiveOn: LocalDate;
  }
>;
interface OfPayment {
  readonly sponsorId: string;
  readonly paymentId: string;
  readonly amount: Rupiah;
  /** Where the payment's money lies: `bank:<account>` or `direct:<payment>`. */
  readonly place: Place;
  readonly effectiveOn: LocalDate;
}
/** `effectiveOn` = the payment's value date, for both. */
/** `settlesReceivable`: the part that fills an earlier charge-back, or a dearer law's charge, and is not available. */
export type PaymentVerified = DomainEvent<
  'PaymentVerified',
  OfPayment & { verifiedBy: string; settlesReceivable?: Rupiah }
>;
export type PaymentRejected = DomainEvent<'PaymentRejected', OfPayment & { rejectedBy: string; reason: string }>;
/** Takes back a payment, verified or not; `effectiveOn` = the day it is recorded. */
export type PaymentReversed = DomainEvent<
  'PaymentReversed',
  OfPayment & { wasVerified: boolean; reversedBy: string; reason: string }
>;
/** The bank took (part of) the credit back. What available money does not carry is `receivable` from the sponsor. */
export type PaymentChargedBack = DomainEvent<
  'PaymentChargedBack',
  OfPayment & { wasVerified: boolean; fromAvailable: Rupiah; receivable: Rupiah; reason: string }
>;

/** All `workers` for all months from `firstMonth` through `lastMonth`; `assignmentId` is the worker's claim. */
export type BeneficiariesAssigned = DomainEvent<
  'BeneficiariesAssigned',
  {
    sponsorId: string;
    pledgeId: string;
    assignmentId: string;
    firstMonth: Month;
    lastMonth: Month;
    workers: readonly string[];
    effectiveOn: LocalDate;
  }
>;
export const RELEASE_CAUSES = ['replacement', 'death', 'leaving', 'error', 'pledge-ends', 'other'] as const;
export type ReleaseCause = (typeof RELEASE_CAUSES)[number];
/** From `fromMonth` on the workers are not this sponsor's any more; the quota is free again. */
export type BeneficiariesReleased = DomainEvent<
  'BeneficiariesReleased',
  {
    sponsorId: string;
    pledgeId: string;
    assignmentId: string;
    fromMonth: Month;
    workers: readonly string[];
    cause: ReleaseCause;
    reason: string;
    effectiveOn: LocalDate;
  }
>;

/**
 * Money → worker-months, one event per month, price and place. `workers` each cost `amountPerWorker`; `total` is their
 * sum. `parts` says where the money of `total` is taken from; more than one part only when a single worker's premium
 * is split over places.
 */
export type PremiumsAllocated = DomainEvent<
  'PremiumsAllocated',
  {
    sponsorId: string;
    pledgeId: string;
    allocationId: string;
    runId: string;
    month: Month;
    group: string;
    tariffId: string;
    /** Of the law it was priced by; absent: not known. */
    tariffRevision?: number;
    amountPerWorker: Rupiah;
    workers: readonly string[];
    total: Rupiah;
    parts: readonly Part[];
    effectiveOn: LocalDate;
  }
>;
export interface Part {
  readonly place: Place;
  readonly amount: Rupiah;
}
interface OfAllocations {
  readonly sponsorId: string;
  readonly month: Month;
  readonly group: string;
  readonly total: Rupiah;
  readonly effectiveOn: LocalDate;
}
/** Unordered allocations taken back to the places they came from. Names the allocation they came from. */
export type AllocationsReversed = DomainEvent<
  'AllocationsReversed',
  OfAllocations & { allocationId: string; workers: readonly string[]; parts: readonly Part[]; reason: string }
>;
/**
 * Every live, unordered worker of the named allocations goes into the order. `charge`: what a dearer law asks for months
 * that are remitted already; it names no allocation and covers nobody anew.
 */
export type AllocationsOrdered = DomainEvent<
  'AllocationsOrdered',
  OfAllocations & {
    remittanceId: string;
    allocationIds: readonly string[];
    heads: number;
    parts: readonly Part[];
    charge?: true;
  }
>;
/** The order was cancelled before payment: its allocations wait for another. */
export type AllocationsUnordered = DomainEvent<
  'AllocationsUnordered',
  OfAllocations & { remittanceId: string; heads: number; parts: readonly Part[]; charge?: true; reason: string }
>;
/** BPJS accepted: one cover-month for each worker named. */
export type AllocationsSettled = DomainEvent<
  'AllocationsSettled',
  OfAllocations & {
    remittanceId: string;
    workers: readonly string[];
    receiptNumber: string;
    coverFrom: LocalDate;
    coverThrough: LocalDate;
  }
>;
/** BPJS did not accept these people: their money is credit at BPJS (`bpjs:<group>`; direct money stays its own place). */
export type AllocationsRejected = DomainEvent<
  'AllocationsRejected',
  OfAllocations & {
    remittanceId: string;
    workers: readonly { readonly workerId: string; readonly reason: string }[];
    place: Place;
  }
>;
/** BPJS paid the premiums of these worker-months back into a bank account of the scheme. */
export type AllocationsRefunded = DomainEvent<
  'AllocationsRefunded',
  OfAllocations & { remittanceId: string; refundId: string; workers: readonly string[]; place: Place }
>;
/** Takes the named units of cover back; the money is another matter (refund, by agreement). */
export type CoverCancelled = DomainEvent<
  'CoverCancelled',
  {
    sponsorId: string;
    month: Month;
    remittanceId: string;
    workers: readonly string[];
    reason: string;
    effectiveOn: LocalDate;
  }
>;
/** Money given back to the sponsor from a bank account. `effectiveOn` = the day it is recorded. */
export type RefundPaid = DomainEvent<
  'RefundPaid',
  {
    sponsorId: string;
    refundId: string;
    amount: Rupiah;
    place: Place;
    reference: string;
    reason: string;
    /** Papers by whose terms it was paid. */
    authorityIds?: readonly string[];
    effectiveOn: LocalDate;
  }
>;

export type SponsorEvent =
  | SponsorRegistered
  | PledgeMade
  | PledgeAmended
  | PledgeWithdrawn
  | PaymentRecorded
  | DirectListRecorded
  | PaymentVerified
  | PaymentRejected
  | PaymentReversed
  | PaymentChargedBack
  | BeneficiariesAssigned
  | BeneficiariesReleased
  | PremiumsAllocated
  | AllocationsReversed
  | AllocationsOrdered
  | AllocationsUnordered
  | AllocationsSettled
  | AllocationsRejected
  | AllocationsRefunded
  | AllocationsRepriced
  | CoverCancelled
  | RefundPaid
  | CommandRefused;
