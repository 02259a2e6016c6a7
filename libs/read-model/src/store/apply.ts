import type { Kysely, Transaction } from 'kysely';
import { forget, recompute } from '../crossings/recompute';
import { followJournal } from '../journal/follow';
import type { Checkpoint } from '../log/checkpoint';
import type { Page } from '../projector/page';
import { TABLES, type ReadModelTables, type TableName } from '../tables';
import type { Rows } from './rows';
import type { Table } from './table';

export type BulkInsert = (
  transaction: Transaction<ReadModelTables>,
  table: TableName,
  rows: Rows,
) => Promise<void> | void;

/** Thrown inside a transaction to roll it back: another projector has moved the checkpoint. */
class NotAtCheckpoint extends Error {}

/** Rows and checkpoint in one transaction, whichever the database; see `ReadModel.apply`. */
export async function applyPage(
  db: Kysely<ReadModelTables>,
  insert: BulkInsert,
  page: Page,
  from: Checkpoint,
  to: Checkpoint,
): Promise<boolean> {
  try {
    await db.transaction().execute(async (transaction) => {
      await moveCheckpoint(transaction, from, to);
      for (const [table, rows] of page.rows) await insertAll(transaction, insert, table, rows as Rows);
      const range = { first: from.ordinal + 1, last: to.ordinal };
      await followJournal(
        transaction,
        (table, rows) => insert(transaction, table, rows as unknown as Rows),
        page,
        range,
      );
      await followCrossings(transaction, insert, page);
      for (const statement of page.afterwards) await statement(transaction, range);
    });
    return true;
  } catch (error) {
    if (error instanceof NotAtCheckpoint) return false;
    throw error;
  }
}

const DUPLICATES: ReadonlySet<unknown> = new Set(['SQLITE_CONSTRAINT_PRIMARYKEY', '23505']);

async function insertAll(transaction: Transaction<ReadModelTables>, insert: BulkInsert, name: TableName, rows: Rows) {
  const { keyMeans }: Table = TABLES[name];
  try {
    await insert(transaction, name, rows);
  } catch (error) {
    if (keyMeans === undefined || !DUPLICATES.has((error as { code?: unknown }).code)) throw error;
    throw new Error(keyMeans, { cause: error });
  }
}

async function moveCheckpoint(transaction: Transaction<ReadModelTables>, from: Checkpoint, to: Checkpoint) {
  const { numUpdatedRows } = await transaction
    .updateTable('checkpoint')
    .set({ position: to.position ?? null, ordinal: to.ordinal, known_at: to.knownAt ?? null })
    .where('ordinal', '=', from.ordinal)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new NotAtCheckpoint();
}

/** Closes, opens and looks again: in this order, so that what was open before the page counts first. */
async function followCrossings(transaction: Transaction<ReadModelTables>, insert: BulkInsert, page: Page) {
  for (const [kind, subjects] of page.crossings.closed()) await forget(transaction, kind, subjects);
  const opened = page.crossings.opened();
  if (opened.length > 0) await insert(transaction, 'crossing', opened as unknown as Rows);
  for (const [kind, subjects] of page.crossings.doubtful()) await recompute(transaction, kind, subjects);
}
