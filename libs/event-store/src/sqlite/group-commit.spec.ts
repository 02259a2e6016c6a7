import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { groupCommit, type WrittenAppend } from './group-commit';
import { prepareSchema } from './schema';

let folder: string;
let database: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commit-'));
  database = new Database(join(folder, 'events.db'));
  database.pragma('journal_mode = wal');
  prepareSchema(database, 'events.db', 'test');
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const append = (stream: string, text = ''): WrittenAppend => ({
  stream,
  expected: 'no-stream',
  events: [{ id: randomUUID(), type: 'Tested', data: JSON.stringify({ text }), metadata: '{}' }],
});
const count = () => database.prepare('select count(*) from events').pluck().get();

it('a full disk is told to every append of the group, and nothing of it is stored', () => {
  const commit = groupCommit(database, 'events.db');
  commit([append('test.a-1')]);
  const pages = Number(database.pragma('page_count', { simple: true }));
  database.pragma(`max_page_count = ${pages + 4}`);
  const results = commit([append('test.a-2'), append('test.a-3', 'x'.repeat(100_000)), append('test.a-4')]);
  for (const result of results) {
    expect(result).toMatchObject({ name: 'StoreUnavailable', message: expect.stringContaining('is full') as string });
  }
  expect(count()).toBe(1);
  database.pragma('max_page_count = 1000000');
  expect(commit([append('test.a-2')])).toEqual([{ revision: 0n, position: '0000000000000002' }]);
});

it('a conflict inside a group leaves the others and their positions alone', () => {
  const commit = groupCommit(database, 'events.db');
  const [first, conflict, second] = commit([append('test.a-1'), append('test.a-1'), append('test.a-2')]);
  expect(first).toEqual({ revision: 0n, position: '0000000000000001' });
  expect(conflict).toMatchObject({ name: 'RevisionConflict', actual: 0n });
  expect(second).toEqual({ revision: 0n, position: '0000000000000002' });
});

it('the same append twice in a group is stored once', () => {
  const commit = groupCommit(database, 'events.db');
  const same = append('test.a-1');
  const [first, second] = commit([same, same]);
  expect(second).toEqual(first);
  expect(count()).toBe(1);
});
