import { workerHeader, workerOf, type WorkerHeader } from './worker-columns';

const COLUMNS = [
  'nik',
  'nama_lengkap',
  'tanggal_lahir',
  'jenis_kelamin',
  'alamat',
  'kode_wilayah',
  'no_hp',
  'kode_pekerjaan',
];
const header = workerHeader(COLUMNS) as WorkerHeader;
const ROW = ['7603014101800000', 'Ani Lestari', '01-01-1980', 'P', 'Jl. Poros', '76.03.01', '0812', 'petani'];
const rowWith = (column: string, text: string) => ROW.map((field, index) => (COLUMNS[index] === column ? text : field));
const read = (column: string, text: string) => workerOf(rowWith(column, text), header);

test('a row becomes a worker', () => {
  expect(workerOf(ROW, header)).toEqual({
    nik: '7603014101800000',
    name: 'Ani Lestari',
    birthDate: '1980-01-01',
    sex: 'female',
    address: 'Jl. Poros',
    phone: '0812',
    regionCode: '76.03.01',
    occupation: 'petani',
  });
});

test('the header is read in any order, case and spacing, and other columns are passed over', () => {
  const other = workerHeader([
    'Kode Pekerjaan',
    'EMAIL',
    'NIK ',
    'Nama Lengkap',
    'tanggal-lahir',
    'Kode.Wilayah',
  ]) as WorkerHeader;
  expect(workerOf(['petani', 'a@b', '1', 'Ani', '1980-01-01', '7603'], other)).toMatchObject({
    nik: '1',
    name: 'Ani',
    regionCode: '76.03',
    occupation: 'petani',
  });
});

test('a header tells what it lacks and what it has twice', () => {
  expect(workerHeader(['nik', 'nik', 'nama_lengkap'])).toEqual({
    missing: ['tanggal_lahir', 'kode_wilayah', 'kode_pekerjaan'],
    twice: ['nik'],
    needed: ['nik', 'nama_lengkap', 'tanggal_lahir', 'kode_wilayah', 'kode_pekerjaan'],
  });
});

test.each([
  ['tanggal_lahir', '1980-05-31', { birthDate: '1980-05-31' }],
  ['tanggal_lahir', '31/05/1980', { birthDate: '1980-05-31' }],
  ['tanggal_lahir', '1.5.1980', { birthDate: '1980-05-01' }],
  ['tanggal_lahir', '31-02-1980', { birthDate: '31-02-1980' }],
  ['kode_wilayah', '760301', { regionCode: '76.03.01' }],
  ['kode_wilayah', '7603012001', { regionCode: '76.03.01.2001' }],
  ['nik', "'7603014101800000", { nik: '7603014101800000' }],
  ['nik', '7603 0141 0180 0000', { nik: '7603014101800000' }],
  ['jenis_kelamin', 'Laki-laki', { sex: 'male' }],
  ['kode_pekerjaan', 'Tukang Ojek', { occupation: 'tukang-ojek' }],
])('%s written as %p is understood', (column, text, expected) => {
  expect(read(column, text)).toMatchObject(expected);
});

test.each([
  ['nik', '', 'field-missing'],
  ['nama_lengkap', '   ', 'field-missing'],
  ['nama_lengkap', 'Ren\ufffd', 'text-unreadable'],
  ['alamat', 'x'.repeat(501), 'field-invalid'],
  ['kode_wilayah', '760', 'field-invalid'],
  ['jenis_kelamin', 'X', 'field-invalid'],
])('%s written as %p is reported with its column', (column, text, code) => {
  expect(read(column, text)).toMatchObject({ column, code });
});

test('fields left out at the end are empty, too many are reported', () => {
  expect(workerOf(ROW.slice(0, -1), header)).toMatchObject({ column: 'kode_pekerjaan', code: 'field-missing' });
  expect(workerOf([...ROW, 'lagi'], header)).toMatchObject({ code: 'row-malformed' });
  const noSex = workerHeader(COLUMNS.filter((column) => column !== 'jenis_kelamin')) as WorkerHeader;
  expect(
    workerOf(
      ROW.filter((_, index) => index !== 3),
      noSex,
    ),
  ).not.toHaveProperty('sex');
});
