import { EdgeProblem } from '../http/problem';
import { linesOf, type Line } from './csv-lines';
import { delimiterOf, fieldsOf, rowsOf, type CsvRow } from './csv-rows';
import { textOf } from './csv-text';
import { headerOf, type Header } from './worker-columns';

export interface WorkerFile {
  readonly header: Header;
  /** Everything below the header. */
  readonly rows: AsyncGenerator<CsvRow>;
}

/** Reads the header of an enrolment file and lets go of the rest. @throws EdgeProblem `csv-unreadable` */
export async function checkWorkerFile(bytes: AsyncIterable<Buffer>): Promise<void> {
  const lines = linesOf(textOf(bytes));
  try {
    await openLines(lines);
  } finally {
    await lines.return(undefined);
  }
}

/** Reads the header of an enrolment file and leaves its rows to be read. @throws EdgeProblem `csv-unreadable` */
export const openWorkerFile = (bytes: AsyncIterable<Buffer>): Promise<WorkerFile> => openLines(linesOf(textOf(bytes)));

async function openLines(lines: AsyncGenerator<Line>): Promise<WorkerFile> {
  const first = await firstLine(lines);
  const delimiter = delimiterOf(first.text);
  const fields = fieldsOf(first.text, delimiter);
  if (fields === undefined || fields === 'open') throw new EdgeProblem('csv-unreadable', { line: first.number });
  const header = headerOf(fields);
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

const wrongColumns = ({ missing, twice }: { readonly missing: readonly string[]; readonly twice: readonly string[] }) =>
  new EdgeProblem(
    'csv-unreadable',
    {
      errors: [
        ...missing.map((field) => ({ field, message: 'kolom ini tidak ada pada baris judul' })),
        ...twice.map((field) => ({ field, message: 'kolom ini ada dua kali pada baris judul' })),
      ],
    },
    {
      detail: `Baris judul tidak lengkap; kolom wajib: nik, nama_lengkap, tanggal_lahir, kode_wilayah, kode_pekerjaan.`,
      english:
        'The header row is not complete; required: nik, nama_lengkap, tanggal_lahir, kode_wilayah, kode_pekerjaan.',
    },
  );
