import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { IdempotencyKeyReused, OutcomeUnknown, RevisionConflict } from '../errors';
import type { EventStore, StoredEvent } from '../port';
import { openSqliteEventStore } from '../sqlite/sqlite-event-store';
import { Streams, type Executed, type StreamDecider } from './streams';

interface Filled {
  readonly type: 'Filled';
  readonly data: { readonly litres: number; readonly on: string };
}
interface Bucket {
  litres: number;
  fillings: number;
}
class BucketFull extends Error {}

const bucket: StreamDecider<Bucket, { litres: number }, { today: string }, Filled> = {
  category: 'bucket',
  initial: () => ({ litres: 0, fillings: 0 }),
  decide: (state, { litres }, { today }) => {
    if (state.litres + litres > 100) throw new BucketFull();
    return litres === 0 ? [] : [{ type: 'Filled', data: { litres, on: today } }];
  },
  evolve: (state, { data }) => {
    state.litres += data.litres;
    state.fillings++;
    return state;
  },
};

let folder: string;
let store: EventStore;
let streams: Streams;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'streams-'));
  store = await openSqliteEventStore({ file: join(folder, 'events.db') });
  streams = new Streams({ store, ledger: 'test' });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const envelope = (commandId: string, inputHash = 'input', recordedAt = '2026-01-01T00:00:00.000Z') => ({
  commandId,
  inputHash,
  by: 'bendahara',
  recordedAt,
});
const fill = (commandId: string, litres: number, inputHash = String(litres), on: Streams = streams) =>
  on.execute(bucket, '1', { litres }, { today: '2026-01-01' }, envelope(commandId, inputHash));

/** An answer without the state, which moves on. */
function answer({ revision, position, events }: Executed<Bucket>) {
  return { revision, position, ids: events.map(({ id }) => id) };
}

async function stored(on: EventStore = store): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of on.readAll()) events.push(...page);
  return events;
}

/** The store with answers that get lost after (or before) the append was taken. */
function losingAnswers(losses: ('before' | 'after')[]): EventStore {
  return Object.assign(Object.create(store) as EventStore, {
    append: async (...args: Parameters<EventStore['append']>) => {
      const loss = losses.shift();
      if (loss !== 'before') {
        const appended = await store.append(...args);
        if (loss === undefined) return appended;
      }
      throw new OutcomeUnknown('the answer was lost');
    },
  });
}

describe('a command', () => {
  it('is stored with its envelope as metadata', async () => {
    const executed = await fill('a', 5);
    expect(executed).toMatchObject({ revision: 0n, repeated: false, state: { litres: 5, fillings: 1 } });
    const [event] = await stored();
    expect(event).toMatchObject({
      stream: 'test.bucket-1',
      type: 'Filled',
      data: { litres: 5, on: '2026-01-01' },
      metadata: { ...envelope('a', '5'), version: 1 },
    });
    expect(executed.position).toBe(event?.position);
  });

  it('sent again is answered as the first time, before it is decided', async () => {
    const first = await fill('a', 60);
    await fill('b', 30);
    const again = await fill('a', 60); // 150 litres: deciding again would refuse it
    expect(again.repeated).toBe(true);
    expect(answer(again)).toEqual(answer(first));
    const elsewhere = await fill('a', 60, '60', new Streams({ store, ledger: 'test' }));
    expect(answer(elsewhere)).toEqual(answer(first));
    expect(await stored()).toHaveLength(2);
  });

  it('sent again with another input is refused', async () => {
    await fill('a', 5);
    await expect(fill('a', 6)).rejects.toThrow(IdempotencyKeyReused);
    await expect(fill('a', 6, '6', new Streams({ store, ledger: 'test' }))).rejects.toThrow(IdempotencyKeyReused);
  });

  it('that changes nothing appends nothing', async () => {
    expect(await fill('a', 0)).toMatchObject({ revision: 'no-stream', position: undefined, events: [] });
    expect(await stored()).toEqual([]);
  });

  it('refused leaves no trace, so that its id may be used again', async () => {
    await expect(fill('a', 101)).rejects.toThrow(BucketFull);
    expect(await fill('a', 100)).toMatchObject({ revision: 0n, repeated: false });
  });

  it('is never recorded before the event it follows', async () => {
    await streams.execute(bucket, '1', { litres: 1 }, { today: 'd' }, envelope('a', 'i', '2026-02-01T00:00:00.000Z'));
    await streams.execute(bucket, '1', { litres: 1 }, { today: 'd' }, envelope('b', 'i', '2026-01-31T00:00:00.000Z'));
    expect((await stored()).map(({ metadata }) => (metadata as { recordedAt: string }).recordedAt)).toEqual([
      '2026-02-01T00:00:00.000Z',
      '2026-02-01T00:00:00.000Z',
    ]);
  });
});

describe('a pinned revision', () => {
  const pinned = (commandId: string, expectedRevision: bigint | 'no-stream') =>
    streams.execute(bucket, '1', { litres: 1 }, { today: 'd' }, envelope(commandId), { expectedRevision });

  it('is honoured', async () => {
    expect(await pinned('a', 'no-stream')).toMatchObject({ revision: 0n });
    expect(await pinned('b', 0n)).toMatchObject({ revision: 1n });
    await expect(pinned('c', 0n)).rejects.toMatchObject({ name: 'RevisionConflict', expected: 0n, actual: 1n });
  });

  it('that has passed does not stop a repeat', async () => {
    await pinned('a', 'no-stream');
    await pinned('b', 0n);
    expect(await pinned('b', 0n)).toMatchObject({ revision: 1n, repeated: true });
  });

  it('is compared with the log, not with what this process remembers', async () => {
    await fill('a', 1);
    await fill('b', 1, '1', new Streams({ store, ledger: 'test' }));
    expect(await pinned('c', 1n)).toMatchObject({ revision: 2n });
  });
});

describe('beside another process', () => {
  let other: Streams;
  beforeEach(() => {
    other = new Streams({ store, ledger: 'test' });
  });

  it('a command is decided again on what the other stored', async () => {
    await fill('a', 50);
    await fill('b', 40, '40', other);
    await expect(fill('c', 20)).rejects.toThrow(BucketFull);
    expect(await fill('d', 10)).toMatchObject({ revision: 2n, state: { litres: 100, fillings: 3 } });
  });

  it('a refusal from a state that has passed is not given', async () => {
    await fill('a', 100);
    await fill('emptied', -100, '-100', other);
    expect(await fill('b', 7)).toMatchObject({ revision: 2n, state: { litres: 7 } });
  });

  it('the same command in both is stored once', async () => {
    const send = (to: Streams, recordedAt: string) =>
      to.execute(bucket, '1', { litres: 5 }, { today: recordedAt }, envelope('a', 'i', recordedAt));
    const both = await Promise.all([
      send(streams, '2026-01-01T00:00:00.000Z'),
      send(other, '2026-01-01T00:00:00.001Z'),
    ]);
    expect(await stored()).toHaveLength(1);
    expect(both.filter(({ repeated }) => repeated)).toHaveLength(1);
    expect(answer(both[0])).toEqual(answer(both[1]));
  });

  it('a conflict is retried until the retries are used up', async () => {
    await fill('a', 1);
    const always = Object.assign(Object.create(store) as EventStore, {
      append: (stream: string) => Promise.reject(new RevisionConflict(stream, 0n, 1n)),
    });
    const unlucky = new Streams({ store: always, ledger: 'test' });
    await expect(
      unlucky.execute(bucket, '1', { litres: 1 }, { today: 'd' }, envelope('b'), { maxRetries: 2 }),
    ).rejects.toThrow(RevisionConflict);
  });
});

describe('an unknown outcome', () => {
  it('is settled by the same append again, whether the first was taken or not', async () => {
    const unsure = new Streams({ store: losingAnswers(['after']), ledger: 'test' });
    expect(await fill('a', 5, '5', unsure)).toMatchObject({ revision: 0n, repeated: false });
    const lost = new Streams({ store: losingAnswers(['before']), ledger: 'test' });
    expect(await fill('b', 5, '5', lost)).toMatchObject({ revision: 1n });
    expect(await stored()).toHaveLength(2);
  });

  it('twice names the command, which may be sent again', async () => {
    const unsure = new Streams({ store: losingAnswers(['after', 'after']), ledger: 'test' });
    await expect(fill('a', 5, '5', unsure)).rejects.toMatchObject({ name: 'OutcomeUnknown', commandId: 'a' });
    expect(await fill('a', 5, '5', unsure)).toMatchObject({ revision: 0n, repeated: true });
    expect(await stored()).toHaveLength(1);
  });
});

describe('a new stream', () => {
  const create = (commandId: string, litres: number) =>
    streams.executeNew(bucket, '1', { litres }, { today: 'd' }, envelope(commandId, String(litres)));

  it('is appended to without being read', async () => {
    const unreadable = Object.assign(Object.create(store) as EventStore, {
      readStream: () => {
        throw new Error('read');
      },
    });
    const blind = new Streams({ store: unreadable, ledger: 'test' });
    const executed = await blind.executeNew(bucket, '1', { litres: 5 }, { today: 'd' }, envelope('a'));
    expect(executed).toMatchObject({ revision: 0n, state: { litres: 5 } });
  });

  it('that exists already is read and decided on', async () => {
    await fill('a', 90, '90', new Streams({ store, ledger: 'test' }));
    await expect(create('b', 20)).rejects.toThrow(BucketFull);
    expect(await create('c', 10)).toMatchObject({ revision: 1n, state: { litres: 100 } });
    expect(await create('a', 90)).toMatchObject({ revision: 0n, repeated: true });
  });
});

it('commands on one stream, sent at once, are decided one after another', async () => {
  const results = await Promise.allSettled(Array.from({ length: 120 }, (_, i) => fill(`c${i}`, 1)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
  expect(await streams.load(bucket, '1')).toMatchObject({ state: { litres: 100, fillings: 100 }, revision: 99n });
});

it('an event that cannot be folded does not leave a half-changed state behind', async () => {
  let fails = true;
  const fragile = {
    ...bucket,
    evolve: (state: Bucket, event: Filled) => {
      state.litres += event.data.litres;
      if (fails) throw new Error('bug');
      return state;
    },
  };
  await expect(streams.execute(fragile, '1', { litres: 5 }, { today: 'd' }, envelope('a'))).rejects.toThrow('bug');
  fails = false;
  expect(await streams.load(fragile, '1')).toMatchObject({ state: { litres: 5 }, revision: 0n });
});

it('older versions of an event are folded as the newest', async () => {
  await fill('a', 5);
  const doubling = new Streams({
    store,
    ledger: 'test',
    upcast: ({ type, data }) => ({ type, data: { ...data, litres: 2 * (data as Filled['data']).litres } }),
  });
  expect(await doubling.load(bucket, '1')).toMatchObject({ state: { litres: 10 } });
});

it('what a command did can be asked', async () => {
  await fill('a', 5);
  await fill('b', 6);
  expect(await streams.commandOf(bucket, '1', 'b')).toMatchObject({
    inputHash: '6',
    firstRevision: 1n,
    lastRevision: 1n,
    events: [{ data: { litres: 6 } }],
  });
  expect(await streams.commandOf(bucket, '1', 'c')).toBeUndefined();
});

it('any commands, each sent any number of times by any of two processes, are executed once each', async () => {
  const sending = fc.record({ command: fc.nat(7), process: fc.nat(1), atOnce: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(sending, { maxLength: 30 }), fc.uuid(), async (sendings, id) => {
      const processes = [new Streams({ store, ledger: 'test', cacheSize: 1 }), new Streams({ store, ledger: 'test' })];
      const answers = new Map<number, Set<string>>();
      let pending: Promise<void>[] = [];
      for (const { command, process, atOnce } of sendings) {
        const sent = processes[process]
          ?.execute(bucket, id, { litres: command + 1 }, { today: 'd' }, envelope(`${command}`))
          .then(({ revision, position }) => {
            answers.set(command, (answers.get(command) ?? new Set()).add(`${revision} ${position}`));
          });
        if (sent !== undefined) pending.push(sent);
        if (!atOnce) {
          await Promise.all(pending);
          pending = [];
        }
      }
      await Promise.all(pending);
      const distinct = [...new Set(sendings.map(({ command }) => command))];
      const { state } = await new Streams({ store, ledger: 'test' }).load(bucket, id);
      expect(state).toEqual({ litres: distinct.reduce((sum, n) => sum + n + 1, 0), fillings: distinct.length });
      expect([...answers.values()].every(({ size }) => size === 1)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
