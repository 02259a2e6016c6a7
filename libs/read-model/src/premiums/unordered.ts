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

/**
 * What a dearer law asks of each sponsor for months of this group that are remitted already, and that is in no order. What
 * a sponsor owes of it waits for its payment. Heads: 0, it covers nobody anew.
 */
export async function waitingCharges(
  db: Kysely<ReadModelTables>,
  { group, month }: { readonly group: string; readonly month: Month },
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select charged.sponsor_id as "sponsorId", 0 as heads, cast(sum(charged.amount) as text) as total
    from (
      select r.sponsor_id, r.charge as amount from allocation_repricing r
      where r.enrolment_group = ${group} and r.month = ${month}
      union all
      select st.sponsor_id, case st.kind when 'ordered' then -st.total else st.total end as amount
      from remittance o join sponsor_step st on st.remittance_id = o.remittance_id
      where o.enrolment_group = ${group} and o.month = ${month} and o.charge = 1 and st.kind in ('ordered', 'unordered')
    ) charged
    group by charged.sponsor_id having sum(charged.amount) > 0 order by charged.sponsor_id
  `.execute(db);
  return rows;
}

/** Sponsors with premiums that wait to be remitted; direct payments have orders of their own and do not count. */
export async function unorderedAllocations(
  db: Kysely<ReadModelTables>,
  { group, month }: { readonly group: string; readonly month: Month },
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select waiting.sponsor_id as "sponsorId", ${whole(sql`sum(waiting.heads)`)} as heads,
      cast(sum(waiting.total) as text) as total
    from (select a.sponsor_id,
        a.heads - coalesce((select sum(r.heads) from allocation_reversal r
          where r.allocation_id = a.allocation_id), 0) as heads,
        a.total - coalesce((select sum(r.total) from allocation_reversal r
          where r.allocation_id = a.allocation_id), 0)
        + coalesce((select sum(late.difference) from allocation_repricing late
          where late.allocation_id = a.allocation_id), 0) as total
      from allocation a
      where a.enrolment_group = ${group} and a.month = ${month} and a.payment_id is null and ${isUnordered}) waiting
    where waiting.heads > 0
    group by waiting.sponsor_id order by waiting.sponsor_id
  `.execute(db);
  return rows;
}
