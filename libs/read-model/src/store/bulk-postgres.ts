import { CompiledQuery, type Kysely } from 'kysely';
import type { Rows } from './rows';
import type { ColumnKind, Table } from './table';

const ARRAYS: Record<string, string> = { text: 'text', json: 'text', integer: 'integer', rupiah: 'bigint' };
const arrayOf = (kind: ColumnKind): string => `${ARRAYS[kind.replace('?', '')]}[]`;

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
