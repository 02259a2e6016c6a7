import { addDays } from '@sedekah/ledger';

/** What the demonstration needs of one synthetic worker. */
export interface Person {
  readonly nik: string;
  readonly name: string;
  readonly birthDate: string;
  readonly sex: 'L' | 'P';
  readonly regionCode: string;
  readonly occupation: string;
}

const GIVEN = ['Andi', 'Bakri', 'Citra', 'Daud', 'Erna', 'Fitri', 'Gerson', 'Hasna', 'Irwan', 'Jufri', 'Kasma', 'Lina'];
const FAMILY = ['Rantelino', 'Pualillin', 'Tandi', 'Demmatande', 'Sambolangi', 'Baso', 'Lolo', 'Mangera'];

/**
 * People nobody is: their NIK end in the serial 0000, which is never issued, and differ in the birth date.
 * `district`: Kemendagri code of six digits with dots.
 */
export function syntheticPeople(count: number, districts: readonly string[], occupations: readonly string[]): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const regionCode = pick(districts, index);
    const sex = index % 3 === 0 ? 'P' : 'L';
    const birthDate = addDays('1966-01-01', index * 13);
    return {
      nik: `${regionCode.replaceAll('.', '')}${nikDate(birthDate, sex)}0000`,
      name: `${pick(GIVEN, index)} ${pick(FAMILY, Math.floor(index / GIVEN.length))} ${index + 1}`,
      birthDate,
      sex,
      regionCode,
      occupation: pick(occupations, index),
    };
  });
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function nikDate(birthDate: string, sex: 'L' | 'P'): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  return `${String(Number(day) + (sex === 'P' ? 40 : 0)).padStart(2, '0')}${month}${year.slice(2)}`;
}

/** The list as an officer would upload it. */
export function csvOf(people: readonly Person[]): string {
  const rows = people.map(({ nik, name, birthDate, sex, regionCode, occupation }) => {
    const [year, month, day] = birthDate.split('-');
    return [nik, name, `${day}-${month}-${year}`, sex, regionCode, occupation].join(',');
  });
  const header = 'nik,nama_lengkap,tanggal_lahir,jenis_kelamin,kode_wilayah,kode_pekerjaan';
  return [header, ...rows, ''].join('\n');
}
