import type { Kysely, Transaction } from 'kysely';
import { forget, recompute } from '../crossings/recompute';
import { followHeads } from '../heads/follow';
import { followJournal } from '../journal/follow';
import type { Checkpoint } from '../log/checkpoint';
import type { Page } from '../projector/page';
import { TABLES, type ReadModelTables, type TableName } from '../tables';
import type { InsertRows, Rows, Spread } from './rows';
import type { Table } from './table';

/** How a database takes many rows. */
export interface Bulk {
  insert(transaction: Transaction<ReadModelTables>, table: TableName, rows: Rows): Promise<void> | void;
  spread(transaction: Transaction<ReadModelTables>, spread: Spread): Promise<void> | void;
}

/** Thrown inside a transaction to roll it back: another projector has moved the checkpoint. */
class NotAtCheckpoint extends Error {}

/** Rows and checkpoint in one transaction, whichever the database; see `ReadModel.apply`. */
export async function applyPage(
  db: Kysely<ReadModelTables>,
  bulk: Bulk,
  page: Page,
  from: Checkpoint,
  to: Checkpoint,
): Promise<boolean> {
  try {
    await db.transaction().execute(async (transaction) => {
      await moveCheckpoint(transaction, from, to);
      await insertAll(transaction, bulk, page);
      const range = { first: from.ordinal + 1, last: to.ordinal };
      const insert: InsertRows = (table, rows) => bulk.insert(transaction, table, rows as unknown as Rows);
      await followJournal(transaction, insert, page, range);
      await followHeads(transaction, insert, page.heads);
      await followCrossings(transaction, insert, page);
      for (const statement of page.afterwards) await statement(transaction, range);
    });
    return true;
  } catch (error) {
    if (error instanceof NotAtCheckpoint) return false;
    throw error;
  }
}

async function insertAll(transaction: Transaction<ReadModelTables>, bulk: Bulk, page: Page): Promise<void> {
  for (const [table, rows] of page.rows) {
    await orSayWhatTheKeyMeans(table, () => bulk.insert(transaction, table, rows as Rows));
  }
  for (const spread of page.spreads) {
    await orSayWhatTheKeyMeans(spread.table, () => bulk.spread(transaction, spread));
  }
}

const DUPLICATES: ReadonlySet<unknown> = new Set(['SQLITE_CONSTRAINT_PRIMARYKEY', '23505']);

async function orSayWhatTheKeyMeans(name: TableName, write: () => Promise<void> | void): Promise<void> {
  try {
    await write();
  } catch (error) {
    const { keyMeans }: Table = TABLES[name];
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
async function followCrossings(transaction: Transaction<ReadModelTables>, insert: InsertRows, page: Page) {
  for (const [kind, subjects] of page.crossings.closed()) await forget(transaction, kind, subjects);
  const opened = page.crossings.opened();
  if (opened.length > 0) await insert('crossing', opened);
  for (const [kind, subjects] of page.crossings.doubtful()) await recompute(transaction, kind, subjects);
}
