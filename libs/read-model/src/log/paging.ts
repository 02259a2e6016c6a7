/** A page of a list, in the order in which its items were recorded. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  /** Give it as `after` for the next page; null at the end. */
  readonly next: string | null;
}

export interface PageRequest {
  /** `next` of the page before. */
  readonly after?: string | undefined;
  /** Items at most, 1 to 500 (default 50). */
  readonly limit?: number | undefined;
}

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 500;

/** `after` names no place in a list. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

export const limitOf = ({ limit = DEFAULT_LIMIT }: PageRequest): number =>
  Math.min(LARGEST_LIMIT, Math.max(1, Math.trunc(limit)));

/** The numbers a cursor is made of; zeros for the first page. @throws InvalidCursor */
export function cursorOf({ after }: PageRequest, parts = 1): number[] {
  if (after === undefined || after === '') return Array.from({ length: parts }, () => -1);
  const numbers = after.split('.').map(Number);
  if (numbers.length === parts && numbers.every((number) => Number.isSafeInteger(number) && number >= 0))
    return numbers;
  throw new InvalidCursor('"after" is not a cursor that this list gave out');
}

/** Cuts the one row too many that was asked for; `cursor` gives a row's place. */
export function listed<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursor: (row: Row) => number | string,
  item: (row: Row) => Item,
): Listed<Item> {
  const taken = rows.slice(0, limit);
  const last = taken.at(-1);
  return {
    items: taken.map(item),
    next: rows.length > limit && last !== undefined ? String(cursor(last)) : null,
  };
}

/** A row without its place in the list. */
export function unnumbered<Row extends { readonly ordinal: number }>(row: Row): Omit<Row, 'ordinal'> {
  const { ordinal: _, ...item } = row;
  return item;
}
