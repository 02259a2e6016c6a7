import type { JobRow } from '@sedekah/ledger';

/** Columns of a kind of file; others are passed over. */
export interface Columns<Column extends string> {
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
}

/** Which field of a row each known column is. */
export type Header<Column extends string> = Readonly<Partial<Record<Column, number>>> & { readonly width: number };

/** Columns that are missing or stand there twice, and all that are needed. */
export interface WrongHeader {
  readonly missing: readonly string[];
  readonly twice: readonly string[];
  readonly needed: readonly string[];
}

/** Names as written by hand: any case, spaces for underscores. */
const columnName = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.-]+/g, '_');

/** The header's columns, or the names of those that are missing or stand there twice. */
export function headerWith<Column extends string>(
  fields: readonly string[],
  { required, optional }: Columns<Column>,
): Header<Column> | WrongHeader {
  const names = fields.map(columnName);
  const known: readonly string[] = [...required, ...optional];
  const missing = required.filter((column) => !names.includes(column));
  const twice = known.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (missing.length > 0 || twice.length > 0) return { missing, twice, needed: required };
  const places = names.flatMap((name, index) => (known.includes(name) ? [[name, index] as const] : []));
  return { ...(Object.fromEntries(places) as Partial<Record<Column, number>>), width: fields.length };
}

/** What is wrong with a row, wherever it stands. */
export type RowProblem = Omit<JobRow, 'line'>;

/** More fields than the header has: a text with the separator in it, most likely. */
export const TOO_MANY_FIELDS: RowProblem = {
  code: 'row-malformed',
  message: 'Kolom pada baris ini lebih banyak daripada judulnya; apit teks yang memuat pemisah dengan tanda kutip.',
};

export const UNREADABLE_ROW: RowProblem = {
  code: 'row-malformed',
  message: 'Baris tidak terbaca: tanda kutip tidak seimbang atau baris terlalu panjang.',
};
