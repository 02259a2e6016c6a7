import Table from 'cli-table3';

const PLAIN = { head: [], border: [], 'padding-left': 0, 'padding-right': 2 };
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/** Labels and values, one a line, without a frame. */
export function facts(rows: readonly (readonly [label: string, value: string])[]): string {
  const table = new Table({ chars: NO_LINES, style: PLAIN });
  table.push(...rows.map(([label, value]) => [label, value]));
  return trimmed(table.toString());
}

interface Framing {
  /** Columns whose values stand right. */
  readonly right?: readonly number[];
  /** Of columns that are wrapped; null for as wide as its values. */
  readonly widths?: readonly (number | null)[];
}

/** A framed table. */
export function framed(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { right = [], widths = [] }: Framing = {},
): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [] },
    colAligns: head.map((_, index) => (right.includes(index) ? 'right' : 'left')),
    colWidths: [...widths],
    wordWrap: true,
  });
  table.push(...rows.map((row) => [...row]));
  return trimmed(table.toString());
}

const trimmed = (text: string): string => text.replace(/[ \t]+$/gm, '');
