import type Database from 'better-sqlite3';
import type { ColumnKind, Table } from './table';
import type { Rows, Spread } from './rows';

/** Rows per statement: beyond this nothing is gained. */
const ROWS_PER_STATEMENT = 40;

type Value = string | number | bigint | null;

interface Inserter {
  readonly columns: readonly string[];
  readonly kinds: readonly ColumnKind[];
  readonly many: Database.Statement;
  readonly one: Database.Statement;
}

/** Prepared multi-row inserts straight on better-sqlite3: several times what a query builder reaches. */
export class SqliteBulk {
  private readonly spreaders = new Map<string, Database.Statement>();
  private readonly inserters = new Map<string, Inserter>();

  constructor(
    private readonly handle: Database.Database,
    private readonly tables: Readonly<Record<string, Table>>,
  ) {}

  insert(table: string, rows: Rows): void {
    const inserter = this.inserter(table);
    let index = 0;
    for (; index + ROWS_PER_STATEMENT <= rows.length; index += ROWS_PER_STATEMENT) {
      const values: Value[] = [];
      for (let row = index; row < index + ROWS_PER_STATEMENT; row += 1) bind(values, rows[row], inserter);
      inserter.many.run(values);
    }
    for (; index < rows.length; index += 1) {
      const values: Value[] = [];
      bind(values, rows[index], inserter);
      inserter.one.run(values);
    }
  }

  /** The list goes in as one parameter: nothing is bound row by row. */
  spread({ table, column, values, same }: Spread): void {
    const kinds = this.tables[table]?.columns ?? {};
    const others = Object.keys(kinds).filter((name) => name !== column);
    const key = `${table} ${column}`;
    const statement = this.spreaders.get(key) ?? this.spreader(table, column, others);
    this.spreaders.set(key, statement);
    const bound: Value[] = [];
    bind(bound, same, { columns: others, kinds: others.map((name) => kinds[name] ?? 'text') });
    statement.run(...bound, JSON.stringify(values));
  }

  private spreader(table: string, column: string, others: readonly string[]): Database.Statement {
    const columns = [column, ...others].join(',');
    const values = ['value', ...others.map(() => '?')].join(',');
    const conflict = this.tables[table]?.keepsFirst ? ' where true on conflict do nothing' : '';
    return this.handle.prepare(`insert into ${table} (${columns}) select ${values} from json_each(?)${conflict}`);
  }

  private inserter(name: string): Inserter {
    const known = this.inserters.get(name);
    if (known) return known;
    const table = this.tables[name];
    if (!table) throw new Error(`no table ${name}`);
    const columns = Object.keys(table.columns);
    const conflict = table.keepsFirst ? ' on conflict do nothing' : '';
    const marks = `(${columns.map(() => '?').join(',')})`;
    const statement = (rows: number) =>
      this.handle.prepare(
        `insert into ${name} (${columns.join(',')}) values ${Array.from({ length: rows }, () => marks).join(',')}${conflict}`,
      );
    const inserter = {
      columns,
      kinds: Object.values(table.columns),
      many: statement(ROWS_PER_STATEMENT),
      one: statement(1),
    };
    this.inserters.set(name, inserter);
    return inserter;
  }
}

function bind(
  values: Value[],
  row: Rows[number] | undefined,
  { columns, kinds }: Pick<Inserter, 'columns' | 'kinds'>,
): void {
  if (!row) return;
  for (let index = 0; index < columns.length; index += 1) {
    const value = row[columns[index] as string];
    if (value === undefined) throw new Error(`a row has no ${columns[index]}`);
    const amount = value !== null && kinds[index]?.startsWith('rupiah');
    values.push(amount ? integer(String(value)) : value);
  }
}

/** Digits that a number holds exactly: cheaper than a bigint, and the column makes an integer of it. */
const EXACT_DIGITS = 15;
const integer = (amount: string): number | bigint => (amount.length <= EXACT_DIGITS ? Number(amount) : BigInt(amount));
