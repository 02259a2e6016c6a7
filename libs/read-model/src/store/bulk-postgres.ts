import { CompiledQuery, type Kysely } from 'kysely';
import type { Rows, Spread } from './rows';
import type { ColumnKind, Table } from './table';

const TYPES: Record<string, string> = { text: 'text', json: 'text', integer: 'integer', rupiah: 'bigint' };
const typeOf = (kind: ColumnKind): string => TYPES[kind.replace('?', '')] ?? 'text';
const arrayOf = (kind: ColumnKind): string => `${typeOf(kind)}[]`;

/** One parameter a column, whatever the number of rows: PostgreSQL prepares the statement once. */
export async function insertIntoPostgres(
  transaction: Kysely<unknown>,
  name: string,
  table: Table,
  rows: Rows,
): Promise<void> {
  const columns = Object.entries(table.columns);
  const names = columns.map(([column]) => column);
  const arrays = columns.map(([, kind], index) => `$${index + 1}::${arrayOf(kind)}`);
  const values = names.map((column) =>
    rows.map((row) => {
      const value = row[column];
      if (value === undefined) throw new Error(`a row of ${name} has no ${column}`);
      return value;
    }),
  );
  const conflict = table.keepsFirst ? ' on conflict do nothing' : '';
  const insert = `insert into ${name} (${names.join(', ')}) select * from unnest(${arrays.join(', ')})${conflict}`;
  await transaction.executeQuery(CompiledQuery.raw(insert, values));
}

/** Rows that differ in one column: the list is one parameter. */
export async function spreadIntoPostgres(
  transaction: Kysely<unknown>,
  { table: name, column, values, same }: Spread,
  table: Table,
): Promise<void> {
  const others = Object.entries(table.columns).filter(([each]) => each !== column);
  const names = [column, ...others.map(([each]) => each)];
  const typed = others.map(([, kind], index) => `$${index + 2}::${typeOf(kind)}`);
  const bound = others.map(([each]) => {
    const value = same[each];
    if (value === undefined) throw new Error(`a row of ${name} has no ${each}`);
    return value;
  });
  const conflict = table.keepsFirst ? ' on conflict do nothing' : '';
  const select = `select ${['unnest($1::text[])', ...typed].join(', ')}`;
  const insert = `insert into ${name} (${names.join(', ')}) ${select}${conflict}`;
  await transaction.executeQuery(CompiledQuery.raw(insert, [values, ...bound]));
}
