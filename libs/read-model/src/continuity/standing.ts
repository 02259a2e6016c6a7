import { sql, type RawBuilder } from 'kysely';
import { addMonths, monthOf, type LocalDate, type Month } from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import { sponsorTotalRows } from '../journal/sum-at';
import { monthNumber, monthOfDay } from '../store/month-sql';

/** A membership that ended so many months ago is still shown: there may be time to find the worker again. */
export const RECENT_MONTHS = 3;

export const CONTINUITY_STATES = ['lapsing', 'in-arrears', 'ended'] as const;
export type ContinuityState = (typeof CONTINUITY_STATES)[number];

/** One living worker with an enrolment. */
export interface Standing {
  readonly workerId: string;
  readonly ordinal: number;
  readonly sealed: string;
  readonly regionCode: string;
  readonly sector: 'transport' | 'other';
  readonly enrolledOn: LocalDate;
  readonly band: number;
  /** The last month with cover since the enrolment; null before the first. */
  readonly coveredMonth: Month | null;
  readonly state: ContinuityState | 'secured' | 'not-covered-yet' | 'ended-long-ago';
  /** Months without cover through the month of `asOf`. */
  readonly gap: number | null;
}

/** The sponsor of the worker in column `worker` for `month`, after releases; the latest assignment of several. */
export const sponsorIn = (worker: RawBuilder<unknown>, month: RawBuilder<unknown>, { ordinal }: Seen) =>
  sql<string | null>`(
    select a.sponsor_id from assignment a
    where a.worker_id = ${worker} and a.ordinal <= ${ordinal} and a.first_month <= ${month}
      and coalesce((select min(r.through_month) from assignment_release r where r.worker_id = a.worker_id
        and r.assignment_id = a.assignment_id and r.ordinal <= ${ordinal}), a.last_month) >= ${month}
    order by a.ordinal desc limit 1)`;

/** Whether the worker-month is paid for: it has a live allocation. */
export const isAllocated = (worker: RawBuilder<unknown>, month: RawBuilder<unknown>, { asOf, ordinal }: Seen) =>
  sql<boolean>`coalesce((select sum(p.change) from premium p where p.worker_id = ${worker} and p.month = ${month}
    and p.ordinal <= ${ordinal} and p.effective_on <= ${asOf}), 0) > 0`;

const inside = (regionCode: string | undefined) =>
  regionCode === undefined
    ? sql`1 = 1`
    : sql`(w.region_code = ${regionCode} or w.region_code like ${`${regionCode}.%`})`;

/**
 * Everybody alive, enrolled and not left as the table `standing`. `lapsing`: covered in the month of `asOf`, and the next
 * month is not paid for, with no sponsor or one who has no money.
 */
export function withStanding(seen: Seen, graceMonths: number, regionCode?: string): RawBuilder<unknown> {
  const { asOf, ordinal } = seen;
  const month = monthOf(asOf);
  const next = sql`${addMonths(month, 1)}`;
  return sql`
    with enrolled as materialized (
      select w.worker_id, w.ordinal, w.sealed, w.region_code, w.sector, e.effective_on as enrolled_on, e.band,
        (select c.month from cover c
          where c.worker_id = w.worker_id and c.month <= ${month} and c.month >= ${monthOfDay(sql`e.effective_on`)}
            and c.ordinal <= ${ordinal}
          group by c.month having sum(c.units) > 0 order by c.month desc limit 1) as covered_month
      from worker w
      join worker_enrolment e on e.worker_id = w.worker_id and e.ordinal = (
        select y.ordinal from worker_enrolment y
        where y.worker_id = w.worker_id and y.effective_on <= ${asOf} and y.ordinal <= ${ordinal}
        order by y.effective_on desc, y.ordinal desc limit 1)
      where w.ordinal <= ${ordinal} and ${inside(regionCode)} and not exists (
        select 1 from worker_end x
        where x.worker_id = w.worker_id and x.ordinal <= ${ordinal} and x.effective_on <= ${asOf}
          and (x.kind = 'died' or x.effective_on >= e.effective_on))
    ), counted as materialized (
      select enrolled.*, ${monthNumber(sql`cast(${asOf} as text)`)} - ${monthNumber(sql`covered_month`)} as gap from enrolled
    ), funds as materialized (
      select s.sponsor_id, (select sum(bank + bpjs + direct) from (${sponsorTotalRows(sql`s.sponsor_id`, seen)}) totals)
        as available
      from sponsor s where s.ordinal <= ${ordinal}
    ), standing as materialized (
      select counted.*, case
        when gap is null then 'not-covered-yet'
        when gap > ${graceMonths + RECENT_MONTHS} then 'ended-long-ago'
        when gap > ${graceMonths} then 'ended'
        when gap > 0 then 'in-arrears'
        when ${isAllocated(sql`counted.worker_id`, next, seen)} then 'secured'
        when coalesce((select f.available from funds f
          where f.sponsor_id = ${sponsorIn(sql`counted.worker_id`, next, seen)}), 0) > 0 then 'secured'
        else 'lapsing' end as state
      from counted
    )`;
}
