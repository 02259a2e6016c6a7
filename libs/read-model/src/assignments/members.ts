import { sql, type RawBuilder } from 'kysely';
import type { LocalDate } from '@sedekah/ledger';
import { monthNumber, monthOfDay } from '../store/month-sql';

/** What a question may know: days up to `asOf`, the first `ordinal` events of the log. */
export interface Seen {
  readonly asOf: LocalDate;
  readonly ordinal: number;
}

const upTo = ({ ordinal }: Seen, table: string) => sql`${sql.raw(table)}.ordinal <= ${ordinal}`;

/** The last month of `assignment` after its releases. */
const lastMonth = (seen: Seen) => sql<string>`coalesce(
  (select min(r.through_month) from assignment_release r
    where r.worker_id = a.worker_id and r.assignment_id = a.assignment_id and ${upTo(seen, 'r')}),
  a.last_month)`;

const lastEnd = (kind: 'died' | 'left', seen: Seen) => sql<string | null>`(
  select max(x.effective_on) from worker_end x
  where x.worker_id = a.worker_id and x.kind = '${sql.raw(kind)}' and x.effective_on <= ${seen.asOf}
    and ${upTo(seen, 'x')})`;

/** Last month of cover from the latest enrolment through `through`. */
const lastCovered = (through: RawBuilder<unknown>, seen: Seen) => sql<string | null>`(
  select c.month from cover c
  where c.worker_id = m.worker_id and c.month <= ${through} and c.month >= ${monthOfDay(sql`m.enrolled_on`)}
    and ${upTo(seen, 'c')}
  group by c.month having sum(c.units) > 0 order by c.month desc limit 1)`;

/**
 * Members of pledges, one row an assignment and worker, with all that decides which of their months are due: months
 * assigned, latest enrolment, `final_month` (of death or of a leaving without a later enrolment; null otherwise).
 * `assigned` picks assignments `a`.
 */
export const members = (assigned: RawBuilder<unknown>, seen: Seen): RawBuilder<unknown> => sql`
  select b.*, case
    when b.died_on is not null then ${monthOfDay(sql`b.died_on`)}
    when b.left_on is not null and (b.enrolled_on is null or b.enrolled_on <= b.left_on) then ${monthOfDay(sql`b.left_on`)}
    else null end as final_month
  from (
    select a.worker_id, a.assignment_id, a.sponsor_id, a.pledge_id, a.first_month, ${lastMonth(seen)} as last_month,
      a.ordinal, a.line, w.sector, w.region_code, e.effective_on as enrolled_on, e.enrolment_group, e.band,
      ${lastEnd('died', seen)} as died_on, ${lastEnd('left', seen)} as left_on
    from assignment a
    join worker w on w.worker_id = a.worker_id
    left join worker_enrolment e on e.worker_id = a.worker_id and e.ordinal = (
      select y.ordinal from worker_enrolment y
      where y.worker_id = a.worker_id and y.effective_on <= ${seen.asOf} and ${upTo(seen, 'y')}
      order by y.effective_on desc, y.ordinal desc limit 1)
    where ${upTo(seen, 'a')} and ${assigned}
  ) b`;

/**
 * Members `m` (a row of `members`) whose membership had ended by the month asked about, or by their final one: more than
 * `graceMonths` months after the last one covered since the latest enrolment.
 */
export function hasEnded(seen: Seen, graceMonths: number): RawBuilder<boolean> {
  const month = sql`${seen.asOf.slice(0, 7)}`;
  const through = sql`case when m.final_month is not null and m.final_month < ${month} then m.final_month else ${month} end`;
  return sql<boolean>`coalesce(
    ${monthNumber(sql`(${through})`)} - ${monthNumber(lastCovered(sql`(${through})`, seen))} > ${graceMonths}, false)`;
}

/** Whether the worker-month (`m.worker_id`, `d.month`) has a live allocation. */
export const isPaid = (seen: Seen): RawBuilder<boolean> => sql<boolean>`coalesce((
  select sum(p.change) from premium p
  where p.worker_id = m.worker_id and p.month = d.month and p.effective_on <= ${seen.asOf} and ${upTo(seen, 'p')}), 0) > 0`;

/** Whether the month `d.month` may be paid at all: from the latest enrolment on, not after death or leaving. */
export const isDue = sql<boolean>`
  d.month between m.first_month and m.last_month and m.enrolled_on is not null
  and d.month >= ${monthOfDay(sql`m.enrolled_on`)} and (m.final_month is null or d.month <= m.final_month)`;

/** PP 49/2020 asks for it: cover in July 2020, so far as this ledger knows. 1 or 0. */
export const paidUpToJuly2020 = (seen: Seen): RawBuilder<number> => sql<number>`(
  select count(*) from (
    select c.month from cover c where c.worker_id = m.worker_id and c.month = '2020-07' and ${upTo(seen, 'c')}
    group by c.month having sum(c.units) > 0) july)`;
