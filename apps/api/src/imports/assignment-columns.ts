import { isMonth, type Month } from '@sedekah/ledger';
import { headerWith, TOO_MANY_FIELDS, type Header, type RowProblem, type WrongHeader } from './csv-header';

type Column = 'id_pekerja' | 'nik' | 'id_ikrar' | 'bulan_pertama' | 'bulan_terakhir';
export type AssignmentHeader = Header<Column>;

/** Who is to be assigned where, as a row says it. */
export interface AskedAssignment {
  /** Given when `nik` is not. */
  readonly workerId: string;
  readonly nik: string;
  /** Absent: as the upload says for all its rows. */
  readonly pledgeId?: string;
  readonly firstMonth?: Month;
  readonly lastMonth?: Month;
}

const OPTIONAL = ['id_pekerja', 'nik', 'bulan_pertama', 'bulan_terakhir'] as const;
/** Either says who the worker is. */
const WHO = 'id_pekerja atau nik';

/** Columns of a list of assignments; `id_ikrar` may be left out when the upload names one pledge for all. */
export const assignmentHeader =
  (hasOnePledge: boolean) =>
  (fields: readonly string[]): AssignmentHeader | WrongHeader => {
    const columns = hasOnePledge
      ? { required: [], optional: ['id_ikrar', ...OPTIONAL] as const }
      : { required: ['id_ikrar'] as const, optional: OPTIONAL };
    const header = headerWith<Column>(fields, columns);
    const needed = [...columns.required, WHO];
    if ('missing' in header) return { ...header, needed };
    if (header.id_pekerja !== undefined || header.nik !== undefined) return header;
    return { missing: [WHO], twice: [], needed };
  };

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** A row as an assignment, or what is wrong with its form. */
export function assignmentOf(fields: readonly string[], header: AssignmentHeader): AskedAssignment | RowProblem {
  if (fields.length > header.width) return TOO_MANY_FIELDS;
  const text = (column: Column): string => fields[header[column] ?? -1]?.trim() ?? '';
  const workerId = text('id_pekerja');
  // Spreadsheets are told with a leading apostrophe to leave the digits alone.
  const nik = text('nik').replace(/^'/, '').replaceAll(' ', '');
  if (workerId === '' && nik === '') return problem('id_pekerja', 'field-missing', `Kolom ${WHO} kosong.`);
  if (workerId !== '' && !ID.test(workerId)) return problem('id_pekerja', 'field-invalid', 'Bukan nomor pekerja.');
  if (workerId === '' && !/^\d{16}$/.test(nik)) return problem('nik', 'nik-invalid', 'NIK harus 16 angka.');
  const pledgeId = text('id_ikrar');
  if (pledgeId !== '' && !ID.test(pledgeId)) return problem('id_ikrar', 'field-invalid', 'Bukan nomor ikrar.');
  for (const column of ['bulan_pertama', 'bulan_terakhir'] as const) {
    const month = text(column);
    if (month !== '' && !isMonth(month)) return problem(column, 'field-invalid', 'Harus bulan, misalnya 2021-05.');
  }
  return {
    workerId,
    nik,
    ...given('pledgeId', pledgeId),
    ...given('firstMonth', text('bulan_pertama')),
    ...given('lastMonth', text('bulan_terakhir')),
  };
}

const problem = (column: Column, code: string, message: string): RowProblem => ({ column, code, message });

const given = <Name extends string>(name: Name, text: string): { readonly [Each in Name]?: string } =>
  text === '' ? {} : ({ [name]: text } as { readonly [Each in Name]: string });
