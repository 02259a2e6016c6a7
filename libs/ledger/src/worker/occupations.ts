import type { LocalDate } from '../calendar';
import { Rejection } from '../rejection';
import type { Sector } from '../vocabulary';

export interface Occupation {
  /** Kebab-case Indonesian: what an enrolment file writes. */
  readonly code: string;
  /** Indonesian, for officers. */
  readonly label: string;
  readonly sector: Sector;
  /** The day from which the list holds it. */
  readonly from: LocalDate;
  readonly citation: string;
  /** True while no document names the occupation's sector. */
  readonly needsChecking?: boolean;
}

const NAMED = 'PP 50/2025 pasal 4; daftar pekerjaan BPU kantor cabang BPJS Ketenagakerjaan';
const BY_READING = 'PP 50/2025 pasal 4, menurut bunyinya; sektor belum disebut dalam dokumen';
const FROM = '2015-07-01';

const named = (sector: Sector, code: string, label: string): Occupation => ({
  code,
  label,
  sector,
  from: FROM,
  citation: NAMED,
});
const byReading = (sector: Sector, code: string, label: string): Occupation => ({
  ...named(sector, code, label),
  citation: BY_READING,
  needsChecking: true,
});

/**
 * Occupations of BPU workers and their sector: transport is platform and non-platform carriage of people and goods,
 * everything else is `other` (PP 50/2025 prices the two differently). Dated data: a row is added, never edited.
 */
export const OCCUPATIONS: readonly Occupation[] = [
  named('transport', 'tukang-ojek', 'Tukang ojek'),
  named('transport', 'pengemudi-ojek-daring', 'Pengemudi ojek daring'),
  named('transport', 'sopir-angkot', 'Sopir angkutan umum'),
  named('transport', 'sopir-taksi', 'Sopir taksi'),
  named('transport', 'kurir', 'Kurir'),
  named('transport', 'sopir-truk', 'Sopir truk mandiri'),
  named('transport', 'tukang-becak', 'Tukang becak'),
  named('transport', 'pengemudi-bentor', 'Pengemudi bentor'),
  named('transport', 'kusir-delman', 'Kusir delman'),
  named('transport', 'pengemudi-perahu', 'Pengemudi perahu penumpang'),
  byReading('transport', 'sopir-travel', 'Sopir travel'),
  byReading('transport', 'kernet', 'Kernet angkutan'),
  byReading('transport', 'pengangkut-barang', 'Pengangkut barang (logistik)'),
  named('other', 'nelayan', 'Nelayan'),
  named('other', 'pedagang-pasar', 'Pedagang pasar'),
  byReading('other', 'pedagang-kaki-lima', 'Pedagang kaki lima'),
  byReading('other', 'pedagang-keliling', 'Pedagang keliling'),
  byReading('other', 'pemilik-warung', 'Pemilik warung'),
  byReading('other', 'penjual-makanan', 'Penjual makanan dan minuman'),
  byReading('other', 'petani', 'Petani'),
  byReading('other', 'petani-sawit', 'Pekerja kebun kelapa sawit'),
  byReading('other', 'petani-tembakau', 'Petani tembakau'),
  byReading('other', 'petani-kakao', 'Petani kakao'),
  byReading('other', 'pekebun-kopi', 'Pekebun kopi'),
  byReading('other', 'petani-rumput-laut', 'Petani rumput laut'),
  byReading('other', 'petambak', 'Petambak'),
  byReading('other', 'peternak', 'Peternak'),
  byReading('other', 'buruh-tani', 'Buruh tani'),
  byReading('other', 'buruh-harian', 'Buruh harian lepas'),
  byReading('other', 'buruh-bangunan', 'Buruh bangunan'),
  byReading('other', 'tukang-kayu', 'Tukang kayu'),
  byReading('other', 'tukang-batu', 'Tukang batu'),
  byReading('other', 'buruh-pelabuhan', 'Buruh bongkar muat'),
  byReading('other', 'penjahit', 'Penjahit'),
  byReading('other', 'penenun', 'Penenun'),
  byReading('other', 'pengrajin', 'Pengrajin'),
  byReading('other', 'tukang-cukur', 'Tukang cukur'),
  byReading('other', 'asisten-rumah-tangga', 'Asisten rumah tangga'),
  byReading('other', 'tukang-cuci', 'Tukang cuci'),
  byReading('other', 'juru-parkir', 'Juru parkir'),
  byReading('other', 'pemulung', 'Pemulung'),
  byReading('other', 'petugas-kebersihan', 'Petugas kebersihan lingkungan'),
  byReading('other', 'montir', 'Montir bengkel mandiri'),
  byReading('other', 'guru-mengaji', 'Guru mengaji'),
  byReading('other', 'pekerja-keagamaan', 'Pekerja keagamaan (imam, pendeta, marbot, koster)'),
  byReading('other', 'kader-posyandu', 'Kader posyandu'),
  byReading('other', 'penambang-pasir', 'Penambang pasir tradisional'),
];

const BY_CODE: ReadonlyMap<string, Occupation> = new Map(
  OCCUPATIONS.map((occupation) => [occupation.code, occupation]),
);

/** The occupation with this code. @throws Rejection occupation-unknown */
export function occupationOf(code: string): Occupation {
  const occupation = BY_CODE.get(code);
  if (occupation) return occupation;
  throw new Rejection(
    'occupation-unknown',
    'Kode pekerjaan tidak ada dalam daftar; pilih salah satu kode, misalnya "tukang-ojek" atau "nelayan".',
    'The occupation is not in the list; choose one of its codes, for example "tukang-ojek" or "nelayan".',
    { field: 'occupation' },
  );
}

/** Sector of an occupation, which prices it (PP 50/2025). @throws Rejection occupation-unknown */
export const sectorOf = (code: string): Sector => occupationOf(code).sector;
