import { sql, type Kysely } from 'kysely';
import { TABLES, type TableName } from '../tables';
import type { ReadModel } from './read-model';
import type { Table } from './table';

/** A row that only one of two read models has. */
export interface Difference {
  readonly table: TableName;
  readonly onlyIn: 'left' | 'right';
  /** The row as text, without columns that belong to the store. */
  readonly row: string;
}

/** Differences listed at most. */
const LARGEST_LIST = 100;

/**
 * Compares two read models row for row, over all tables, wherever they are kept. Places in the store are left out. Both
 * must stand at the same event.
 */
export async function compareReadModels(left: ReadModel, right: ReadModel): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const [name, table] of Object.entries(TABLES) as [TableName, Table][]) {
    const rows = [rowsOf(left, name, table), rowsOf(right, name, table)] as const;
    for await (const difference of unlike(...rows)) {
      differences.push({ table: name, ...difference });
      if (differences.length >= LARGEST_LIST) return differences;
    }
  }
  return differences;
}

interface Line {
  readonly key: readonly (string | number)[];
  readonly row: string;
}

/** Rows per statement. */
const PAGE = 5_000;

/** Rows in the order of their key, a page at a time. */
async function* rowsOf({ db }: ReadModel, name: TableName, table: Table): AsyncGenerator<Line> {
  const columns = Object.entries(table.columns).filter(([column]) => !table.ofTheStore?.includes(column));
  const selected = columns.map(([column, kind]) =>
    kind.startsWith('rupiah') ? sql.raw(`cast(${column} as text) as ${column}`) : sql.raw(column),
  );
  const key = table.key.map((column) => sql.raw(column));
  let after: readonly (string | number)[] | undefined;
  for (;;) {
    const where: ReturnType<typeof sql> = after
      ? sql`where (${sql.join(key)}) > (${sql.join(after.map((value) => sql`${value}`))})`
      : sql``;
    const { rows } = await sql<Record<string, string | number>>`
      select ${sql.join(selected)} from ${sql.raw(name)} ${where} order by ${sql.join(key)} limit ${PAGE}
    `.execute(db as unknown as Kysely<unknown>);
    for (const row of rows) {
      yield { key: table.key.map((column) => row[column] ?? ''), row: JSON.stringify(row) };
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = table.key.map((column) => last[column] ?? '');
  }
}

/** Merges two ordered lists; yields what is in one of them only. */
async function* unlike(left: AsyncGenerator<Line>, right: AsyncGenerator<Line>) {
  let [a, b] = [await next(left), await next(right)];
  while (a || b) {
    const order = !a ? 1 : !b ? -1 : compareKeys(a.key, b.key);
    if (a && b && order === 0 && a.row === b.row) [a, b] = [await next(left), await next(right)];
    else if (a && order <= 0) {
      yield { onlyIn: 'left' as const, row: a.row };
      a = await next(left);
    } else if (b) {
      yield { onlyIn: 'right' as const, row: b.row };
      b = await next(right);
    }
  }
}

async function next(lines: AsyncGenerator<Line>): Promise<Line | undefined> {
  const { value, done } = await lines.next();
  return done ? undefined : value;
}

function compareKeys(left: Line['key'], right: Line['key']): number {
  for (const [index, value] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (value < other) return -1;
    if (value > other) return 1;
  }
  return 0;
}
