import { sql, type Kysely } from 'kysely';
import type { ReadModelTables } from '../tables';
import type { SponsorTotal } from './sponsor-total';

/** What the projector knows of the journal's tables, exactly as they are before a page. */
export interface JournalMemory {
  /** How often the cover of a worker-month was cancelled, `<worker> <month>`; few ever were. */
  readonly cancelled: Map<string, number>;
  /** The last totals of the sponsors looked up so far. */
  readonly totals: Map<string, SponsorTotal>;
}

/** As the tables are now. Counted here: grouped, SQLite would go through all cover instead of the index of these few. */
export async function rememberJournal(db: Kysely<ReadModelTables>): Promise<JournalMemory> {
  const rows = await db.selectFrom('cover').select(['worker_id', 'month']).where('units', '<', sql.lit(0)).execute();
  const cancelled = new Map<string, number>();
  for (const { worker_id: workerId, month } of rows) {
    const of = `${workerId} ${month}`;
    cancelled.set(of, (cancelled.get(of) ?? 0) + 1);
  }
  return { cancelled, totals: new Map() };
}
