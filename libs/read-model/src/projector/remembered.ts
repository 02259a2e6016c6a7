import type { Kysely } from 'kysely';
import { rememberJournal, type JournalMemory } from '../journal/memory';
import type { ReadModelTables } from '../tables';

/**
 * What a projector keeps in memory of the tables, so that a page need not ask. The sets may hold too much, never too
 * little: they only save statements that would change nothing. It is read anew after a page that was not applied.
 */
export interface Remembered {
  /** Workers who died or left. */
  readonly ended: Set<string>;
  /** Open crossings, `<kind> <subject>`. */
  readonly open: Set<string>;
  readonly journal: JournalMemory;
}

/** As the tables are now. */
export async function remember(db: Kysely<ReadModelTables>): Promise<Remembered> {
  const ended = await db.selectFrom('worker_end').select('worker_id').execute();
  const open = await db.selectFrom('crossing').select(['kind', 'subject']).execute();
  return {
    journal: await rememberJournal(db),
    ended: new Set(ended.map((row) => row.worker_id)),
    open: new Set(open.map(({ kind, subject }) => `${kind} ${subject}`)),
  };
}
