import * as fc from 'fast-check';
import { canonicalJson } from '../canonical';
import { StreamBook } from '../stream-book';
import { EventHead } from './event-head';
import { StreamTable } from './stream-table';

const head = (event: readonly unknown[]): EventHead => {
  const line = Buffer.from(canonicalJson(event));
  const read = new EventHead();
  read.read(line, 0, line.length, 1);
  return read;
};

test('streams counted by their bytes are those counted by their names, whatever the names are', () => {
  const anyNames = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), { maxLength: 200 });
  fc.assert(
    fc.property(anyNames, fc.array(fc.nat(), { maxLength: 400 }), (names, picks) => {
      const [book, table] = [new StreamBook(), new StreamTable()];
      const counts = new Map<string, number>();
      for (const stream of [...names, ...picks.flatMap((pick) => names[pick % names.length] ?? [])]) {
        const revision = counts.get(stream) ?? 0;
        counts.set(stream, revision + 1);
        book.see(stream, revision);
        const line = Buffer.from(canonicalJson([stream, String(revision), 'id', 'Type', {}, {}]));
        const event = head([stream, String(revision), 'id', 'Type', {}, {}]);
        const due = table.see(line, event.streamStart, event.streamEnd, event.streamHash, event.revision);
        expect(due).toBe(revision === 0 ? -1 : revision);
      }
      expect(table.commitment()).toEqual(book.commitment());
      expect(table.size).toBe(counts.size);
    }),
  );
});

test('more streams than the table was made for', () => {
  const [book, table] = [new StreamBook(), new StreamTable()];
  for (let index = 0; index < 20_000; index++) {
    const name = Buffer.from(`sedekah.worker-${index}`);
    table.see(name, 0, name.length, Math.imul(index, 0x9e3779b1), 0);
    book.see(name.toString(), 0);
  }
  expect(table.commitment()).toEqual(book.commitment());
});

test.each([
  ['["s","1","id","Type",[]]', 'data that is no object'],
  ['["s","-1","id","Type",{}]', 'a negative revision'],
  ['["s","01","id","Type",{}]', 'a revision with a zero in front'],
  ['["s",1,"id","Type",{}]', 'a revision that is a number'],
  ['["s","99999999999999999999","id","Type",{}]', 'a revision beyond counting'],
  ['{"s":1}', 'an object'],
  ['["s","1","id"', 'a part of an event'],
  ['', 'nothing'],
])('%s is no event: %s', (text) => {
  const line = Buffer.from(text);
  expect(() => new EventHead().read(line, 0, line.length, 7)).toThrow('Event 7 has not the form of an event');
});
