import type { Kysely, Transaction } from 'kysely';
import type { Checkpoint } from '../log/checkpoint';
import type { Page } from '../projector/page';
import type { ReadModelTables, TableName } from '../tables';
import type { Rows } from './rows';

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
      for (const [table, rows] of page.rows) await insert(transaction, table, rows as Rows);
      await followCrossings(transaction, insert, page);
      for (const statement of page.afterwards) {
        await statement(transaction, { first: from.ordinal + 1, last: to.ordinal });
      }
    });
    return true;
  } catch (error) {
    if (error instanceof NotAtCheckpoint) return false;
    throw error;
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

/** Subjects per statement. */
const CHUNK = 500;

async function followCrossings(transaction: Transaction<ReadModelTables>, insert: BulkInsert, page: Page) {
  const [closed, opened] = [page.crossings.closed(), page.crossings.opened()];
  if (closed.length > 0 || opened.length > 0) {
    const open = await transaction.selectFrom('crossing').select('kind').limit(1).executeTakeFirst();
    if (open) await forget(transaction, page);
  }
  const present = opened.length > 0 ? await stillOpen(transaction, page) : new Set<string>();
  const rows = opened.filter(({ kind, subject }) => !present.has(`${kind} ${subject}`));
  if (rows.length > 0) await insert(transaction, 'crossing', rows as unknown as Rows);
}

async function forget(transaction: Transaction<ReadModelTables>, page: Page): Promise<void> {
  for (const [kind, closed] of Map.groupBy(page.crossings.closed(), (each) => each.kind)) {
    for (let index = 0; index < closed.length; index += CHUNK) {
      const subjects = closed.slice(index, index + CHUNK).map(({ subject }) => subject);
      await transaction.deleteFrom('crossing').where('kind', '=', kind).where('subject', 'in', subjects).execute();
    }
  }
}

/** Begun again while it was open: the first beginning counts. */
async function stillOpen(transaction: Transaction<ReadModelTables>, page: Page): Promise<Set<string>> {
  const present = new Set<string>();
  for (const [kind, opened] of Map.groupBy(page.crossings.opened(), (each) => each.kind)) {
    for (let index = 0; index < opened.length; index += CHUNK) {
      const subjects = opened.slice(index, index + CHUNK).map(({ subject }) => subject);
      const rows = await transaction
        .selectFrom('crossing')
        .select('subject')
        .where('kind', '=', kind)
        .where('subject', 'in', subjects)
        .execute();
      for (const { subject } of rows) present.add(`${kind} ${subject}`);
    }
  }
  return present;
}
