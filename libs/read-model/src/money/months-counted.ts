import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Month } from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import { isApart } from '../heads/heads-of';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';

type Db = Kysely<ReadModelTables>;

/** Worker-months by month; a month without any is absent. */
export type ByMonth = ReadonlyMap<Month, number>;

/** What a sponsor has allocated to those who are looked at one by one: all of it, and what was not taken back. */
export interface AllocatedApart {
  readonly ever: ByMonth;
  readonly net: number;
}

async function byMonth(db: Db, query: RawBuilder<{ month: Month; heads: number }>): Promise<ByMonth> {
  const { rows } = await query.execute(db);
  return new Map(rows.map(({ month, heads }) => [month, heads]));
}

/** Premiums the sponsor has ever allocated for months of that range, also those taken back since. */
export const allocatedIn = (db: Db, sponsorId: string, [first, last]: readonly [Month, Month], seen: Seen) =>
  byMonth(
    db,
    sql`select a.month, ${whole(sql`sum(a.heads)`)} as heads from allocation a
      where a.sponsor_id = ${sponsorId} and a.month between ${first} and ${last}
        and a.ordinal <= ${seen.ordinal} and a.effective_on <= ${seen.asOf} group by a.month`,
  );

/** Units of cover that were ever issued to the sponsor's workers for months of that range, as known. */
export const coveredIn = (db: Db, sponsorId: string, [first, last]: readonly [Month, Month], { ordinal }: Seen) =>
  byMonth(
    db,
    sql`select r.month, ${whole(sql`sum(s.heads)`)} as heads from remittance r
      join sponsor_step s on s.remittance_id = r.remittance_id and s.sponsor_id = ${sponsorId} and s.kind = 'settled'
      where r.month between ${first} and ${last} and (r.direct_sponsor_id is null or r.direct_sponsor_id = ${sponsorId})
        and s.ordinal <= ${ordinal} group by r.month`,
  );

/** The part of `coveredIn` that went to those who are looked at one by one. */
export const coveredApartIn = (db: Db, sponsorId: string, [first, last]: readonly [Month, Month], seen: Seen) =>
  byMonth(
    db,
    sql`select c.month, ${whole(sql`count(*)`)} as heads from cover c
      join sponsor_step s on s.ordinal = c.ordinal and s.sponsor_id = ${sponsorId}
      where ${isApart('c.worker_id', sponsorId, seen)} and c.month between ${first} and ${last} and c.units > 0
        and c.ordinal <= ${seen.ordinal} group by c.month`,
  );

/** The part of the sponsor's allocations that went to those who are looked at one by one. */
export async function allocatedApart(db: Db, sponsorId: string, seen: Seen): Promise<AllocatedApart> {
  const { rows } = await sql<{ month: Month; ever: number; net: number }>`
    select p.month, ${whole(sql`sum(case when p.change > 0 then 1 else 0 end)`)} as ever, ${whole(sql`sum(p.change)`)} as net
    from premium p join sponsor_total t on t.sponsor_id = ${sponsorId} and t.ordinal = p.ordinal
    where ${isApart('p.worker_id', sponsorId, seen)} and p.ordinal <= ${seen.ordinal} and p.effective_on <= ${seen.asOf}
    group by p.month
  `.execute(db);
  return {
    ever: new Map(rows.map(({ month, ever }) => [month, ever])),
    net: rows.reduce((sum, { net }) => sum + net, 0),
  };
}
