import type { TableName, TableRow } from '../tables';

/** Rows of one table, each complete. */
export type Rows = readonly Readonly<Record<string, string | number | null>>[];

/** Rows of one table that are equal but for one column of text. */
export interface Spread {
  readonly table: TableName;
  readonly column: string;
  /** Of that column, one a row. */
  readonly values: readonly string[];
  /** The other columns, of every row. */
  readonly same: Rows[number];
}

/** Adds rows to a table, in the transaction that writes a page. */
export type InsertRows = <Name extends TableName>(table: Name, rows: readonly TableRow<Name>[]) => Promise<void> | void;
