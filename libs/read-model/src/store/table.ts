import { sql, type ColumnType, type RawBuilder } from 'kysely';

/**
 * What a column holds. `text`: ids, months, days, instants. `integer`: counts and ordinals, below 2^53. `rupiah`: whole
 * rupiah, 64 bits in the database and a decimal string outside. `json`: text, parsed by the query that reads it.
 * A question mark: may be null.
 */
export type ColumnKind = 'text' | 'text?' | 'integer' | 'integer?' | 'rupiah' | 'rupiah?' | 'json' | 'json?';

export interface Table {
  readonly columns: Readonly<Record<string, ColumnKind>>;
  /** No two rows are equal in all of these. */
  readonly key: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
  /** Indexes of the few rows for which `where` holds; a query must say the same. */
  readonly partialIndexes?: readonly { readonly on: readonly string[]; readonly where: string }[];
  /** Columns that differ between equal read models: places in the store. Left out of every comparison. */
  readonly ofTheStore?: readonly string[];
  /** SQLite keeps the rows in the order of the key: half the work and space where rows are narrow. */
  readonly clustered?: true;
  /** Only queries look for rows by the indexes, no projection: a rebuild makes them when the rows are in. */
  readonly indexedLate?: true;
  /** What it means when the key refuses a row. */
  readonly keyMeans?: string;
  /** A row with the key of one that is there is left out instead of refused. */
  readonly keepsFirst?: true;
}

/** Keeps the literal types of a table's columns. */
export const defineTable = <const Definition extends Table>(definition: Definition): Definition => definition;

/** A sum of rupiah can exceed what a number holds: it is selected through `rupiah()` only. */
declare const mustBeCast: unique symbol;
interface MustBeCast {
  readonly [mustBeCast]: true;
}

type Inserted<Kind extends ColumnKind> = Kind extends 'integer'
  ? number
  : Kind extends 'integer?'
    ? number | null
    : Kind extends `${string}?`
      ? string | null
      : string;

type Column<Kind extends ColumnKind> = Kind extends 'rupiah'
  ? ColumnType<MustBeCast, string, string>
  : Kind extends 'rupiah?'
    ? ColumnType<MustBeCast | null, string | null, string | null>
    : Inserted<Kind>;

/** A row as a projection writes it. */
export type RowOf<Definition extends Table> = {
  readonly [Name in keyof Definition['columns']]: Inserted<Definition['columns'][Name]>;
};
/** The same for Kysely. */
export type ColumnsOf<Definition extends Table> = {
  [Name in keyof Definition['columns']]: Column<Definition['columns'][Name]>;
};

/** An amount, or a sum of amounts, as a decimal string on every database; `"0"` for a sum over no rows. */
export const rupiah = (expression: string): RawBuilder<string> =>
  sql<string>`cast(coalesce(${sql.raw(expression)}, 0) as text)`;

/** `count(…)` or a sum of counts as a number on every database. */
export const whole = (expression: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`cast(coalesce(${expression}, 0) as integer)`;

/** The same, null staying null. */
export const rupiahOrNull = (expression: string): RawBuilder<string | null> =>
  sql<string | null>`cast(${sql.raw(expression)} as text)`;
