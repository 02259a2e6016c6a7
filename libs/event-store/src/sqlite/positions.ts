import type { Position } from '../port';

/** Digits of a position: Number.MAX_SAFE_INTEGER has 16. */
const DIGITS = 16;

/** Row number as a position that compares as a string. */
export function positionText(row: number): Position {
  return String(row).padStart(DIGITS, '0');
}

/** @throws Error when the text is no position of a SQLite log. */
export function positionRow(position: Position): number {
  if (!/^\d{16}$/.test(position)) throw new Error(`"${position}" is no position of a SQLite log`);
  return Number(position);
}
