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
    ...(table.indexes ?? []).map(
      (columns, index) => `create index ${name}_by_${index + 1} on ${name} (${columns.join(', ')})`,
    ),
    ...(table.partialIndexes ?? []).map(
      ({ on, where }, index) => `create index ${name}_if_${index + 1} on ${name} (${on.join(', ')}) where ${where}`,
    ),
  ]);
}
