import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { EventStore } from '../port';
import { openSqliteEventStore } from './sqlite-event-store';

let folder: string;
let file: string;
const opened: EventStore[] = [];
const open = async (options: Partial<Parameters<typeof openSqliteEventStore>[0]> = {}) => {
  const store = await openSqliteEventStore({ file, ledger: 'test', ...options });
  opened.push(store);
  return store;
};
const event = (data: object = {}) => ({ id: randomUUID(), type: 'Tested', data, metadata: {} });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  file = join(folder, 'events.db');
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(folder, { recursive: true });
});

it('files of a ledger are for their owner only', async () => {
  const store = await open();
  await store.append('test.a-1', [event()], 'no-stream');
  for (const suffix of ['', '-wal', '-shm', '.lock']) {
    expect((statSync(file + suffix).mode & 0o777).toString(8)).toBe('600');
  }
});

describe('a ledger', () => {
  it('is opened for writing by one only, who is named to the second', async () => {
    await open();
    await expect(open()).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringContaining(`(${process.pid} @`) as string,
    });
  });

  it('can be opened for writing again once it is closed', async () => {
    await (await open()).close();
    await open();
  });

  it('is read beside its writer, with every commit at once', async () => {
    const writer = await open();
    const reader = await open({ readOnly: true });
    const appended = await writer.append('test.a-1', [event()], 'no-stream');
    expect(await reader.head()).toBe(appended.position);
    await expect(reader.append('test.a-1', [event()], 0n)).rejects.toThrow('reading only');
  });

  it('cannot be read where there is none', async () => {
    await expect(open({ readOnly: true })).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(existsSync(file)).toBe(false);
  });

  it('is opened under its own name only', async () => {
    await (await open()).close();
    await expect(open({ ledger: 'other' })).rejects.toThrow(/"test", not "other"/);
    await expect(open({ ledger: 'other', readOnly: true })).rejects.toThrow(/"test", not "other"/);
  });

  it('never changes or forgets an event, whoever asks', async () => {
    const store = await open();
    await store.append('test.a-1', [event()], 'no-stream');
    const raw = new Database(file);
    expect(() => raw.exec('delete from events')).toThrow('never deleted');
    expect(() => raw.exec("update events set data = '{}'")).toThrow('never changed');
    raw.close();
  });
});

describe('a file that cannot be used is refused with what to do, untouched', () => {
  const refusal = async (pattern: RegExp) => {
    const before = readFileSync(file);
    await expect(open()).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringMatching(pattern) as string,
    });
    await expect(open({ readOnly: true })).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(readFileSync(file).equals(before)).toBe(true);
  };

  it('no database at all', async () => {
    writeFileSync(file, 'Bupati Mamasa 50 peserta\n'.repeat(1000));
    await refusal(/damaged|is not a sedekah ledger/);
  });

  it('a database of something else', async () => {
    const other = new Database(file);
    other.exec('create table accounts (id integer)');
    other.close();
    await refusal(/is not a sedekah ledger/);
  });

  it('a ledger of a newer program', async () => {
    await (await open()).close();
    const newer = new Database(file);
    newer.pragma('user_version = 2');
    newer.close();
    await refusal(/newer program \(schema 2, this program 1\)/);
  });

  it('a folder that is not there', async () => {
    await expect(open({ file: join(folder, 'none', 'events.db') })).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  it('a folder in its place', async () => {
    await expect(open({ file: folder })).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });
});

it('a page damaged on disk is told at once, by name', async () => {
  const store = await open();
  for (let n = 0; n < 50; n++) await store.append(`test.a-${n}`, [event({ text: 'x'.repeat(2_000) })], 'no-stream');
  await store.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, 8 * 4096, 20 * 4096);
  writeFileSync(file, bytes);
  const damaged = await open({ readOnly: true });
  const reading = (async () => {
    for await (const page of damaged.readAll()) expect(page.length).toBeGreaterThan(0);
  })();
  await expect(reading).rejects.toMatchObject({
    name: 'StoreUnavailable',
    message: expect.stringContaining(file) as string,
  });
});

it('one conflict does not spoil the appends it is committed with', async () => {
  const store = await open();
  await store.append('test.a-0', [event()], 'no-stream');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, n) => store.append(`test.a-${n % 10}`, [event()], 'no-stream')),
  );
  // Stream 0 was there before; of the five appends to each other stream one wins.
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(9);
  let count = 0;
  for await (const page of store.readAll()) count += page.length;
  expect(count).toBe(10);
});

it('a copy of the file made while it is closed is the same ledger', async () => {
  const store = await open();
  const { position } = await store.append('test.a-1', [event()], 'no-stream');
  await store.close();
  const copy = join(folder, 'copy.db');
  copyFileSync(file, copy);
  expect(await (await open({ file: copy })).head()).toBe(position);
});
