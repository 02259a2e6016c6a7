import { ageOn, isLocalDate, type LocalDate } from '../calendar';
import { Rejection } from '../rejection';

export const SEXES = ['male', 'female'] as const;
export type Sex = (typeof SEXES)[number];

/** What is known of the person apart from the NIK, and how to check. */
export interface NikExpectation {
  /** Gives the century that the NIK leaves open. */
  readonly birthDate: LocalDate;
  readonly sex?: Sex;
  /** Lets serial `0000` pass: it is never issued, so synthetic people use it. Never set for a real ledger. */
  readonly testNiks?: boolean;
  /** Given, a birth date after it is impossible. */
  readonly today?: LocalDate;
}

/** What a valid NIK says. The region is that of first issue and proves nothing about today's domicile. */
export interface ParsedNik {
  readonly province: string;
  readonly birthDate: LocalDate;
  readonly sex: Sex;
}

/** No one alive is older: a birth date further back is a slip of the pen. */
const OLDEST_AGE = 125;
/** Women's day of birth is written with 40 added. */
const WOMEN_DAY_OFFSET = 40;

const invalid = (part: string, sentence: string, english: string) =>
  new Rejection('nik-invalid', sentence, english, { field: 'nik', part });

const mismatch = (field: string, sentence: string, english: string) =>
  new Rejection('nik-mismatch', sentence, english, { field });

function birthDateProblem({ birthDate, today }: NikExpectation): Rejection | undefined {
  const impossible = (sentence: string, english: string) =>
    new Rejection('birth-date-impossible', sentence, english, { field: 'birthDate' });
  if (!isLocalDate(birthDate)) {
    return impossible(
      'Tanggal lahir tidak ada di kalender; tulis tahun-bulan-tanggal, misalnya 1980-05-31.',
      'The birth date does not exist in the calendar; write year-month-day, for example 1980-05-31.',
    );
  }
  if (today === undefined) return undefined;
  if (birthDate > today) {
    return impossible(
      'Tanggal lahir sesudah hari ini; periksa tahunnya.',
      'The birth date is after today; check the year.',
    );
  }
  if (ageOn(birthDate, today) > OLDEST_AGE) {
    return impossible(
      `Tanggal lahir berarti umur di atas ${OLDEST_AGE} tahun; periksa tahunnya.`,
      `The birth date means an age above ${OLDEST_AGE} years; check the year.`,
    );
  }
  return undefined;
}

/** Province, birth date and serial by themselves, before anything is compared. */
function formatProblem(nik: string, testNiks: boolean): Rejection | undefined {
  if (!/^[0-9]{16}$/.test(nik)) {
    return invalid('length', 'NIK harus tepat 16 angka, tanpa spasi atau tanda lain.', 'A NIK is exactly 16 digits.');
  }
  const province = Number(nik.slice(0, 2));
  if (province < 11 || province > 97) {
    return invalid(
      'province',
      'Dua angka pertama NIK bukan kode provinsi (11 sampai 97).',
      'The first two digits of the NIK are no province code (11 to 97).',
    );
  }
  if (!['19', '20'].some((century) => isLocalDate(writtenBirthDate(nik, century)))) {
    return invalid(
      'birth-date',
      'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang ada di kalender (perempuan: tanggal ditambah 40).',
      'Digits 7 to 12 of the NIK are no day in the calendar (women: day plus 40).',
    );
  }
  if (nik.endsWith('0000') && !testNiks) {
    return invalid(
      'serial',
      'Empat angka terakhir NIK tidak boleh 0000; nomor itu tidak pernah diterbitkan.',
      'The last four digits of a NIK are never 0000.',
    );
  }
  return undefined;
}

const isWoman = (nik: string): boolean => Number(nik.slice(6, 8)) > WOMEN_DAY_OFFSET;

function writtenBirthDate(nik: string, century: string): LocalDate {
  const day = Number(nik.slice(6, 8)) - (isWoman(nik) ? WOMEN_DAY_OFFSET : 0);
  return `${century}${nik.slice(10, 12)}-${nik.slice(8, 10)}-${String(day).padStart(2, '0')}`;
}

/**
 * Why `nik` cannot be this person's, or `undefined` when it can. Rules: 16 digits `PPKKCC DDMMYY SSSS`, province 11–97,
 * women's day + 40, a day of the calendar, serial 0001–9999; no check digit (UU 23/2006 jo. 24/2013). A NIK that
 * passes is well formed, not verified: that takes an answer of Dukcapil or BPJS.
 */
export function nikProblem(nik: string, expected: NikExpectation): Rejection | undefined {
  const problem = birthDateProblem(expected) ?? formatProblem(nik, expected.testNiks === true);
  if (problem) return problem;
  if (writtenBirthDate(nik, expected.birthDate.slice(0, 2)) !== expected.birthDate) {
    return mismatch(
      'birthDate',
      'Tanggal lahir di NIK tidak sama dengan tanggal lahir yang diisi; cocokkan keduanya dengan KTP.',
      'The birth date in the NIK differs from the birth date given; compare both with the identity card.',
    );
  }
  if (expected.sex !== undefined && expected.sex !== (isWoman(nik) ? 'female' : 'male')) {
    return mismatch(
      'sex',
      'Jenis kelamin di NIK tidak sama dengan yang diisi; cocokkan keduanya dengan KTP.',
      'The sex in the NIK differs from the sex given; compare both with the identity card.',
    );
  }
  return undefined;
}

/**
 * What `nik` says, once it agrees with what is `expected`.
 * @throws Rejection nik-invalid, nik-mismatch or birth-date-impossible; its texts and details never hold the NIK.
 */
export function parseNik(nik: string, expected: NikExpectation): ParsedNik {
  const problem = nikProblem(nik, expected);
  if (problem) throw problem;
  return {
    province: nik.slice(0, 2),
    birthDate: expected.birthDate,
    sex: isWoman(nik) ? 'female' : 'male',
  };
}

/** `7603••••••••0012`: region of issue and serial only; anything that is not 16 digits is hidden whole. */
export const maskNik = (nik: string): string =>
  /^[0-9]{16}$/.test(nik) ? `${nik.slice(0, 4)}${'•'.repeat(8)}${nik.slice(12)}` : '•'.repeat(16);

/** `A••• B•••••`: the first letter of every word. */
export const maskName = (name: string): string =>
  name
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => {
      const [first = '', ...others] = word;
      return first + '•'.repeat(others.length);
    })
    .join(' ');
