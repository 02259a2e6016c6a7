import { sql, type Kysely } from 'kysely';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';
import type { SponsorTotal } from './sponsor-total';

/** What the projector knows of the journal's tables, exactly as they are before a page. */
export interface JournalMemory {
  /** How often the cover of a worker-month was cancelled, `<worker> <month>`; few ever were. */
  readonly cancelled: Map<string, number>;
  /** The last totals of the sponsors looked up so far. */
  readonly totals: Map<string, SponsorTotal>;
}

/** As the tables are now. */
export async function rememberJournal(db: Kysely<ReadModelTables>): Promise<JournalMemory> {
  const rows = await db
    .selectFrom('cover')
    .select(['worker_id', 'month', whole(sql`count(*)`).as('times')])
    .where('units', '<', sql.lit(0))
    .groupBy(['worker_id', 'month'])
    .execute();
  return {
    cancelled: new Map(rows.map(({ worker_id: workerId, month, times }) => [`${workerId} ${month}`, times])),
    totals: new Map(),
  };
}
