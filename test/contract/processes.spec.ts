import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStore, type EventStoreSettings } from '@sedekah/event-store';
import { all, follower, newEvent, newLedger } from './backend';
import { startProgram } from './process';
import { hasRealServer, realServer, sayNoServer, type RealServer } from './real-server';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'processes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that was told to close its store has nothing left that keeps it alive. */
async function exitsAfterClosing(settings: EventStoreSettings) {
  const program = startProgram('close-with-everything-open', settings);
  await program.started;
  const closed = Date.now();
  expect(await program.ended).toEqual({ code: 0, output: 'closed\n', error: '' });
  expect(Date.now() - closed).toBeLessThan(2_000);
}

/** Kills a writing process again and again; what it was told is stored, is stored once. */
async function survivesKills(settings: EventStoreSettings, kills: number) {
  const acknowledged: string[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const writer = startProgram('append-until-killed', settings);
    await writer.started;
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 150));
    writer.child.kill('SIGKILL');
    await writer.ended;
    acknowledged.push(...writer.lines);
  }
  const store = await openEventStore({ ...settings, readOnly: true });
  const streams = (await all(store.readAll())).map(({ stream }) => stream);
  await store.close();
  expect(acknowledged.length).toBeGreaterThan(kills);
  expect(new Set(streams).size).toBe(streams.length);
  const stored = new Set(streams);
  expect(acknowledged.filter((stream) => !stored.has(stream))).toEqual([]);
}

describe('SQLite', () => {
  const settings = (): EventStoreSettings => ({ dataFolder: folder, ledger: 'test' });

  it('a process exits after close, whatever it had open', () => exitsAfterClosing(settings()));

  it('a second process is refused with the first one named, and let in when that one is killed', async () => {
    const holder = startProgram('hold', settings());
    await holder.started;
    const second = await startProgram('append-one', settings()).ended;
    expect(second.code).toBe(1);
    expect(second.error).toContain(`(${holder.child.pid} @`);
    expect(second.error).toContain('StoreUnavailable');
    holder.child.kill('SIGKILL');
    await holder.ended;
    expect(await startProgram('append-one', settings()).ended).toEqual({ code: 0, output: '', error: '' });
  });

  it('a subscriber hears of another process', async () => {
    await (await openEventStore(settings())).close();
    const reader = await openEventStore({ ...settings(), readOnly: true });
    const following = follower(reader);
    const appending = startProgram('append-one', settings()).ended;
    await following.until(1);
    await following.stop();
    await appending;
    await reader.close();
  });

  it('no acknowledged event is lost or doubled by kill -9', () => survivesKills(settings(), 5), 60_000);
});

const suite = 'processes on a real EventStoreDB';
if (!hasRealServer()) sayNoServer(suite);

(hasRealServer() ? describe : describe.skip)('EventStoreDB', () => {
  let server: RealServer;
  beforeAll(async () => {
    const started = await realServer();
    if (started === undefined) throw new Error('the server that was there is gone');
    server = started;
  }, 90_000);
  afterAll(() => server?.stop());
  const settings = (): EventStoreSettings => ({
    dataFolder: folder,
    ledger: newLedger(),
    eventStoreDbUrl: server.url,
  });

  it('a process exits after close, whatever it had open', () => exitsAfterClosing(settings()));

  it('no acknowledged event is lost or doubled by kill -9 of the writer', () => survivesKills(settings(), 3), 60_000);

  it('several processes write to one ledger', async () => {
    const shared = settings();
    const mine = await openEventStore(shared);
    const following = follower(mine);
    await Promise.all([startProgram('append-one', shared).ended, startProgram('append-one', shared).ended]);
    await mine.append(`${shared.ledger}.${randomUUID()}`, [newEvent()], 'no-stream');
    await following.until(3);
    await following.stop();
    await mine.close();
  });
});
