import { sql, type Kysely } from 'kysely';
import type { Month } from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';

/** Workers a sponsor has promised for `month`: the terms recorded last, less what was withdrawn. */
export async function quotaIn(
  db: Kysely<ReadModelTables>,
  sponsorId: string,
  month: Month,
  { asOf, ordinal }: Seen,
): Promise<number> {
  const { rows } = await sql<{ quota: number }>`
    select ${whole(sql`sum(terms.quota)`)} as quota from pledge_terms terms
    where terms.sponsor_id = ${sponsorId} and terms.ordinal = (
        select max(later.ordinal) from pledge_terms later
        where later.pledge_id = terms.pledge_id and later.ordinal <= ${ordinal} and later.effective_on <= ${asOf})
      and terms.first_month <= ${month} and terms.last_month >= ${month}
      and not exists (
        select 1 from pledge_withdrawal withdrawal
        where withdrawal.pledge_id = terms.pledge_id and withdrawal.ordinal <= ${ordinal}
          and withdrawal.effective_on <= ${asOf} and withdrawal.from_month <= ${month})
  `.execute(db);
  return rows[0]?.quota ?? 0;
}
