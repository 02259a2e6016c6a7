import type { Kysely } from 'kysely';
import type { BenefitKind, LocalDate, Rupiah } from '@sedekah/ledger';
import { rupiahOrNull } from '../store/table';
import type { ReadModelTables } from '../tables';

/** What BPJS paid for a worker, as recorded: no money of the scheme. */
export interface BenefitItem {
  readonly kind: BenefitKind;
  readonly amount: Rupiah;
  /** Heirs it was paid to; 0 when the worker received it. */
  readonly heirs: number;
  readonly reference: string;
  readonly paidOn: LocalDate;
}

/** A worker's benefits by the day they were paid. */
export async function benefitsOf(db: Kysely<ReadModelTables>, workerId: string): Promise<BenefitItem[]> {
  const rows = await db
    .selectFrom('worker_benefit')
    .select(['kind', rupiahOrNull('amount').as('amount'), 'heirs', 'reference', 'effective_on as paidOn'])
    .where('worker_id', '=', workerId)
    .orderBy('effective_on')
    .orderBy('ordinal')
    .execute();
  return rows as BenefitItem[];
}
