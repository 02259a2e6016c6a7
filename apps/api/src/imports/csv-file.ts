import { EdgeProblem } from '../http/problem';
import type { Header, WrongHeader } from './csv-header';
import { linesOf, type Line } from './csv-lines';
import { delimiterOf, fieldsOf, rowsOf, type CsvRow } from './csv-rows';
import { textOf } from './csv-text';

/** Finds the columns of a kind of file in its header row. */
export type ReadHeader<Column extends string> = (fields: readonly string[]) => Header<Column> | WrongHeader;

export interface CsvFile<Column extends string> {
  readonly header: Header<Column>;
  /** Everything below the header. */
  readonly rows: AsyncGenerator<CsvRow>;
}

/** Reads the header of a file and lets go of the rest. @throws EdgeProblem `csv-unreadable` */
export async function checkCsvFile<Column extends string>(
  bytes: AsyncIterable<Buffer>,
  readHeader: ReadHeader<Column>,
): Promise<void> {
  const lines = linesOf(textOf(bytes));
  try {
    await openLines(lines, readHeader);
  } finally {
    await lines.return(undefined);
  }
}

/** Reads the header of a file and leaves its rows to be read. @throws EdgeProblem `csv-unreadable` */
export const openCsvFile = <Column extends string>(
  bytes: AsyncIterable<Buffer>,
  readHeader: ReadHeader<Column>,
): Promise<CsvFile<Column>> => openLines(linesOf(textOf(bytes)), readHeader);

async function openLines<Column extends string>(
  lines: AsyncGenerator<Line>,
  readHeader: ReadHeader<Column>,
): Promise<CsvFile<Column>> {
  const first = await firstLine(lines);
  const delimiter = delimiterOf(first.text);
  const fields = fieldsOf(first.text, delimiter);
  if (fields === undefined || fields === 'open') throw new EdgeProblem('csv-unreadable', { line: first.number });
  const header = readHeader(fields);
  if ('missing' in header) throw wrongColumns(header);
  return { header, rows: rowsOf(lines, delimiter) };
}

async function firstLine(lines: AsyncGenerator<Line>): Promise<Line> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new EdgeProblem('csv-unreadable', {}, { detail: 'Berkas kosong.', english: 'The file is empty.' });
    if (value.text.trim() !== '') return value;
  }
}

const wrongColumns = ({ missing, twice, needed }: WrongHeader) =>
  new EdgeProblem(
    'csv-unreadable',
    {
      errors: [
        ...missing.map((field) => ({ field, message: 'kolom ini tidak ada pada baris judul' })),
        ...twice.map((field) => ({ field, message: 'kolom ini ada dua kali pada baris judul' })),
      ],
    },
    {
      detail: `Baris judul tidak lengkap; kolom wajib: ${needed.join(', ')}.`,
      english: `The header row is not complete; required: ${needed.join(', ')}.`,
    },
  );

/** Rows in runs of `size`, the last one shorter. */
export async function* batchesOf(rows: AsyncIterable<CsvRow>, size: number): AsyncGenerator<CsvRow[]> {
  let batch: CsvRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
