import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addDays, type LocalDate } from '@sedekah/ledger';
import type { Sponsor } from './cast';

const DISTRICTS = 80;
const OLDEST: LocalDate = '1966-01-01';
const ROWS_PER_WRITE = 1_000;

export interface Person {
  readonly nik: string;
  readonly birthDate: LocalDate;
  readonly district: string;
}

/** Somebody nobody is: serial 0000 is never issued; district and birth date differ. */
export function personOf(index: number): Person {
  const district = String((index % DISTRICTS) + 1).padStart(2, '0');
  const birthDate = addDays(OLDEST, Math.floor(index / DISTRICTS));
  const [year = '', month = '', day = ''] = birthDate.split('-');
  return { nik: `7603${district}${day}${month}${year.slice(2)}0000`, birthDate, district };
}

/** The enrolment file of so many people, as an office would upload it. */
export const writeWorkerFile = (file: string, workers: number): Promise<void> =>
  write(
    file,
    'nik,nama_lengkap,tanggal_lahir,jenis_kelamin,alamat,kode_wilayah,no_hp,kode_pekerjaan',
    workers,
    (index) => {
      const { nik, birthDate, district } = personOf(index);
      const [year, month, day] = birthDate.split('-');
      return `${nik},Warga Nomor ${index},${day}-${month}-${year},L,Dusun ${index % 97},76.03.${district},08120000${index % 9_973},petani`;
    },
  );

/** Who belongs to which pledge: the same people in the same order, shared out over the cast. */
export function writeAssignmentFile(file: string, cast: readonly Sponsor[]): Promise<void> {
  const pledges = cast.flatMap(({ pledgeId, workers }) => workers.map(() => pledgeId));
  return write(file, 'nik,id_ikrar', pledges.length, (index) => `${personOf(index).nik},${pledges[index]}`);
}

async function write(file: string, header: string, rows: number, rowOf: (index: number) => string): Promise<void> {
  await pipeline(Readable.from(texts(header, rows, rowOf)), createWriteStream(file));
}

function* texts(header: string, rows: number, rowOf: (index: number) => string): Generator<string> {
  let waiting = [header];
  for (let index = 0; index < rows; index += 1) {
    waiting.push(rowOf(index));
    if (waiting.length < ROWS_PER_WRITE) continue;
    yield `${waiting.join('\n')}\n`;
    waiting = [];
  }
  yield `${waiting.join('\n')}\n`;
}
