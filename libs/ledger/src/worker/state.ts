import type { LocalDate, Month } from '../calendar';
import type { Rupiah } from '../money';
import type { BenefitKind, CheckSource, SponsorshipClaim, WorkerRegistration } from './events';

export interface EligibilityCheck {
  readonly source: CheckSource;
  readonly eligible: boolean;
  readonly reference: string;
  readonly on: LocalDate;
}

export interface Enrolment {
  readonly on: LocalDate;
  readonly group: string;
  readonly band: number;
}

/** A sponsor's hold on this worker for months; `claimedThrough` is its last month as first claimed. */
export interface Claim extends Omit<SponsorshipClaim, 'workerId'> {
  readonly claimedThrough: Month;
}

export interface LegalHold {
  readonly holdId: string;
  readonly mandate: string;
}

export interface RecordedBenefit {
  readonly kind: BenefitKind;
  readonly amount: Rupiah;
  readonly heirs: number;
  readonly reference: string;
  readonly on: LocalDate;
}

interface WorkerHistory {
  /** In the order they were recorded. */
  readonly checks: EligibilityCheck[];
  /** In the order of their days; the last one is the latest. */
  readonly enrolments: Enrolment[];
  readonly leavings: LocalDate[];
  /** By day of leaving: the assignments held then. */
  readonly leftBehind: Map<LocalDate, readonly string[]>;
  /** Claims that hold at least one month; no two of them hold the same one. */
  readonly claims: Claim[];
  /** Ids of claims released wholly. */
  readonly releasedClaims: string[];
  /** Everybody who ever held a claim: what a death or leaving ends may outlive the claim. */
  readonly sponsors: Set<string>;
  diedOn: LocalDate | undefined;
  /** The day of leaving, while there is no enrolment since. */
  leftOn: LocalDate | undefined;
  /** Legal holds in force. */
  readonly holds: LegalHold[];
  /** By their references, upper case: the same benefit counts once. */
  readonly benefits: Map<string, RecordedBenefit>;
  /** The worker's key is destroyed or about to be. */
  erased: boolean;
}

export interface UnregisteredWorker extends WorkerHistory {
  readonly registered: false;
}
export interface RegisteredWorker extends WorkerHistory, Omit<WorkerRegistration, 'effectiveOn'> {
  readonly registered: true;
  readonly registeredOn: LocalDate;
}
export type WorkerState = UnregisteredWorker | RegisteredWorker;

export const unregisteredWorker = (): WorkerState => ({
  registered: false,
  checks: [],
  enrolments: [],
  leavings: [],
  leftBehind: new Map(),
  claims: [],
  releasedClaims: [],
  sponsors: new Set(),
  diedOn: undefined,
  leftOn: undefined,
  holds: [],
  benefits: new Map(),
  erased: false,
});

/** The claim that holds `month`, if any: never more than one does. */
export const claimAt = (state: WorkerState, month: Month): Claim | undefined =>
  state.claims.find(({ firstMonth, lastMonth }) => firstMonth <= month && month <= lastMonth);

/** References are typed by hand: case and spaces around them make no second benefit. */
export const benefitKeyOf = (reference: string): string => reference.trim().toUpperCase();

/** The latest check on or before `on` by its day; of one day, the one recorded last. */
export const latestCheck = (checks: readonly EligibilityCheck[], on: LocalDate): EligibilityCheck | undefined =>
  checks
    .filter((check) => check.on <= on)
    .reduce<EligibilityCheck | undefined>(
      (newest, check) => (newest && newest.on > check.on ? newest : check),
      undefined,
    );
