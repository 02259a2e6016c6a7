// The same appends, whatever they are, get the same answers and leave the same log on every store.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  digestLog,
  openEventStoreDb,
  openSqliteEventStore,
  RevisionConflict,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
} from '@sedekah/event-store';
import fc from 'fast-check';
import { newEvent, newLedger } from './backend';
import { EventStoreDouble } from './double/server';
import { hasRealServer, realServer, sayNoServer, type RealServer } from './real-server';

interface Append {
  readonly stream: number;
  /** Distance of the expected revision from the real one: 0 is right. */
  readonly off: number;
  readonly count: number;
  /** Sends an earlier append again, as it was. */
  readonly again: number | undefined;
}

const appends: fc.Arbitrary<Append[]> = fc.array(
  fc.record({
    stream: fc.nat(2),
    off: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -2, max: 2 })),
    count: fc.integer({ min: 1, max: 3 }),
    again: fc.option(fc.nat(20), { nil: undefined }),
  }),
  { maxLength: 25 },
);

type Sent = readonly [stream: string, events: readonly NewEvent[], expected: ExpectedRevision];

/** What the port promises, in a few lines. */
class Model {
  readonly streams = new Map<string, string[]>();

  append([stream, events, expected]: Sent): string {
    const ids = this.streams.get(stream) ?? [];
    const actual: ExpectedRevision = ids.length === 0 ? 'no-stream' : BigInt(ids.length - 1);
    const first = expected === 'no-stream' ? 0 : Number(expected) + 1;
    if (expected === actual) this.streams.set(stream, [...ids, ...events.map(({ id }) => id)]);
    else if (!events.every(({ id }, index) => ids[first + index] === id)) return `conflict at ${actual}`;
    return `stored at ${first + events.length - 1}`;
  }
}

async function answerOf(store: EventStore, sent: Sent): Promise<string> {
  try {
    return `stored at ${(await store.append(...sent)).revision}`;
  } catch (error) {
    if (error instanceof RevisionConflict) return `conflict at ${error.actual}`;
    throw error;
  }
}

const suite = 'every store answers like the model, on a real EventStoreDB too';
if (!hasRealServer()) sayNoServer(suite);

describe('every store answers like the model', () => {
  const double = new EventStoreDouble();
  let server: RealServer | undefined;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'model-'));
    await double.start();
    server = hasRealServer() ? await realServer() : undefined;
  }, 90_000);
  afterAll(async () => {
    double.stop();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  async function openAll(ledger: string): Promise<EventStore[]> {
    const urls = [double.url, ...(server === undefined ? [] : [server.url])];
    return Promise.all([
      openSqliteEventStore({ file: join(folder, `${ledger}.db`), ledger }),
      ...urls.map((connectionString) => openEventStoreDb({ connectionString, ledger })),
    ]);
  }

  it('any appends get the same answers and leave the same log', async () => {
    await fc.assert(
      fc.asyncProperty(appends, async (plan) => {
        const ledger = newLedger();
        const stores = await openAll(ledger);
        try {
          const model = new Model();
          const sent: Sent[] = [];
          for (const { stream: number, off, count, again } of plan) {
            const stream = `${ledger}.s-${number}`;
            const next = (model.streams.get(stream) ?? []).length + off;
            const earlier = again === undefined ? undefined : sent[again % Math.max(1, sent.length)];
            const events = Array.from({ length: count }, () => newEvent({ random: randomUUID() }));
            const append = earlier ?? [stream, events, next <= 0 ? 'no-stream' : BigInt(next - 1)];
            sent.push(append);
            const answers = await Promise.all(stores.map((store) => answerOf(store, append)));
            expect(new Set(answers)).toEqual(new Set([model.append(append)]));
          }
          const digests = await Promise.all(stores.map((store) => digestLog(store.readAll())));
          expect(new Set(digests.map(({ digest }) => digest)).size).toBe(1);
        } finally {
          await Promise.all(stores.map((store) => store.close()));
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
