import { randomUUID } from 'node:crypto';
import { BACKWARDS, END, EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client';
import { openEventStore, type EventStore, type NewEvent } from '@sedekah/event-store';
import { startServer } from '../../test/contract/real-server';
import type { Bench, Measured, Run } from '../harness/bench';
import { median, rounded, timed } from '../harness/measuring';
import { historyOf } from '../history/history';
import { shapeOf } from '../history/shape';

const AT_THE_SAME_TIME = 32;
/** Rounds of each, in turns: the middle one counts, the first is for warming up. */
const ROUNDS = 10;
/** Turns of a round's appends: what the server does now and then, or a neighbour, falls on both. */
const TURNS = 10;

/** One append: a stream and the events of one command. */
interface Append {
  readonly stream: string;
  readonly events: NewEvent[];
}

/** What our port costs over the bare client, on a server of its own. Without `eventstored` on PATH there is no figure. */
export const eventStoreDbBench: Bench = {
  name: 'eventstoredb',
  question: 'How fast is EventStoreDB through the port, against the bare client?',
  workers: 2_000,
  measure,
};

async function measure({ workers, seed, tell }: Run): Promise<Measured[]> {
  const server = await startServer();
  if (!server) return [];
  const killWithMe = () => server.signal('SIGKILL');
  process.once('exit', killWithMe);
  try {
    const appends = firstAppends(workers, seed);
    const count = appends.reduce((sum, { events }) => sum + events.length, 0);
    const rates: Rates[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      tell(`round ${round + 1}: ${count} events`);
      const measured = await ratesOf(round, appends, count, server.url);
      if (round > 0) rates.push(measured);
    }
    const line = (of: 'append' | 'replay'): Measured => ({
      bench: `eventstoredb: ${of}`,
      figure: rounded(median(rates.map((each) => each[of].port))),
      unit: 'events/s',
      size: `${count} events in ${appends.length} appends, ${AT_THE_SAME_TIME} at a time`,
      limits: [
        { name: 'bare client', figure: rounded(median(rates.map((each) => each[of].bare))), goal: { atLeast: 0.9 } },
      ],
    });
    return [line('append'), line('replay')];
  } finally {
    await server.stop();
    process.off('exit', killWithMe);
  }
}

type Who = 'port' | 'bare';
type Rates = Readonly<Record<'append' | 'replay', Readonly<Record<Who, number>>>>;

/** Events a second in one round, under names and over connections of its own; the port and the bare client by turns first. */
async function ratesOf(round: number, appends: readonly Append[], count: number, url: string): Promise<Rates> {
  const store = await openEventStore({ dataFolder: '', eventStoreDbUrl: url, ledger: `port${round}` });
  const client = await openBare(url);
  const append = { port: 0, bare: 0 };
  for (let turn = 0; turn < TURNS; turn += 1) {
    const part = appends.filter((_, index) => index % TURNS === turn);
    await inTurns(round + turn, append, {
      port: () =>
        inParallel(part, ({ stream, events }) => store.append(`port${round}.${stream}`, fresh(events), 'no-stream')),
      bare: () => inParallel(part, ({ stream, events }) => appendBare(client, `bare${round}.${stream}`, events)),
    });
  }
  const replay = { port: 0, bare: 0 };
  await inTurns(round, replay, {
    port: () => readThroughPort(store, count),
    bare: () => readBare(client, `port${round}.`, count),
  });
  await client.dispose();
  await store.close();
  const rates = (seconds: Record<Who, number>) => ({ port: count / seconds.port, bare: count / seconds.bare });
  return { append: rates(append), replay: rates(replay) };
}

/** Adds the seconds of each. */
async function inTurns(
  turn: number,
  seconds: Record<Who, number>,
  work: Record<Who, () => Promise<unknown>>,
): Promise<void> {
  for (const who of turn % 2 === 0 ? (['port', 'bare'] as const) : (['bare', 'port'] as const)) {
    seconds[who] += (await timed(work[who])).seconds;
  }
}

/** Connected before it is timed, as the port is: it looks for the end of the log. */
async function openBare(url: string): Promise<EventStoreDBClient> {
  const client = EventStoreDBClient.connectionString(url);
  for await (const _ of client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 1 }));
  return client;
}

/** The first append of every stream of a history: registrations, payments, sponsors. */
function firstAppends(workers: number, seed: number): Append[] {
  const appends = new Map<string, Append>();
  for (const { stream, id, type, data, metadata } of historyOf(shapeOf({ workers, months: 1, seed }))) {
    const name = stream.slice(stream.indexOf('.') + 1);
    const append = appends.get(name);
    if (append) append.events.push({ id, type, data, metadata });
    else appends.set(name, { stream: name, events: [{ id, type, data, metadata }] });
  }
  return [...appends.values()];
}

/** An id is known to the whole server. */
const fresh = (events: readonly NewEvent[]): NewEvent[] => events.map((event) => ({ ...event, id: randomUUID() }));

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: AT_THE_SAME_TIME }, async () => {
      for (const item of left) await work(item);
    }),
  );
}

const appendBare = (client: EventStoreDBClient, stream: string, events: readonly NewEvent[]) =>
  client.appendToStream(
    stream,
    fresh(events).map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data: data as Record<string, unknown>, metadata: metadata as Record<string, unknown> }),
    ),
    { expectedRevision: 'no_stream' },
  );

async function readThroughPort(store: EventStore, count: number): Promise<void> {
  let read = 0;
  for await (const page of store.readAll()) read += page.length;
  checkCount(read, count);
}

/** The same events out of the same log, in one stream of answers. */
async function readBare(client: EventStoreDBClient, prefix: string, count: number): Promise<void> {
  let read = 0;
  for await (const { event } of client.readAll({ fromPosition: START })) {
    if (event?.streamId.startsWith(prefix)) read += 1;
  }
  checkCount(read, count);
}

function checkCount(read: number, count: number): void {
  if (read !== count) throw new Error(`${read} events were read of ${count}`);
}
