import { sql, type Kysely } from 'kysely';
import { monthOf, monthsBetween, type LocalDate, type Month, type Sector } from '@sedekah/ledger';
import { withMembers, type Seen } from '../assignments/members';
import { isApart } from '../heads/heads-of';
import type { ReadModelTables } from '../tables';

/** A worker's place in a sponsor's pledge that has begun by the month of `asOf`. */
export interface Sponsored {
  readonly workerId: string;
  readonly sector: Sector;
  /** Of the latest enrolment; null without one. */
  readonly band: number | null;
  /** 1: cover in July 2020, which some months ask for. */
  readonly july: number;
  readonly firstMonth: Month;
  /** After releases. */
  readonly lastMonth: Month;
  /** Before releases. */
  readonly assignedThrough: Month;
  readonly enrolledOn: LocalDate | null;
  /** Of death, or of a leaving without a later enrolment. */
  readonly finalMonth: Month | null;
  readonly statusMonth: Month;
  readonly coveredMonth: Month | null;
}

/** In the order of the assignments; `apart`: only those who cannot be counted by their span. */
export async function sponsoredBy(
  db: Kysely<ReadModelTables>,
  sponsorId: string,
  seen: Seen,
  who: 'all' | 'apart',
): Promise<Sponsored[]> {
  const through = monthOf(seen.asOf);
  const first = await db
    .selectFrom('assignment')
    .select((eb) => eb.fn.min('first_month').as('month'))
    .where('sponsor_id', '=', sponsorId)
    .where('ordinal', '<=', seen.ordinal)
    .executeTakeFirst();
  if (!first?.month || first.month > through) return [];
  // As an expression the sponsor's index is out of the question: it would go through everybody for these few.
  const those =
    who === 'all'
      ? sql`a.sponsor_id = ${sponsorId}`
      : sql`a.sponsor_id || '' = ${sponsorId} and ${isApart('a.worker_id', sponsorId, seen)}`;
  const begun = sql`${those} and a.first_month <= ${through}`;
  const { rows } = await sql<Sponsored>`
    ${withMembers(begun, first.month, seen)}
    select m.worker_id as "workerId", m.sector, m.band, m.july, m.first_month as "firstMonth", m.last_month as "lastMonth",
      m.assigned_through as "assignedThrough", m.enrolled_on as "enrolledOn", m.final_month as "finalMonth",
      m.status_month as "statusMonth", m.covered_month as "coveredMonth"
    from m order by m.ordinal, m.line
  `.execute(db);
  return rows;
}

/** Membership had ended by the status month: more than `graceMonths` months after the last one covered. */
export const hasEnded = ({ coveredMonth, statusMonth }: Sponsored, graceMonths: number): boolean =>
  coveredMonth !== null && monthsBetween(coveredMonth, statusMonth) > graceMonths;

/** First and last month that are due by the month `through`; `undefined` when none is. */
export function dueMonths(place: Sponsored, through: Month): readonly [Month, Month] | undefined {
  const { firstMonth, lastMonth, finalMonth, enrolledOn } = place;
  if (enrolledOn === null) return undefined;
  const enrolled = monthOf(enrolledOn);
  const first = enrolled > firstMonth ? enrolled : firstMonth;
  const last = [lastMonth, finalMonth ?? through, through].reduce((left, right) => (left < right ? left : right));
  return first <= last ? [first, last] : undefined;
}
