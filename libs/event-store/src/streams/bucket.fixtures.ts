import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, StoredEvent } from '../port';
import { openSqliteEventStore } from '../sqlite/sqlite-event-store';
import type { Executed, StreamDecider } from './decider';
import { Streams } from './streams';

/** A bucket of 100 litres: a stream with one rule, to execute commands on. */
export interface Filled {
  readonly type: 'Filled';
  readonly data: { readonly litres: number; readonly on: string };
}
export interface Bucket {
  litres: number;
  fillings: number;
}
export class BucketFull extends Error {}

export const bucket: StreamDecider<Bucket, { litres: number }, { today: string }, Filled> = {
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

export const envelope = (commandId: string, inputHash = 'input', recordedAt = '2026-01-01T00:00:00.000Z') => ({
  commandId,
  inputHash,
  by: 'bendahara',
  recordedAt,
});

/** An answer without the state, which moves on. */
export function answer({ revision, position, events }: Executed<Bucket>) {
  return { revision, position, ids: events.map(({ id }) => id) };
}

/** A new store for each test, and streams on it. */
export function freshStreams() {
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
  return {
    get store() {
      return store;
    },
    get streams() {
      return streams;
    },
    /** Streams of another process: nothing remembered in common. */
    other: (on: EventStore = store) => new Streams({ store: on, ledger: 'test' }),
    fill: (commandId: string, litres: number, inputHash = String(litres), on: Streams = streams) =>
      on.execute(bucket, '1', { litres }, { today: '2026-01-01' }, envelope(commandId, inputHash)),
    stored: async () => {
      const events: StoredEvent[] = [];
      for await (const page of store.readAll()) events.push(...page);
      return events;
    },
  };
}
