import { compareCover, CoverBook } from './cover-book';

const settled = (month: string, ...workers: string[]) => ['AllocationsSettled', { month, workers }] as const;
const cancelled = (month: string, ...workers: string[]) => ['CoverCancelled', { month, workers }] as const;

test('cover is given, taken back, and stands in the order of month and worker', () => {
  const book = new CoverBook();
  for (const [type, data] of [settled('2021-06', 'b', 'a'), settled('2021-05', 'c'), cancelled('2021-06', 'b')]) {
    book.see(type, data);
  }
  book.see('PaymentRecorded', { month: '2021-07', workers: ['a'] });
  expect([...book.pages()].flat()).toEqual([
    { month: '2021-05', worker: 'c', units: 1 },
    { month: '2021-06', worker: 'a', units: 1 },
  ]);
});

test('the same cover has the same root, however it came about', () => {
  const [one, other] = [new CoverBook(), new CoverBook()];
  one.see(...settled('2021-05', 'a', 'b'));
  other.see(...settled('2021-05', 'b', 'c'));
  other.see(...cancelled('2021-05', 'c'));
  other.see(...settled('2021-05', 'a'));
  expect(other.commitment()).toEqual(one.commitment());
  other.see(...settled('2021-05', 'a'));
  expect(other.commitment()).not.toEqual(one.commitment());
});

test('a month stands before the next, a worker before the next of the same month', () => {
  expect(compareCover({ month: '2021-05', worker: 'z' }, { month: '2021-06', worker: 'a' })).toBe(-1);
  expect(compareCover({ month: '2021-05', worker: 'b' }, { month: '2021-05', worker: 'a' })).toBe(1);
  expect(compareCover({ month: '2021-05', worker: 'a' }, { month: '2021-05', worker: 'a' })).toBe(0);
});

test('a page has as many entries as a proof can hand over', () => {
  const book = new CoverBook();
  const workers = Array.from({ length: 130 }, (_, index) => `p${String(index).padStart(3, '0')}`);
  book.see(...settled('2021-05', ...workers));
  expect([...book.pages()].map((page) => page.length)).toEqual([64, 64, 2]);
  expect(book.commitment().entries).toBe(130);
});
