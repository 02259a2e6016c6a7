import type { DomainEvent } from '../decider';
import type { LocalDate, Month } from '../calendar';
import type { Rupiah } from '../money';
import type { Sealed, Sector } from '../vocabulary';
import type { CommandRefused } from '../refused';

/** `sealed` holds NIK, name, birth date, address and phone; region, occupation and sector stand in clear. */
export interface WorkerRegistration {
  readonly workerId: string;
  readonly sealed: Sealed;
  /** Keyed hash (HMAC-SHA-256) of the NIK. */
  readonly nikHash: string;
  /** Domicile, Kemendagri code of the regency or district: `76.03` or `76.03.03`. */
  readonly regionCode: string;
  readonly occupation: string;
  readonly sector: Sector;
  /** Day of the registration. */
  readonly effectiveOn: LocalDate;
}

/** First step of a registration: carries all of it. */
export type NikClaimed = DomainEvent<'NikClaimed', WorkerRegistration>;
export type NikClaimReleased = DomainEvent<
  'NikClaimReleased',
  { nikHash: string; workerId: string; reason: string; effectiveOn: LocalDate }
>;
export type NikClaimEvent = NikClaimed | NikClaimReleased;

export type WorkerRegistered = DomainEvent<'WorkerRegistered', WorkerRegistration>;

export const CHECK_SOURCES = ['bpjs', 'dukcapil', 'field-visit'] as const;
export type CheckSource = (typeof CHECK_SOURCES)[number];
/** `effectiveOn` = the day of the check. */
export type EligibilityChecked = DomainEvent<
  'EligibilityChecked',
  {
    workerId: string;
    source: CheckSource;
    eligible: boolean;
    /** Number of the answer or letter. */
    reference: string;
    reason?: string;
    effectiveOn: LocalDate;
  }
>;
/** `effectiveOn` = the day of enrolment; age is checked on that day only. */
export type WorkerEnrolled = DomainEvent<
  'WorkerEnrolled',
  { workerId: string; group: string; /** Income band, 1 is the lowest. */ band: number; effectiveOn: LocalDate }
>;
export interface SponsorshipClaim {
  readonly workerId: string;
  readonly assignmentId: string;
  readonly sponsorId: string;
  readonly pledgeId: string;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
}
/** First step of an assignment. */
export type SponsorshipClaimed = DomainEvent<'SponsorshipClaimed', SponsorshipClaim & { effectiveOn: LocalDate }>;
export type SponsorshipReleased = DomainEvent<
  'SponsorshipReleased',
  { workerId: string; assignmentId: string; fromMonth: Month; reason: string; effectiveOn: LocalDate }
>;
/** `effectiveOn` = the day of death. */
export type WorkerDied = DomainEvent<'WorkerDied', { workerId: string; evidence: string; effectiveOn: LocalDate }>;
export const LEAVING_REASONS = ['moved', 'wage-earner', 'age', 'withdrew', 'other'] as const;
export type LeavingReason = (typeof LEAVING_REASONS)[number];
/** `effectiveOn` = the day the worker left. */
export type WorkerLeft = DomainEvent<
  'WorkerLeft',
  { workerId: string; reason: LeavingReason; note?: string; effectiveOn: LocalDate }
>;
export type LegalHoldPlaced = DomainEvent<
  'LegalHoldPlaced',
  { workerId: string; holdId: string; mandate: string; effectiveOn: LocalDate }
>;
export type LegalHoldLifted = DomainEvent<
  'LegalHoldLifted',
  { workerId: string; holdId: string; reason: string; effectiveOn: LocalDate }
>;
/** The worker's key is to be destroyed; money and cover stay. */
export type ErasureDecided = DomainEvent<
  'ErasureDecided',
  { workerId: string; reason: string; effectiveOn: LocalDate }
>;

export const BENEFIT_KINDS = ['jkm', 'jkk', 'scholarship', 'jht', 'other'] as const;
export type BenefitKind = (typeof BENEFIT_KINDS)[number];
/** What BPJS paid to the worker or the heirs: a fact, never money of the scheme. `effectiveOn` = the day it was paid. */
export type BenefitRecorded = DomainEvent<
  'BenefitRecorded',
  {
    workerId: string;
    kind: BenefitKind;
    amount: Rupiah;
    /** Heirs it was paid to; 0 when the worker received it. */
    heirs: number;
    /** Number of BPJS's decision or proof of payment: the same benefit has the same one. */
    reference: string;
    effectiveOn: LocalDate;
  }
>;

export type WorkerEvent =
  | WorkerRegistered
  | EligibilityChecked
  | WorkerEnrolled
  | SponsorshipClaimed
  | SponsorshipReleased
  | WorkerDied
  | WorkerLeft
  | LegalHoldPlaced
  | LegalHoldLifted
  | ErasureDecided
  | BenefitRecorded
  | CommandRefused;
