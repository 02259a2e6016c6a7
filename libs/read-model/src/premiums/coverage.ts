import { sql, type Kysely } from 'kysely';
import { lastDayOf, firstDayOf, type Instant, type Month } from '@sedekah/ledger';
import { resolveKnownAt, type KnownAt } from '../log/known-at';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';

export interface RegionCoverage {
  readonly regionCode: string;
  /** Workers with a unit of cover for the month: the numerator. */
  readonly covered: number;
  /** Workers registered or enrolled by the end of the month (files are often typed in later), without those who died or left before it began: the denominator. */
  readonly registered: number;
  /** Two decimals, cut; null without a denominator. */
  readonly percent: string | null;
}

export interface Coverage {
  readonly month: Month;
  readonly knownAt: Instant | null;
  readonly knownAtOrdinal: string;
  readonly regions: readonly RegionCoverage[];
  readonly total: Omit<RegionCoverage, 'regionCode'>;
}

export interface CoverageQuestion {
  readonly month: Month;
  /** `76.03`: the region and everything inside it. */
  readonly regionCode?: string | undefined;
  readonly knownAt?: KnownAt | undefined;
}

/** Who is covered in a month, by region of domicile. */
export async function coverage(
  db: Kysely<ReadModelTables>,
  { month, regionCode, knownAt }: CoverageQuestion,
): Promise<Coverage> {
  const { ordinal, time } = await resolveKnownAt(db, knownAt);
  const inside = regionCode
    ? sql`(w.region_code = ${regionCode} or w.region_code like ${`${regionCode}.%`})`
    : sql`1 = 1`;
  const { rows } = await sql<{ regionCode: string; covered: number; registered: number }>`
    select w.region_code as "regionCode", ${whole(sql`count(c.worker_id)`)} as covered,
      ${whole(sql`count(*)`)} as registered
    from worker w
    left join (select worker_id from cover where month = ${month} and ordinal <= ${ordinal}
      group by worker_id having sum(units) > 0) c on c.worker_id = w.worker_id
    where w.ordinal <= ${ordinal} and ${inside}
      and (c.worker_id is not null or w.effective_on <= ${lastDayOf(month)} or exists (
        select 1 from worker_enrolment e where e.worker_id = w.worker_id and e.ordinal <= ${ordinal}
          and e.effective_on <= ${lastDayOf(month)}))
      and (c.worker_id is not null or not exists (
        select 1 from worker_end gone
        where gone.worker_id = w.worker_id and gone.ordinal <= ${ordinal} and gone.effective_on < ${firstDayOf(month)}
          and not exists (select 1 from worker_enrolment again where again.worker_id = w.worker_id
            and again.ordinal <= ${ordinal} and again.effective_on > gone.effective_on
            and again.effective_on <= ${lastDayOf(month)})))
    group by w.region_code order by w.region_code
  `.execute(db);
  const total = rows.reduce(
    (sum, row) => ({ covered: sum.covered + row.covered, registered: sum.registered + row.registered }),
    { covered: 0, registered: 0 },
  );
  return {
    month,
    knownAt: time,
    knownAtOrdinal: String(ordinal),
    regions: rows.map((row) => ({ ...row, percent: percentOf(row.covered, row.registered) })),
    total: { ...total, percent: percentOf(total.covered, total.registered) },
  };
}

/** Whole hundredths of a percent, so that nothing depends on floating point. */
function percentOf(covered: number, registered: number): string | null {
  if (registered === 0) return null;
  const hundredths = (BigInt(covered) * 10_000n) / BigInt(registered);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}
