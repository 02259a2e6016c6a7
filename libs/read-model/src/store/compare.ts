import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { TABLES, type TableName } from '../tables';
import type { ReadModel } from './read-model';
import type { Table } from './table';

/** Without the columns that belong to the store; rupiah as a decimal string. */
export type ComparedRow = Readonly<Record<string, string | number | null>>;

/** A row that two read models do not agree on: other values, or there in one of them only. */
export interface RowDifference {
  readonly table: TableName;
  readonly key: ComparedRow;
  readonly left?: ComparedRow;
  readonly right?: ComparedRow;
}

export interface CompareOptions {
  /** Only facts of events up to and with this one, counted from 1; absent: everything, and both stand at the same event. */
  readonly upTo?: number | undefined;
  /** Told how many rows of the left one have been read, after each page of them. */
  readonly onRows?: (rows: number) => void;
}

/** They say how things stand after the last event, not what happened: two moments of a log cannot be compared by them. */
const OF_THE_LAST_EVENT: ReadonlySet<TableName> = new Set(['checkpoint', 'crossing']);

/** Tables that a comparison leaves out. */
export const leftOut = ({ upTo }: CompareOptions): readonly TableName[] =>
  upTo === undefined ? [] : [...OF_THE_LAST_EVENT];

const comparable = (options: CompareOptions): (readonly [TableName, Table])[] =>
  (Object.entries(TABLES) as [TableName, Table][]).filter(([name]) => !leftOut(options).includes(name));

/**
 * Compares two read models row by row, table after table, wherever they are kept. Places in the store are left out. Pages
 * of rows are held in memory, never a table.
 */
export async function* differencesOf(
  left: ReadModel,
  right: ReadModel,
  options: CompareOptions = {},
): AsyncGenerator<RowDifference> {
  let read = 0;
  const told = { ...options, onRows: (rows: number) => options.onRows?.((read += rows)) };
  const { upTo } = options;
  for (const [name, table] of comparable(options)) {
    for await (const rows of unlike(rowsOf(left, name, table, told), rowsOf(right, name, table, { upTo }))) {
      const row = rows.left ?? rows.right ?? {};
      yield { table: name, key: Object.fromEntries(table.key.map((column) => [column, row[column] ?? null])), ...rows };
    }
  }
}

/** Differences listed at most. */
const LARGEST_LIST = 100;

/** The first differences. */
export async function compareReadModels(
  left: ReadModel,
  right: ReadModel,
  options: CompareOptions = {},
): Promise<RowDifference[]> {
  const differences: RowDifference[] = [];
  for await (const difference of differencesOf(left, right, options)) {
    differences.push(difference);
    if (differences.length >= LARGEST_LIST) break;
  }
  return differences;
}

/** What a table holds, in one line: equal wherever the rows are equal. */
export interface TableDigest {
  readonly table: TableName;
  readonly rows: number;
  /** SHA-256, hexadecimal, over the rows in the order of their key. */
  readonly digest: string;
}

/** Hashes a read model table after table. */
export async function* digestsOf(readModel: ReadModel, options: CompareOptions = {}): AsyncGenerator<TableDigest> {
  for (const [name, table] of comparable(options)) {
    const hash = createHash('sha256');
    let rows = 0;
    for await (const { row } of rowsOf(readModel, name, table, options)) {
      hash.update(row).update('\n');
      rows += 1;
    }
    yield { table: name, rows, digest: hash.digest('hex') };
  }
}

interface Line {
  readonly key: readonly (string | number)[];
  readonly values: ComparedRow;
  /** The values as text. */
  readonly row: string;
}

/** Rows per statement. */
const PAGE = 5_000;

/** Rows in the order of their key, a page at a time. */
async function* rowsOf(
  { db }: ReadModel,
  name: TableName,
  table: Table,
  { upTo, onRows }: CompareOptions = {},
): AsyncGenerator<Line> {
  const columns = Object.entries(table.columns).filter(([column]) => !table.ofTheStore?.includes(column));
  const selected = columns.map(([column, kind]) =>
    kind.startsWith('rupiah') ? sql.raw(`cast(${column} as text) as ${column}`) : sql.raw(column),
  );
  const key = table.key.map((column) => sql.raw(column));
  const known = upTo !== undefined && 'ordinal' in table.columns ? [sql`ordinal <= ${upTo}`] : [];
  let after: readonly (string | number)[] | undefined;
  for (;;) {
    const next = after ? [sql`(${sql.join(key)}) > (${sql.join(after.map((value) => sql`${value}`))})`] : [];
    const bounds = [...known, ...next];
    const where = bounds.length === 0 ? sql`` : sql`where ${sql.join(bounds, sql` and `)}`;
    const { rows } = await sql<ComparedRow>`
      select ${sql.join(selected)} from ${sql.raw(name)} ${where} order by ${sql.join(key)} limit ${PAGE}
    `.execute(db as unknown as Kysely<unknown>);
    for (const row of rows) {
      yield { key: table.key.map((column) => row[column] ?? ''), values: row, row: JSON.stringify(row) };
    }
    onRows?.(rows.length);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = table.key.map((column) => last[column] ?? '');
  }
}

/** Merges two ordered lists; yields where they are not equal, both rows where both have the key. */
async function* unlike(left: AsyncGenerator<Line>, right: AsyncGenerator<Line>) {
  let [a, b] = [await next(left), await next(right)];
  while (a || b) {
    const order = !a ? 1 : !b ? -1 : compareKeys(a.key, b.key);
    const [mine, theirs] = [order <= 0 ? a : undefined, order >= 0 ? b : undefined];
    if (mine?.row !== theirs?.row) {
      yield { ...(mine && { left: mine.values }), ...(theirs && { right: theirs.values }) };
    }
    if (mine) a = await next(left);
    if (theirs) b = await next(right);
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
