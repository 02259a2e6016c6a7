import type { ComparedRow, RowDifference } from '@sedekah/read-model';

/** One column in which the live row is not the replayed one; a null column: the whole row is in one of them only. */
export interface Unlike {
  readonly table: string;
  readonly key: ComparedRow;
  readonly column: string | null;
  readonly live: string | number | null | ComparedRow;
  readonly replayed: string | number | null | ComparedRow;
}

/** A difference, column by column. */
export function unlike({ table, key, left, right }: RowDifference): Unlike[] {
  if (!left || !right) {
    return [{ table, key: withoutPersonalData(key), column: null, live: shown(left), replayed: shown(right) }];
  }
  return Object.keys(left)
    .filter((column) => left[column] !== right[column])
    .map((column) => {
      const of = { table, key: withoutPersonalData(key), column };
      if (PERSONAL.has(column)) return { ...of, live: '…', replayed: '…' };
      return { ...of, live: left[column] ?? null, replayed: right[column] ?? null };
    });
}

/** Ciphertext, and the keyed hash of a NIK: of no use to a reader. */
const PERSONAL: ReadonlySet<string> = new Set(['sealed', 'nik_hash']);

const shown = (row: ComparedRow | undefined): ComparedRow | null => (row ? withoutPersonalData(row) : null);

/** A row without what stands for a person. */
export const withoutPersonalData = (row: ComparedRow): ComparedRow =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !PERSONAL.has(column)));
