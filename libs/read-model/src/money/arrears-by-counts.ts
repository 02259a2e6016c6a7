import type { Kysely } from 'kysely';
import { addMonths, monthOf, monthsBetween, priceOf, ruleValue, type Month } from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import type { Heads as HeadsOfSpan } from '../heads/heads-of';
import { isEnrolledOn } from '../heads/span';
import type { ReadModelTables } from '../tables';
import type { ArrearsQuestion } from './arrears';
import { Counts } from './counts';
import { membershipsOf, type Membership } from './memberships';
import { hasConditionIn, type Heads } from './prices';

export interface CountedQuestion extends Omit<ArrearsQuestion, 'sponsored'> {
  /** The sponsor's workers by span, without those looked at one by one. */
  readonly heads: readonly HeadsOfSpan[];
  readonly hasApart: boolean;
}

/**
 * Months of a sponsor's workers that are assigned and not funded, told from counts alone: how many are due, how many are
 * allocated, how many were covered. `undefined` where the counts leave it open who it is: then the workers have to be
 * looked at one by one.
 */
export async function unpaidByCounts(
  db: Kysely<ReadModelTables>,
  question: CountedQuestion,
  seen: Seen,
): Promise<Heads[] | undefined> {
  const through = monthOf(seen.asOf);
  const due = question.heads.filter((each) => each.firstMonth <= through && isEnrolledOn(each, seen.asOf));
  const counts = new Counts(db, question, seen);
  const short = await shortfalls(counts, due, through, question.workerMonths);
  if (short === undefined || short.size === 0) return short && [];
  const owing = due.filter((each) => [...short.keys()].some((month) => isIn(each, month)));
  const grace = ruleValue(question.law, 'grace-months', seen.asOf);
  const memberships = await membershipsOf(counts, owing, question.heads, { through, grace });
  if (memberships.size > 1) return undefined;
  const [membership] = memberships as ReadonlySet<Membership>;
  if (membership === 'ended') return [];
  return membership === 'member' ? headsIn(question, due, short) : undefined;
}

const isIn = ({ firstMonth, lastMonth }: HeadsOfSpan, month: Month): boolean =>
  firstMonth <= month && month <= lastMonth;
const sumOf = (heads: readonly HeadsOfSpan[]): number => heads.reduce((sum, each) => sum + each.heads, 0);

/** Worker-months that are due and not allocated, looked for from the latest month backwards until all are found. */
async function shortfalls(
  counts: Counts,
  due: readonly HeadsOfSpan[],
  through: Month,
  workerMonths: number,
): Promise<ReadonlyMap<Month, number> | undefined> {
  const all = due.reduce((sum, { firstMonth, lastMonth, heads }) => {
    return sum + heads * (monthsBetween(firstMonth, lastMonth < through ? lastMonth : through) + 1);
  }, 0);
  let missing = all - (workerMonths - (await counts.allocatedApart()).net) + (await counts.allocatedAfter(through));
  const short = new Map<Month, number>();
  const earliest = due.reduce((first, { firstMonth }) => (firstMonth < first ? firstMonth : first), through);
  for (let month = through; month >= earliest && missing > 0; month = addMonths(month, -1)) {
    const unpaid = sumOf(due.filter((each) => isIn(each, month))) - (await counts.allocated(month));
    if (unpaid < 0) return undefined;
    if (unpaid > 0) short.set(month, unpaid);
    missing -= unpaid;
  }
  return missing === 0 ? short : undefined;
}

/** The missing months with their prices; `undefined` where it matters whose they are. */
function headsIn(
  { law, fundingSource }: CountedQuestion,
  due: readonly HeadsOfSpan[],
  short: ReadonlyMap<Month, number>,
): Heads[] | undefined {
  const found: Heads[] = [];
  for (const [month, unpaid] of short) {
    if (hasConditionIn(law, month)) return undefined;
    const all = due
      .filter((each) => isIn(each, month))
      .map(({ sector, band, heads }): Heads => ({ month, sector, band, conditions: [], heads }));
    if (all.reduce((sum, { heads }) => sum + heads, 0) === unpaid) found.push(...all);
    else {
      const prices = new Set(all.map((each) => priceOf(law, { ...each, fundingSource }).amount));
      const [one] = all;
      if (prices.size !== 1 || !one) return undefined;
      found.push({ ...one, heads: unpaid });
    }
  }
  return found;
}
