import type { Kysely } from 'kysely';
import type { Document, LocalDate, Month, Rupiah } from '@sedekah/ledger';
import { rupiahOrNull } from '../store/table';
import type { ReadModelTables } from '../tables';

/** A pledge as its terms are now. */
export interface PledgeItem {
  readonly pledgeId: string;
  readonly sponsorId: string;
  readonly quota: number;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  readonly document: Document;
  readonly budgetId: string | null;
  readonly reserved: Rupiah | null;
  readonly authorityIds: readonly string[];
  /** Times the terms were amended. */
  readonly amendments: number;
  readonly effectiveOn: LocalDate;
  /** First month not promised any more. */
  readonly withdrawnFrom: Month | null;
}

/** A sponsor's pledges, oldest first. */
export async function pledgesOf(db: Kysely<ReadModelTables>, sponsorId: string): Promise<PledgeItem[]> {
  const versions = await db
    .selectFrom('pledge_terms')
    .select([
      'pledge_id',
      'sponsor_id',
      'quota',
      'first_month',
      'last_month',
      'document',
      'budget_id',
      rupiahOrNull('reserved').as('reserved'),
      'authority_ids',
      'effective_on',
    ])
    .where('sponsor_id', '=', sponsorId)
    .orderBy('ordinal')
    .execute();
  const withdrawals = await db
    .selectFrom('pledge_withdrawal')
    .select(['pledge_id', 'from_month'])
    .where('sponsor_id', '=', sponsorId)
    .execute();
  const withdrawn = new Map(withdrawals.map((row) => [row.pledge_id, row.from_month]));
  return [...Map.groupBy(versions, (row) => row.pledge_id)].flatMap(([pledgeId, rows]) => {
    const terms = rows.at(-1);
    if (!terms) return [];
    return {
      pledgeId,
      sponsorId: terms.sponsor_id,
      quota: terms.quota,
      firstMonth: terms.first_month,
      lastMonth: terms.last_month,
      document: JSON.parse(terms.document) as Document,
      budgetId: terms.budget_id,
      reserved: terms.reserved,
      authorityIds: JSON.parse(terms.authority_ids) as string[],
      amendments: rows.length - 1,
      effectiveOn: terms.effective_on,
      withdrawnFrom: withdrawn.get(pledgeId) ?? null,
    };
  });
}
