import type { TableName, TableRow } from '../tables';

/** Rows of one table, each complete. */
export type Rows = readonly Readonly<Record<string, string | number | null>>[];

/** Adds rows to a table, in the transaction that writes a page. */
export type InsertRows = <Name extends TableName>(table: Name, rows: readonly TableRow<Name>[]) => Promise<void> | void;
