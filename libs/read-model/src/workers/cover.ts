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
    select held.month, s.cover_from as "from", s.cover_through as "through", s.receipt_number as "receiptNumber",
      s.remittance_id as "remittanceId", s.sponsor_id as "sponsorId"
    from (select month, max(case when units > 0 then ordinal end) as settled from cover
      where worker_id = ${workerId} and ordinal <= ${ordinal} group by month having sum(units) > 0) held
    join sponsor_step s on s.ordinal = held.settled
  `.execute(db);
  // Not by the database: SQLite reads them in this order and would sort them all the same.
  return rows.sort((a, b) => (a.month < b.month ? -1 : 1));
}
