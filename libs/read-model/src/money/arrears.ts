import type { Kysely } from 'kysely';
import {
  addMonths,
  monthOf,
  monthRange,
  monthsBetween,
  ruleValue,
  type FundingSource,
  type LawState,
  type Month,
  type Rupiah,
} from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import type { ReadModelTables } from '../tables';
import { monthsPaid, paidAfter, paidIn } from './paid-months';
import { conditionsOf, costOf, type Heads } from './prices';
import { dueMonths, hasEnded, type Sponsored } from './sponsored';

export interface Arrears {
  readonly month: Month;
  readonly amount: Rupiah;
}

export interface ArrearsQuestion {
  readonly sponsorId: string;
  readonly fundingSource: FundingSource;
  readonly law: LawState;
  readonly sponsored: readonly Sponsored[];
  /** Premiums of the sponsor that are allocated and were not taken back, of all months. */
  readonly workerMonths: number;
}

/** Months that one worker owes, and those between which only the count is known. */
interface Due extends Sponsored {
  readonly first: Month;
  readonly last: Month;
}

/** Unpaid worker-months as arrears, the oldest month first. @throws Rejection tariff-missing, tariff-ambiguous */
export const arrearsFrom = (law: LawState, fundingSource: FundingSource, unpaid: readonly Heads[]): Arrears[] =>
  [...Map.groupBy(unpaid, ({ month }) => month)]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([month, heads]) => ({ month, amount: costOf(law, fundingSource, heads) }));

/**
 * Months of a sponsor's workers that are assigned and not funded, through the month of `asOf`: from the latest enrolment
 * on, not after death or leaving, not of workers whose membership has ended. Unfilled quota is no arrears.
 *
 * The history is not gone through: how many worker-months are missing is known from counts (a sponsor allocates only
 * months that are assigned, each once), and they are looked for from the latest month backwards until all are found.
 */
export async function unpaidOneByOne(
  db: Kysely<ReadModelTables>,
  { sponsorId, law, sponsored, workerMonths }: ArrearsQuestion,
  seen: Seen,
): Promise<Heads[]> {
  const through = monthOf(seen.asOf);
  const grace = ruleValue(law, 'grace-months', seen.asOf);
  const [plain, others] = parted(sponsored, grace, through);
  const unpaid: Heads[] = [];
  let countOfOthers = 0;
  if (others.length > 0) {
    const paid = await paidOf(db, others, through, seen);
    for (const place of others) {
      countOfOthers += countIn(paid, place, through);
      unpaid.push(...unpaidOf(place, paid, grace, through));
    }
  }
  if (plain.length > 0) {
    const due = plain.reduce((sum, { first, last }) => sum + monthsBetween(first, last) + 1, 0);
    const paidByThen = workerMonths - (await paidAfter(db, sponsorId, through, seen)) - countOfOthers;
    unpaid.push(...(await missing(db, sponsorId, plain, due - paidByThen, through, seen)));
  }
  return unpaid;
}

/** The same of these workers alone, every month of theirs looked at. */
export async function unpaidOfEach(
  db: Kysely<ReadModelTables>,
  sponsored: readonly Sponsored[],
  law: LawState,
  seen: Seen,
): Promise<Heads[]> {
  const through = monthOf(seen.asOf);
  const grace = ruleValue(law, 'grace-months', seen.asOf);
  const paid = await paidOf(db, sponsored, through, seen);
  return sponsored.flatMap((place) => unpaidOf(place, paid, grace, through));
}

const paidOf = (db: Kysely<ReadModelTables>, places: readonly Sponsored[], through: Month, seen: Seen) =>
  monthsPaid(
    db,
    places.map(({ workerId }) => workerId),
    through,
    seen,
  );

/**
 * `plain`: every month the sponsor may ever have allocated for this place is due, so that counts suffice. Of the others,
 * released, dead, gone, ended or enrolled late, months may be paid that are not due.
 */
function parted(sponsored: readonly Sponsored[], grace: number, through: Month): [plain: Due[], others: Sponsored[]] {
  const plain: Due[] = [];
  const others: Sponsored[] = [];
  for (const place of sponsored) {
    const months = dueMonths(place, through);
    const isPlain =
      months !== undefined &&
      months[0] === place.firstMonth &&
      place.lastMonth === place.assignedThrough &&
      place.finalMonth === null &&
      !hasEnded(place, grace);
    if (isPlain) plain.push({ ...place, first: months[0], last: months[1] });
    else others.push(place);
  }
  return [plain, others];
}

function countIn(paid: ReadonlySet<string>, { workerId, firstMonth, assignedThrough }: Sponsored, through: Month) {
  const last = assignedThrough < through ? assignedThrough : through;
  return monthRange(firstMonth, last).filter((month) => paid.has(`${workerId} ${month}`)).length;
}

function unpaidOf(place: Sponsored, paid: ReadonlySet<string>, grace: number, through: Month): Heads[] {
  const months = hasEnded(place, grace) ? undefined : dueMonths(place, through);
  if (months === undefined) return [];
  return monthRange(...months)
    .filter((month) => !paid.has(`${place.workerId} ${month}`))
    .map((month) => headIn(month, place));
}

/** Looks backwards for so many worker-months; through all months when the count does not come out. */
async function missing(
  db: Kysely<ReadModelTables>,
  sponsorId: string,
  plain: readonly Due[],
  count: number,
  through: Month,
  seen: Seen,
): Promise<Heads[]> {
  const earliest = plain.reduce((first, place) => (place.first < first ? place.first : first), through);
  const found: Heads[] = [];
  for (let month = through; month >= earliest && found.length !== count; month = addMonths(month, -1)) {
    const due = plain.filter(({ first, last }) => first <= month && month <= last);
    if (due.length === 0) continue;
    const paid = await paidIn(db, sponsorId, month, seen);
    for (const place of due) if (!paid.has(place.workerId)) found.push(headIn(month, place));
  }
  return found;
}

const headIn = (month: Month, { sector, band, july }: Sponsored): Heads => ({
  month,
  sector,
  band: band ?? 1,
  conditions: conditionsOf(july),
  heads: 1,
});
