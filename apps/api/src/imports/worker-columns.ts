import { isLocalDate, type LocalDate, type Sex } from '@sedekah/ledger';
import type { GivenWorker } from '../workers/identity';
import { headerWith, TOO_MANY_FIELDS, type Header, type RowProblem, type WrongHeader } from './csv-header';

const COLUMNS = {
  required: ['nik', 'nama_lengkap', 'tanggal_lahir', 'kode_wilayah', 'kode_pekerjaan'],
  optional: ['jenis_kelamin', 'alamat', 'no_hp'],
} as const;
type Column = (typeof COLUMNS)['required' | 'optional'][number];
export type WorkerHeader = Header<Column>;

/** Columns of the canonical enrolment file. */
export const workerHeader = (fields: readonly string[]): WorkerHeader | WrongHeader =>
  headerWith<Column>(fields, COLUMNS);

const problem = (column: Column, code: string, message: string): RowProblem => ({ column, code, message });

const LONGEST: Readonly<Record<Column, number>> = {
  nik: 40,
  nama_lengkap: 200,
  tanggal_lahir: 20,
  kode_wilayah: 20,
  kode_pekerjaan: 60,
  jenis_kelamin: 20,
  alamat: 500,
  no_hp: 40,
};

/** A row as a worker, or what is wrong with its form. What the worker's data say is the ledger's to judge. */
export function workerOf(fields: readonly string[], header: WorkerHeader): GivenWorker | RowProblem {
  if (fields.length > header.width) return TOO_MANY_FIELDS;
  const text = (column: Column): string => fields[header[column] ?? -1]?.trim() ?? '';
  for (const column of COLUMNS.required) {
    if (text(column) === '') return problem(column, 'field-missing', `Kolom ${column} kosong.`);
  }
  for (const column of [...COLUMNS.required, ...COLUMNS.optional]) {
    const wrong = textProblem(column, text(column));
    if (wrong) return wrong;
  }
  const regionCode = regionOf(text('kode_wilayah'));
  if (!regionCode) return problem('kode_wilayah', 'field-invalid', 'Harus kode wilayah Kemendagri, misalnya 76.03.03.');
  const sex = sexOf(text('jenis_kelamin'));
  if (sex === undefined) return problem('jenis_kelamin', 'field-invalid', 'Harus L atau P.');
  return {
    // Spreadsheets are told with a leading apostrophe to leave the digits alone.
    nik: text('nik').replace(/^'/, '').replaceAll(' ', ''),
    name: text('nama_lengkap'),
    birthDate: dateOf(text('tanggal_lahir')),
    ...(sex === 'unsaid' ? {} : { sex }),
    address: text('alamat'),
    phone: text('no_hp').replace(/^'/, ''),
    regionCode,
    occupation: text('kode_pekerjaan')
      .toLowerCase()
      .replaceAll(/[\s_]+/g, '-'),
  };
}

function textProblem(column: Column, text: string): RowProblem | undefined {
  if (text.includes('\ufffd')) {
    return problem(
      column,
      'text-unreadable',
      `Kolom ${column} memuat huruf yang tidak terbaca; simpan berkas sebagai CSV UTF-8.`,
    );
  }
  if (text.length <= LONGEST[column]) return undefined;
  return problem(column, 'field-invalid', `Kolom ${column} lebih panjang daripada ${LONGEST[column]} huruf.`);
}

/** DD-MM-YYYY or YYYY-MM-DD, also with slashes or dots; anything else stays as it is for the ledger to refuse. */
function dateOf(text: string): LocalDate {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? [];
  const date =
    year === '' ? text.replaceAll(/[/.]/g, '-') : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(date) ? date : text;
}

/** `76.03.03`, also written `760303`. */
function regionOf(text: string): string | undefined {
  const digits = text.replaceAll('.', '');
  if (!/^\d{2}(\d{2}(\d{2}(\d{4})?)?)?$/.test(digits)) return undefined;
  const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)];
  return parts.filter((part) => part !== '').join('.');
}

function sexOf(text: string): Sex | 'unsaid' | undefined {
  if (text === '') return 'unsaid';
  if (/^(l|lk|laki.?laki)$/i.test(text)) return 'male';
  if (/^(p|pr|perempuan)$/i.test(text)) return 'female';
  return undefined;
}

const COLUMN_OF_FIELD: Readonly<Record<string, Column>> = {
  nik: 'nik',
  name: 'nama_lengkap',
  birthDate: 'tanggal_lahir',
  sex: 'jenis_kelamin',
  occupation: 'kode_pekerjaan',
  regionCode: 'kode_wilayah',
  enrolledOn: 'tanggal_lahir',
};

/** The column an error of the ledger is about. */
export const columnOfField = (field: string | undefined): Column | undefined =>
  field === undefined ? undefined : COLUMN_OF_FIELD[field];
