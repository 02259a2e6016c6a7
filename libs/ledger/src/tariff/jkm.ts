import { addMonths, lastDayOf, monthOf, type LocalDate } from '../calendar';
import { subtract, type Rupiah } from '../money';
import { ruleInForce, type LawState, type PublishedRule } from './law';

/** The law about JKM on a day. */
export interface JkmRules {
  readonly full: Rupiah;
  /** Before so many months of membership JKM is smaller; 0: never. */
  readonly waitingMonths: number;
  /** What it is then. */
  readonly waiting: Rupiah;
  readonly citations: readonly string[];
  /** True while a number of these is not checked against the text of the law. */
  readonly needsChecking: boolean;
}

/** @throws Rejection tariff-missing when a rule is not published */
export function jkmRules(law: LawState, on: LocalDate): JkmRules {
  const full = ruleInForce(law, 'jkm-full', on);
  const months = ruleInForce(law, 'waiting-period-months', on);
  const waiting = months.value > 0 ? ruleInForce(law, 'jkm-waiting', on) : full;
  const used: PublishedRule[] = waiting === full ? [full, months] : [full, months, waiting];
  return {
    full: String(full.value),
    waitingMonths: months.value,
    waiting: String(waiting.value),
    citations: used.map(({ citation }) => citation),
    needsChecking: used.some(({ needsChecking }) => needsChecking === true),
  };
}

/** The same day so many months later, or the last day of that month. */
function monthsLater(day: LocalDate, count: number): LocalDate {
  const last = lastDayOf(addMonths(monthOf(day), count));
  const same = `${monthOf(last)}-${day.slice(8)}`;
  return same < last ? same : last;
}

/** First day on which a death of somebody enrolled on `enrolledOn` brings the whole JKM. */
export const wholeJkmFrom = (rules: JkmRules, enrolledOn: LocalDate): LocalDate =>
  monthsLater(enrolledOn, rules.waitingMonths);

/**
 * What the heirs of a member receive for a death on `diedOn` that is no work accident, by the law of that day. The
 * enrolment is the latest: a membership that ended and began again waits again (Permenaker 1/2025).
 * @throws Rejection tariff-missing
 */
export function jkmFor(law: LawState, enrolledOn: LocalDate, diedOn: LocalDate): Rupiah {
  const rules = jkmRules(law, diedOn);
  return diedOn >= wholeJkmFrom(rules, enrolledOn) ? rules.full : rules.waiting;
}

/** What it costs the family when a membership lapses and begins again on the day `on`: whole JKM less what there is then. */
export const costOfLapse = (law: LawState, enrolledOn: LocalDate, on: LocalDate): Rupiah =>
  subtract(jkmFor(law, enrolledOn, on), jkmFor(law, on, on));
