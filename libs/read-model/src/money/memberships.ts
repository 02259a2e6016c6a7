import { addMonths, type Month } from '@sedekah/ledger';
import type { Heads } from '../heads/heads-of';
import type { Counts } from './counts';

/** Whether workers' membership had ended by then; `unknown`: the counts do not tell. */
export type Membership = 'member' | 'ended' | 'unknown';

interface At {
  readonly through: Month;
  readonly grace: number;
}

/** Months that are looked through for the last one in which everybody was covered. */
const FARTHEST = 12;

/**
 * Where the workers of the spans `of` stand: a member still, who was enrolled, or covered in some month, within the grace;
 * ended, who was covered before it and in no month since. `all`: every span of the sponsor, so that a month in which as
 * many are covered as are assigned is one in which everybody is.
 */
export async function membershipsOf(
  counts: Counts,
  of: readonly Heads[],
  all: readonly Heads[],
  at: At,
): Promise<ReadonlySet<Membership>> {
  const found = new Set<Membership>();
  for (const span of of) {
    found.add(await membershipOf(counts, span, all, at));
    if (found.has('unknown')) break;
  }
  return found;
}

async function membershipOf(counts: Counts, span: Heads, all: readonly Heads[], at: At): Promise<Membership> {
  const { firstMonth, lastMonth, enrolled } = span;
  const { through, grace } = at;
  const oldest = addMonths(through, -grace);
  if (enrolled >= oldest) return 'member';
  const assignedIn = (month: Month): number =>
    all.reduce((sum, each) => (each.firstMonth <= month && month <= each.lastMonth ? sum + each.heads : sum), 0);
  const isWhole = async (month: Month): Promise<boolean> => (await counts.covered(month)) === assignedIn(month);
  let isAnybodyCovered = false;
  for (let month = through; month >= oldest; month = addMonths(month, -1)) {
    if (month < firstMonth) break;
    if ((await counts.covered(month)) > 0) isAnybodyCovered = true;
    if (month <= lastMonth && (await isWhole(month))) return 'member';
  }
  // Whoever is released may be covered by somebody else, and before the first month too.
  if (isAnybodyCovered || lastMonth < through || firstMonth >= oldest) return 'unknown';
  const farthest = addMonths(oldest, -FARTHEST);
  for (let month = addMonths(oldest, -1); month >= firstMonth && month >= farthest; month = addMonths(month, -1)) {
    if (await isWhole(month)) return 'ended';
  }
  return 'unknown';
}
