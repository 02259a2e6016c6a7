import { sql, type Kysely } from 'kysely';
import type { Month, Rupiah } from '@sedekah/ledger';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';

/** What a sponsor has waiting for an order of this group and month. */
export interface Waiting {
  readonly sponsorId: string;
  readonly heads: number;
  readonly total: Rupiah;
}

/** An allocation `a` that is in no order, or only in orders that were undone. */
export const isUnordered = sql<boolean>`not exists (
  select 1 from allocation_order o where o.allocation_id = a.allocation_id and not exists (
    select 1 from sponsor_step back where back.remittance_id = o.remittance_id and back.sponsor_id = o.sponsor_id
      and back.kind = 'unordered'))`;

/** Sponsors with premiums that wait to be remitted; direct payments have orders of their own and do not count. */
export async function unorderedAllocations(
  db: Kysely<ReadModelTables>,
  { group, month }: { readonly group: string; readonly month: Month },
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select a.sponsor_id as "sponsorId", ${whole(sql`sum(a.heads - a.back)`)} as heads,
      cast(sum((a.heads - a.back) * a.amount_per_worker) as text) as total
    from (select allocation.*, (select count(*) from premium p
        where p.allocation_id = allocation.allocation_id and p.kind = 'reversed') as back
      from allocation
      where enrolment_group = ${group} and month = ${month} and payment_id is null) a
    where a.heads > a.back and ${isUnordered}
    group by a.sponsor_id order by a.sponsor_id
  `.execute(db);
  return rows;
}
