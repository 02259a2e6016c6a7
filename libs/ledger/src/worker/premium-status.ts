import { addMonths, lastDayOf, monthOf, monthsBetween, type LocalDate, type Month } from '../calendar';

export const PREMIUM_STATUSES = ['registered', 'active', 'in-arrears', 'ended', 'deceased', 'left'] as const;
export type PremiumStatusName = (typeof PREMIUM_STATUSES)[number];

/** The row of the status table that decided. */
export const STATUS_RULES = [
  'death',
  'leaving',
  'not-enrolled',
  'no-cover-yet',
  'covered',
  'within-grace',
  'beyond-grace',
] as const;
export type StatusRule = (typeof STATUS_RULES)[number];

/** What happened to one worker, as far as the question may know of it. In any order. */
export interface PremiumFacts {
  readonly enrolments: readonly { readonly on: LocalDate }[];
  /** Settled and not cancelled, each month once or more. */
  readonly coveredMonths: readonly Month[];
  readonly diedOn?: LocalDate | undefined;
  readonly leavings: readonly LocalDate[];
}

/** Rules in force on the day asked about. */
export interface PremiumRules {
  /** Months of arrears before membership ends: 3 (Perdir 22/PERDIR.02/072022). */
  readonly graceMonths: number;
  /** Day of the contribution month by which its premium is due: 15. */
  readonly dueDay: number;
}

export interface PremiumStatus {
  readonly status: PremiumStatusName;
  /** 1 to `graceMonths` while in arrears, else 0. */
  readonly arrearsMonths: number;
  /** Whether there is a unit of cover for the month of the day asked about. */
  readonly covered: boolean;
  /** Every month with cover, prepaid ones too, in order. */
  readonly coveredMonths: readonly Month[];
  readonly coveredThrough: Month | null;
  /** When the next unpaid premium is due; null when none is expected. */
  readonly dueOn: LocalDate | null;
  readonly rule: StatusRule;
}

const latest = (dates: readonly LocalDate[], asOf: LocalDate): LocalDate | undefined =>
  dates
    .filter((date) => date <= asOf)
    .reduce<LocalDate | undefined>((a, b) => (a !== undefined && a > b ? a : b), undefined);

function dueDate(month: Month, dueDay: number): LocalDate {
  const lastDay = lastDayOf(month);
  const day = `${month}-${String(dueDay).padStart(2, '0')}`;
  return day < lastDay ? day : lastDay;
}

interface Row {
  readonly status: PremiumStatusName;
  readonly rule: StatusRule;
  readonly arrearsMonths?: number;
  /** First month whose premium is still expected. */
  readonly unpaid?: Month;
}

/** First month from `month` on that is not among `covered`: in order, none twice. */
function firstUncovered(month: Month, covered: readonly Month[]): Month {
  const start = covered.indexOf(month);
  if (start < 0) return month;
  let [inRun, beyond] = [0, covered.length - start];
  while (beyond - inRun > 1) {
    const middle = Math.floor((inRun + beyond) / 2);
    if (covered[start + middle] === addMonths(month, middle)) inRun = middle;
    else beyond = middle;
  }
  return addMonths(month, inRun + 1);
}

/** The first row that fits; m = month of asOf, e = latest enrolment, A = covered months from the month of e on. */
function firstRow(facts: PremiumFacts, covered: readonly Month[], asOf: LocalDate, graceMonths: number): Row {
  const enrolledOn = latest(
    facts.enrolments.map(({ on }) => on),
    asOf,
  );
  const leftOn = latest(facts.leavings, asOf);
  if (facts.diedOn !== undefined && facts.diedOn <= asOf) return { status: 'deceased', rule: 'death' };
  if (leftOn !== undefined && (enrolledOn === undefined || enrolledOn <= leftOn)) {
    return { status: 'left', rule: 'leaving' };
  }
  if (enrolledOn === undefined) return { status: 'registered', rule: 'not-enrolled' };
  const month = monthOf(asOf);
  const lastCovered = covered.findLast((candidate) => candidate <= month);
  if (lastCovered === undefined || lastCovered < monthOf(enrolledOn)) {
    return { status: 'registered', rule: 'no-cover-yet', unpaid: monthOf(enrolledOn) };
  }
  if (lastCovered === month) return { status: 'active', rule: 'covered', unpaid: month };
  const arrearsMonths = monthsBetween(lastCovered, month);
  return arrearsMonths <= graceMonths
    ? { status: 'in-arrears', rule: 'within-grace', arrearsMonths, unpaid: addMonths(lastCovered, 1) }
    : { status: 'ended', rule: 'beyond-grace' };
}

/**
 * Premium status of a worker on the day `asOf`: derived, never stored. Rows in order: deceased; left (no enrolment on a
 * later day); registered (no enrolment, or no cover yet since it); active (cover for the month); in arrears for k months
 * since the last one covered, k ≤ grace; ended (Perdir BPJS-TK 22/PERDIR.02/072022).
 */
export function premiumStatus(facts: PremiumFacts, asOf: LocalDate, rules: PremiumRules): PremiumStatus {
  const coveredMonths = [...new Set(facts.coveredMonths)].sort();
  const { status, rule, arrearsMonths = 0, unpaid } = firstRow(facts, coveredMonths, asOf, rules.graceMonths);
  const due = unpaid === undefined ? undefined : firstUncovered(unpaid, coveredMonths);
  return {
    status,
    arrearsMonths,
    covered: coveredMonths.includes(monthOf(asOf)),
    coveredMonths,
    coveredThrough: coveredMonths.at(-1) ?? null,
    dueOn: due === undefined ? null : dueDate(due, rules.dueDay),
    rule,
  };
}

/** Whether enrolling again is refused: active, in arrears, or enrolled and waiting for the first cover. */
export const isPresentMember = ({ status, rule }: Pick<PremiumStatus, 'status' | 'rule'>): boolean =>
  status === 'active' || status === 'in-arrears' || rule === 'no-cover-yet';

/** Whether membership has ended by the day `asOf`: nothing is allocated then until a new enrolment. */
export const isEnded = (facts: PremiumFacts, asOf: LocalDate, rules: PremiumRules): boolean =>
  premiumStatus(facts, asOf, rules).status === 'ended';
