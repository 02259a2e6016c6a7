import type { ColumnKind, Table } from './table';

export type Dialect = 'sqlite' | 'postgres';

/** PostgreSQL's `C` collation orders text byte by byte, as SQLite does: cursors and months compare the same on both. */
const TYPES: Record<Dialect, Record<string, string>> = {
  sqlite: { text: 'text', json: 'text', integer: 'integer', rupiah: 'integer' },
  postgres: { text: 'text collate "C"', json: 'text', integer: 'integer', rupiah: 'bigint' },
};

function columnType(kind: ColumnKind, dialect: Dialect): string {
  const type = TYPES[dialect][kind.replace('?', '')];
  return `${type}${kind.endsWith('?') ? '' : ' not null'}`;
}

/** The statements that create `tables`, each with its key and indexes. */
export function createTables(tables: Readonly<Record<string, Table>>, dialect: Dialect): string[] {
  return Object.entries(tables).flatMap(([name, table]) => [
    `create table ${name} (${[
      ...Object.entries(table.columns).map(([column, kind]) => `${column} ${columnType(kind, dialect)}`),
      `primary key (${table.key.join(', ')})`,
    ].join(', ')})${table.clustered && dialect === 'sqlite' ? ' without rowid' : ''}`,
    ...indexesOf(name, table).map(({ create }) => create),
  ]);
}

export interface Index {
  readonly name: string;
  /** The statement that makes it. */
  readonly create: string;
}

/** Indexes that a rebuild makes when the rows are in. */
export const lateIndexes = (tables: Readonly<Record<string, Table>>): Index[] =>
  Object.entries(tables).flatMap(([name, table]) => (table.indexedLate ? indexesOf(name, table) : []));

function indexesOf(table: string, { indexes = [], partialIndexes = [] }: Table): Index[] {
  const index = (name: string, columns: readonly string[], where = ''): Index => ({
    name,
    create: `create index ${name} on ${table} (${columns.join(', ')})${where}`,
  });
  return [
    ...indexes.map((columns, number) => index(`${table}_by_${number + 1}`, columns)),
    ...partialIndexes.map(({ on, where }, number) => index(`${table}_if_${number + 1}`, on, ` where ${where}`)),
  ];
}
