import { sql, type RawBuilder } from 'kysely';
import { monthOf, type LocalDate, type Month } from '@sedekah/ledger';
import { monthNumber, monthOfDay } from '../store/month-sql';

/** What a question may know: days up to `asOf`, the first `ordinal` events of the log. */
export interface Seen {
  readonly asOf: LocalDate;
  readonly ordinal: number;
}

const upTo = ({ ordinal }: Seen, table: string) => sql`${sql.raw(table)}.ordinal <= ${ordinal}`;

/** The last month of `a` after its releases. */
const lastMonth = (seen: Seen) => sql<string>`coalesce(
  (select min(r.through_month) from assignment_release r
    where r.worker_id = a.worker_id and r.assignment_id = a.assignment_id and ${upTo(seen, 'r')}),
  a.last_month)`;

const lastEnd = (kind: 'died' | 'left', seen: Seen) => sql<string | null>`(
  select max(x.effective_on) from worker_end x
  where x.worker_id = a.worker_id and x.kind = '${sql.raw(kind)}' and x.effective_on <= ${seen.asOf}
    and ${upTo(seen, 'x')})`;

/** Last month of cover from the latest enrolment through the month whose status counts. */
const lastCovered = (seen: Seen) => sql<string | null>`(
  select c.month from cover c
  where c.worker_id = b.worker_id and c.month <= b.status_month and c.month >= ${monthOfDay(sql`b.enrolled_on`)}
    and ${upTo(seen, 'c')}
  group by c.month having sum(c.units) > 0 order by c.month desc limit 1)`;

/** PP 49/2020 gives its relief for these months to who had paid up to July 2020. */
const LAST_RELIEF_MONTH: Month = '2021-01';

/** Cover in July 2020, so far as this ledger knows: 1 or 0; not looked up when no month asked about needs it. */
const paidUpToJuly2020 = (seen: Seen, firstMonth: Month) =>
  firstMonth > LAST_RELIEF_MONTH
    ? sql<number>`0`
    : sql<number>`(
        select count(*) from (
          select c.month from cover c where c.worker_id = b.worker_id and c.month = '2020-07' and ${upTo(seen, 'c')}
          group by c.month having sum(c.units) > 0) july)`;

/**
 * Members of pledges as the table `m`, one row an assignment and worker, with all that decides which months are due:
 * months assigned, latest enrolment, `final_month` (of death, or of a leaving without a later enrolment), the last
 * month covered. `assigned` picks assignments `a`; `firstMonth` is the first month asked about. What is looked up is
 * materialized, or both databases would look it up again for each month.
 */
export const withMembers = (assigned: RawBuilder<unknown>, firstMonth: Month, seen: Seen): RawBuilder<unknown> => sql`
  with found as materialized (
    select a.worker_id, a.assignment_id, a.sponsor_id, a.pledge_id, a.first_month, ${lastMonth(seen)} as last_month,
      a.last_month as assigned_through,
      a.ordinal, a.line, w.sector, e.effective_on as enrolled_on, e.enrolment_group, e.band,
      ${lastEnd('died', seen)} as died_on, ${lastEnd('left', seen)} as left_on
    from assignment a
    join worker w on w.worker_id = a.worker_id
    left join worker_enrolment e on e.worker_id = a.worker_id and e.ordinal = (
      select y.ordinal from worker_enrolment y
      where y.worker_id = a.worker_id and y.effective_on <= ${seen.asOf} and ${upTo(seen, 'y')}
      order by y.effective_on desc, y.ordinal desc limit 1)
    where ${upTo(seen, 'a')} and ${assigned}
  ), ending as not materialized (
    select found.*, case
      when died_on is not null then ${monthOfDay(sql`died_on`)}
      when left_on is not null and (enrolled_on is null or enrolled_on <= left_on) then ${monthOfDay(sql`left_on`)}
      else null end as final_month
    from found
  ), placed as not materialized (
    select ending.*, case
      when final_month is not null and final_month < ${monthOf(seen.asOf)} then final_month
      else ${monthOf(seen.asOf)} end as status_month
    from ending
  ), m as materialized (
    select b.*, ${lastCovered(seen)} as covered_month, ${paidUpToJuly2020(seen, firstMonth)} as july from placed b
  )`;

/** `m`'s membership had ended by its status month: more than `graceMonths` months after the last one covered. */
export const hasEnded = (graceMonths: number): RawBuilder<boolean> => sql<boolean>`coalesce(
  ${monthNumber(sql`m.status_month`)} - ${monthNumber(sql`m.covered_month`)} > ${graceMonths}, false)`;

/** Whether the worker-month (`m.worker_id`, `d.month`) has a live allocation. */
export const isPaid = (seen: Seen): RawBuilder<boolean> => sql<boolean>`coalesce((
  select sum(p.change) from premium p
  where p.worker_id = m.worker_id and p.month = d.month and p.effective_on <= ${seen.asOf} and ${upTo(seen, 'p')}), 0) > 0`;

/** Whether the month `d.month` may be paid at all: from the latest enrolment on, not after death or leaving. */
export const isDue = sql<boolean>`
  m.enrolled_on is not null and d.month >= ${monthOfDay(sql`m.enrolled_on`)}
  and (m.final_month is null or d.month <= m.final_month)`;
