import { sql, type Kysely } from 'kysely';
import type { LocalDate, Month } from '@sedekah/ledger';
import type { ReadModelTables } from '../tables';

/** One month of cover. */
export interface CoverDates {
  readonly month: Month;
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly receiptNumber: string;
  readonly remittanceId: string;
  readonly sponsorId: string;
}

/** Months for which the worker holds a unit of cover, in order, from the first `ordinal` events. */
export async function coverOf(db: Kysely<ReadModelTables>, workerId: string, ordinal: number): Promise<CoverDates[]> {
  const { rows } = await sql<CoverDates>`
    select c.month, c.cover_from as "from", c.cover_through as "through", c.receipt_number as "receiptNumber",
      c.remittance_id as "remittanceId", c.sponsor_id as "sponsorId"
    from cover c
    join (select month, max(case when units > 0 then ordinal end) as settled from cover
      where worker_id = ${workerId} and ordinal <= ${ordinal} group by month having sum(units) > 0) held
      on held.month = c.month and held.settled = c.ordinal
    where c.worker_id = ${workerId} order by c.month
  `.execute(db);
  return rows;
}
