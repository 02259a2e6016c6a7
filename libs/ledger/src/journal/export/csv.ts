import type { Entries } from './dated';

const COLUMNS = [
  'date',
  'stream',
  'revision',
  'event',
  'reference',
  'corrects',
  'memo',
  'account',
  'commodity',
  'amount',
];

/** The journal as CSV (RFC 4180, comma, UTF-8), one row a line of an entry, a header first. Yields blocks of whole rows. */
export async function* csvJournal(entries: Entries): AsyncGenerator<string> {
  yield row(COLUMNS);
  for await (const { date, stream, revision, eventType, reference, corrects = '', memo, lines } of entries) {
    const entry = [date, stream, revision, eventType, reference, corrects, memo];
    yield lines.map(({ account, commodity, amount }) => row([...entry, account, commodity, amount])).join('');
  }
}

const row = (values: readonly string[]): string => `${values.map(field).join(',')}\r\n`;
const field = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
