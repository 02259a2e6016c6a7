import { CsvError, parse } from 'csv-parse/sync';
import { LONGEST_LINE, type Line } from './csv-lines';

/** A row of a CSV file by the line it begins on: its fields, or nothing when it cannot be read. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[] | undefined;
}

export type Delimiter = ',' | ';' | '\t';

/** A quoted field that has not closed after so many lines never will: its quote is a slip of the pen. */
const LONGEST_ROW_LINES = 20;

/** The character that separates most often in the header, outside quotes. */
export function delimiterOf(header: string): Delimiter {
  const bare = header.replace(/"[^"]*"/g, '');
  const count = (delimiter: Delimiter) => bare.split(delimiter).length;
  return ([';', '\t'] as const).reduce<Delimiter>((best, next) => (count(next) > count(best) ? next : best), ',');
}

/**
 * Fields of one row (RFC 4180, with spaces around fields and quotes inside unquoted ones allowed): `open` while a quoted
 * field goes on in the next line, `undefined` when the row cannot be read. Rows are given to the parser one by one: in one
 * run over the file, a single stray quote would take every row after it.
 */
export function fieldsOf(row: string, delimiter: Delimiter): readonly string[] | 'open' | undefined {
  // Without a quote there is nothing to parse, and most rows have none.
  if (!row.includes('"')) return row.split(delimiter).map((field) => field.trim());
  try {
    const [fields] = parse(row, { delimiter, trim: true, relax_quotes: true }) as string[][];
    return fields ?? [''];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'open' : undefined;
  }
}

/**
 * Rows of a file; empty ones are passed over. A row that cannot be read is given without fields and reading goes on with
 * the next line, so that one stray quote costs one row.
 */
export async function* rowsOf(lines: AsyncIterable<Line>, delimiter: Delimiter): AsyncGenerator<CsvRow> {
  const held: Line[] = [];
  for await (const line of lines) {
    held.push(line);
    yield* complete(held, delimiter, LONGEST_ROW_LINES);
  }
  yield* complete(held, delimiter, 0);
}

/** Takes every row out of `held` that is complete, or that still goes on after `longest` lines. */
function* complete(held: Line[], delimiter: Delimiter, longest: number): Generator<CsvRow> {
  for (let [first] = held; first; [first] = held) {
    const { lines, fields } = firstRow(held, delimiter);
    if (fields === 'open' && held.length < longest) return;
    const isRead = fields !== 'open' && fields !== undefined;
    if (!isRead) yield { line: first.number, fields: undefined };
    else if (fields.some((field) => field !== '')) yield { line: first.number, fields };
    held.splice(0, isRead ? lines : 1);
  }
}

/** The first row of `held` and how many lines it takes. */
function firstRow(held: readonly Line[], delimiter: Delimiter) {
  let text = '';
  for (const [index, line] of held.entries()) {
    if (line.text.length >= LONGEST_LINE) return { lines: 1, fields: undefined };
    text = index === 0 ? line.text : `${text}\n${line.text}`;
    const fields = fieldsOf(text, delimiter);
    if (fields !== 'open') return { lines: index + 1, fields };
  }
  return { lines: held.length, fields: 'open' as const };
}
