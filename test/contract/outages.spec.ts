// Outages of a real EventStoreDB of our own: kill -9, freeze, deletion, under load.
import { randomUUID } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import { openEventStoreDb, OutcomeUnknown, Streams, type EventStore, type NewEvent } from '@sedekah/event-store';
import { all, follower, newEvent, newLedger } from './backend';
import { canStartServer, sayNoServer, startServer, type OwnServer } from './real-server';

const suite = 'outages of a real EventStoreDB';
if (!canStartServer()) sayNoServer(suite);

(canStartServer() ? describe : describe.skip)(suite, () => {
  let server: OwnServer;
  let ledger: string;
  let store: EventStore;
  const open = (patience: { timeoutMs?: number; patienceMs?: number } = {}) =>
    openEventStoreDb({ connectionString: server.url, ledger, ...patience });
  const stream = (name: string) => `${ledger}.${name}`;

  beforeAll(async () => {
    const started = await startServer({ onDisk: true });
    if (started === undefined) throw new Error('the server that was there is gone');
    server = started;
  }, 90_000);
  afterAll(() => server?.stop());
  beforeEach(async () => {
    ledger = newLedger();
    store = await open();
  });
  afterEach(() => store.close());

  /** Appends to a stream of its own until told to stop; an unknown outcome is settled by the same append again. */
  async function write(name: string, isOver: () => boolean, acknowledged: string[]): Promise<void> {
    let revision: bigint | 'no-stream' = 'no-stream';
    while (!isOver()) {
      const events: NewEvent[] = [newEvent({ name })];
      for (;;) {
        try {
          revision = (await store.append(stream(name), events, revision)).revision;
          acknowledged.push(...events.map(({ id }) => id));
          break;
        } catch (error) {
          if (!(error instanceof OutcomeUnknown) && !String(error).includes('StoreUnavailable')) throw error;
        }
      }
    }
  }

  it('kill -9 under load, again and again: nothing acknowledged is lost or doubled, followers go on', async () => {
    const following = follower(store);
    const acknowledged: string[] = [];
    let isOver = false;
    const writers = Array.from({ length: 8 }, (_, n) => write(`w-${n}`, () => isOver, acknowledged));
    for (let kill = 0; kill < 3; kill++) {
      await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 500));
      await server.kill();
      await server.start();
    }
    isOver = true;
    await Promise.all(writers);
    const stored = await all(store.readAll());
    await following.until(stored.length);
    await following.stop();
    const ids = stored.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // How many a busy machine gets done is not asked, only that the kills met work under way.
    expect(acknowledged.length).toBeGreaterThan(0);
    // Every append was tried until it was acknowledged, so what is stored is what was acknowledged.
    expect([...acknowledged].sort()).toEqual([...ids].sort());
    expect(following.seen).toEqual(stored);
  }, 120_000);

  it('frozen, it leaves an append unknown; a retry settles it', async () => {
    const impatient = await open({ timeoutMs: 500, patienceMs: 1_500 });
    await impatient.append(stream('a-1'), [newEvent()], 'no-stream');
    const following = follower(impatient);
    await following.until(1);
    server.signal('SIGSTOP');
    const events = [newEvent()];
    await expect(impatient.append(stream('a-1'), events, 0n)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    await expect(all(impatient.readAll())).rejects.toMatchObject({ name: 'StoreUnavailable' });
    server.signal('SIGCONT');
    expect(await store.append(stream('a-1'), events, 0n)).toMatchObject({ revision: 1n });
    await following.until(2);
    await following.stop();
    expect(await all(store.readAll())).toHaveLength(2);
    await impatient.close();
  }, 60_000);

  it('found by discovery, it is found again after the client has given up on it', async () => {
    const { port } = server;
    const hosts = `127.0.0.1:${port},127.0.0.1:${port}`;
    const connectionString = `esdb://${hosts}?tls=false&maxDiscoverAttempts=1&gossipTimeout=1`;
    const found = await openEventStoreDb({ connectionString, ledger, patienceMs: 2_000 });
    await found.append(stream('a-1'), [newEvent()], 'no-stream');
    await server.kill();
    const lost = { name: expect.stringMatching(/StoreUnavailable|OutcomeUnknown/) as string };
    await expect(found.append(stream('a-1'), [newEvent()], 0n)).rejects.toMatchObject(lost);
    await expect(all(found.readAll())).rejects.toMatchObject(lost);
    await server.start();
    expect(await found.append(stream('a-2'), [newEvent()], 'no-stream')).toMatchObject({ revision: 0n });
    await found.close();
  }, 60_000);

  it('a stream deleted behind our back is noticed', async () => {
    const client = EventStoreDBClient.connectionString(server.url);
    for (const name of ['soft-1', 'hard-1']) await store.append(stream(name), [newEvent(), newEvent()], 'no-stream');
    await client.deleteStream(stream('soft-1'));
    await client.tombstoneStream(stream('hard-1'));
    expect(await all(store.readStream(stream('soft-1')))).toEqual([]);
    await expect(store.append(stream('soft-1'), [newEvent()], 'no-stream')).rejects.toThrow('not whole');
    // The server brings a stream that was deleted softly back a moment after the append.
    const reading = async (): Promise<void> => {
      while ((await all(store.readStream(stream('soft-1')))).length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await expect(reading()).rejects.toThrow('not whole');
    await expect(store.append(stream('hard-1'), [newEvent()], 1n)).rejects.toThrow('was deleted on the server');
    await expect(all(store.readStream(stream('hard-1')))).rejects.toThrow('was deleted on the server');
    await client.dispose();
  });

  it('commands are executed once, across a restart', async () => {
    const counter = {
      category: 'counter',
      initial: () => ({ count: 0 }),
      decide: () => [{ type: 'Counted', data: {} }],
      evolve: (state: { count: number }) => ({ count: state.count + 1 }),
    };
    const count = (streams: Streams, commandId: string) =>
      streams.execute(
        counter,
        'c',
        {},
        {},
        { commandId, inputHash: 'i', by: 'x', recordedAt: new Date().toISOString() },
      );
    const commands = Array.from({ length: 20 }, () => randomUUID());
    const first = new Streams({ store, ledger });
    await Promise.all(commands.map((command) => count(first, command)));
    await server.kill();
    const second = new Streams({ store, ledger });
    const again = commands.map((command) => count(second, command));
    await server.start();
    expect((await Promise.all(again)).every(({ repeated }) => repeated)).toBe(true);
    expect((await first.load(counter, 'c')).state).toEqual({ count: 20 });
  }, 60_000);

  it('140 reads left half way and 200 at once do not block the connection', async () => {
    await store.append(
      stream('a-1'),
      Array.from({ length: 600 }, () => newEvent()),
      'no-stream',
    );
    for (let n = 0; n < 140; n++) {
      for await (const page of store.readStream(stream('a-1'))) {
        expect(page).toHaveLength(500);
        break;
      }
    }
    const following = follower(store);
    const reads = await Promise.all(Array.from({ length: 200 }, () => all(store.readStream(stream('a-1'), 590n))));
    expect(reads.every(({ length }) => length === 10)).toBe(true);
    await following.until(600);
    await following.stop();
  }, 60_000);
});
