import iconv from 'iconv-lite';
import { linesOf } from './csv-lines';
import { delimiterOf, rowsOf, type CsvRow, type Delimiter } from './csv-rows';
import { textOf } from './csv-text';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function rows(file: Buffer | string, delimiter: Delimiter = ',', size = 1 << 16): Promise<CsvRow[]> {
  const read: CsvRow[] = [];
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  for await (const row of rowsOf(linesOf(textOf(pieces(bytes, size))), delimiter)) read.push(row);
  return read;
}

const row = (line: number, ...fields: string[]): CsvRow => ({ line, fields });
const unreadable = (line: number): CsvRow => ({ line, fields: undefined });

const FILE = 'nik,nama_lengkap,alamat\r\n1,"Ani, S.Pd","Jl. ""Poros""\r\nRT 2"\r\n\r\n2, Budi é ,x\r\n';
const READ = [
  row(1, 'nik', 'nama_lengkap', 'alamat'),
  row(2, '1', 'Ani, S.Pd', 'Jl. "Poros"\nRT 2'),
  row(5, '2', 'Budi é', 'x'),
];

describe.each([
  ['UTF-8', Buffer.from(FILE)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${FILE}`)],
  ['UTF-16 little endian', iconv.encode(FILE, 'utf16le', { addBOM: true })],
  ['UTF-16 big endian', iconv.encode(FILE, 'utf16be', { addBOM: true })],
  ['UTF-16 little endian without a mark', iconv.encode(FILE, 'utf16le')],
  ['UTF-16 big endian without a mark', iconv.encode(FILE, 'utf16be', { addBOM: false })],
  ['LF line ends', Buffer.from(FILE.replaceAll('\r\n', '\n'))],
  ['CR line ends', Buffer.from(FILE.replaceAll('\r\n', '\r'))],
])('a file in %s', (_, bytes) => {
  test.each([1, 2, 3, 7, 4096, 1 << 16])('reads the same in pieces of %i bytes', async (size) => {
    expect(await rows(bytes, ',', size)).toEqual(READ);
  });
});

test('a file larger than the sample keeps every line', async () => {
  const text = Array.from({ length: 5000 }, (_, index) => `${index},nama ${index}`).join('\n');
  const read = await rows(text, ',', 1000);
  expect(read).toHaveLength(5000);
  expect(read.at(-1)).toEqual(row(5000, '4999', 'nama 4999'));
});

test('the separator is the one that separates the header', () => {
  expect(delimiterOf('nik,nama_lengkap')).toBe(',');
  expect(delimiterOf('nik;nama_lengkap;"alamat, lengkap, sekali"')).toBe(';');
  expect(delimiterOf('nik\tnama')).toBe('\t');
  expect(delimiterOf('nik')).toBe(',');
});

test('spaces, empty fields, quotes inside, and rows of separators only', async () => {
  expect(await rows('a;b;c\n 1 ; "x" ;\n;;\n5"6;it\'s;z"', ';')).toEqual([
    row(1, 'a', 'b', 'c'),
    row(2, '1', 'x', ''),
    row(4, '5"6', "it's", 'z"'),
  ]);
});

describe('a stray quote costs one row', () => {
  test('after a closing quote', async () => {
    expect(await rows('a,b\n1,"x"y\n2,ok\n')).toEqual([row(1, 'a', 'b'), unreadable(2), row(3, '2', 'ok')]);
  });

  test('that never closes', async () => {
    expect(await rows('a,b\n1,"x\n2,ok\n3,ok\n')).toEqual([
      row(1, 'a', 'b'),
      unreadable(2),
      row(3, '2', 'ok'),
      row(4, '3', 'ok'),
    ]);
  });

  test('that never closes in a long file', async () => {
    const rest = Array.from({ length: 100 }, (_, index) => `${index},ok`);
    const read = await rows(['a,b', '1,"x', ...rest].join('\n'));
    expect(read.filter(({ fields }) => fields === undefined)).toEqual([unreadable(2)]);
    expect(read).toHaveLength(102);
  });

  test('that another row closes', async () => {
    expect(await rows('a,b\n1,"x\n2,ok\n3,"y"\n')).toEqual([
      row(1, 'a', 'b'),
      unreadable(2),
      row(3, '2', 'ok'),
      row(4, '3', 'y'),
    ]);
  });
});

test('a line without end does not fill the memory', async () => {
  const read = await rows(`a,b\n1,${'x'.repeat(1 << 20)}\n2,ok\n`, ',', 10_000);
  expect(read).toEqual([row(1, 'a', 'b'), unreadable(2), row(3, '2', 'ok')]);
});

test('an empty file has no rows', async () => {
  expect(await rows('')).toEqual([]);
  expect(await rows('\n\n')).toEqual([]);
});
