import type { LocalDate, Month } from '../calendar';
import type { Rupiah } from '../money';
import type { RefuseCommand } from '../refused';
import type { BenefitKind, CheckSource, LeavingReason, WorkerRegistration } from './events';

export interface RegisterWorker {
  readonly type: 'RegisterWorker';
  readonly registration: WorkerRegistration;
}
export interface CheckEligibility {
  readonly type: 'CheckEligibility';
  readonly source: CheckSource;
  readonly eligible: boolean;
  readonly reference: string;
  readonly reason?: string | undefined;
  readonly checkedOn: LocalDate;
}
export interface EnrolWorker {
  readonly type: 'EnrolWorker';
  readonly group: string;
  /** Income band 1 to 33; absent: the lowest. */
  readonly band?: number | undefined;
  readonly enrolledOn: LocalDate;
  /** Decrypted for the age rule only; it enters no event. */
  readonly birthDate: LocalDate;
  /** Values in force on the day of enrolment. */
  readonly rules: { readonly ageLimit: number; readonly eligibilityCheckDays: number };
  /** `isPresentMember(premiumStatus(…))` of the read model, caught up: cover is not known to this stream. */
  readonly presentMember: boolean;
}
export interface ClaimSponsorship {
  readonly type: 'ClaimSponsorship';
  readonly assignmentId: string;
  readonly sponsorId: string;
  readonly pledgeId: string;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
}
export interface ReleaseSponsorship {
  readonly type: 'ReleaseSponsorship';
  readonly assignmentId: string;
  readonly fromMonth: Month;
  readonly reason: string;
}
export interface RecordDeath {
  readonly type: 'RecordDeath';
  readonly diedOn: LocalDate;
  /** Opened by the caller; it enters no event and no answer. Absent once the worker's data are erased. */
  readonly birthDate?: LocalDate | undefined;
  readonly evidence: string;
}
export interface RecordLeaving {
  readonly type: 'RecordLeaving';
  readonly leftOn: LocalDate;
  readonly reason: LeavingReason;
  readonly note?: string | undefined;
}
export interface PlaceHold {
  readonly type: 'PlaceHold';
  /** The legal paper that asks for it. */
  readonly mandate: string;
}
export interface LiftHold {
  readonly type: 'LiftHold';
  readonly holdId: string;
  readonly reason: string;
}
export interface DecideErasure {
  readonly type: 'DecideErasure';
  readonly reason: string;
}
export interface RecordBenefit {
  readonly type: 'RecordBenefit';
  readonly kind: BenefitKind;
  readonly amount: Rupiah;
  readonly heirs: number;
  readonly reference: string;
  readonly paidOn: LocalDate;
}

export type WorkerCommand =
  | RegisterWorker
  | CheckEligibility
  | EnrolWorker
  | ClaimSponsorship
  | ReleaseSponsorship
  | RecordDeath
  | RecordLeaving
  | PlaceHold
  | LiftHold
  | DecideErasure
  | RecordBenefit
  | RefuseCommand;
