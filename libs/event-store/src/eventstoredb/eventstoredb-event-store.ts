import { setTimeout as delay } from 'node:timers/promises';
import { checkAppend, jsonEvents } from '../checked-append';
import { OutcomeUnknown, PositionUnknown, RevisionConflict, StoreUnavailable } from '../errors';
import { follow } from '../follow';
import type {
  Appended,
  EventStore,
  ExpectedRevision,
  NewEvent,
  Position,
  Revision,
  StoredEvent,
  SubscribeOptions,
  Subscription,
} from '../port';
import { Connection, type Patience } from './connection';
import { checkConnectionString } from './connection-string';
import { AccessDenied, unavailable, type Verdict } from './failures';
import { LiveTail } from './live-tail';
import { LogReader } from './log-reader';
import { contiguous, cutStream, isSameEvent, storedEvent } from './records';

export interface EventStoreDbOptions extends Partial<Patience> {
  readonly connectionString: string;
  /** First part of every stream's name; nothing else on the server is shown or touched. */
  readonly ledger: string;
  readonly readOnly?: boolean;
}

const PAGE_SIZE = 500;
/** How long a server that denies access at start may be a new one that has not made its users yet. */
const NEW_SERVER_MS = 2_000;
const NEW_SERVER_PAUSE_MS = 250;
const TIMEOUT_MS = 4_000;
const PATIENCE_MS = 10_000;

/** Connects to an EventStoreDB server. @throws StoreUnavailable with what to check, secrets masked */
export async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventStore> {
  const { connectionString, timeoutMs = TIMEOUT_MS, patienceMs = PATIENCE_MS } = options;
  const hosts = checkConnectionString(connectionString);
  const connection = connect(connectionString, hosts, { timeoutMs, patienceMs });
  const store = new EventStoreDbStore(connection, hosts, options);
  try {
    await store.greet();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

function connect(connectionString: string, hosts: string, patience: Patience): Connection {
  try {
    return new Connection(connectionString, hosts, patience);
  } catch {
    // What the client says may repeat the connection string, password and all.
    throw new StoreUnavailable(
      `EVENTSTOREDB_URL (${hosts}) tidak diterima klien; periksa opsi dan berkas sertifikatnya. / The client does not ` +
        'take EVENTSTOREDB_URL; check its options and certificate files.',
    );
  }
}

class EventStoreDbStore implements EventStore {
  private readonly prefix: string;
  private readonly isReadOnly: boolean;
  private readonly log: LogReader;
  private readonly tail: LiveTail;
  private readonly timeoutMs: number;
  private readonly closing = new AbortController();
  private readonly appending = new Set<Promise<unknown>>();
  private closed: Promise<void> | undefined;
  private subscriptions = 0;

  constructor(
    private readonly connection: Connection,
    private readonly hosts: string,
    { ledger, readOnly = false, timeoutMs = TIMEOUT_MS }: EventStoreDbOptions,
  ) {
    this.timeoutMs = timeoutMs;
    this.prefix = `${ledger}.`;
    this.isReadOnly = readOnly;
    this.log = new LogReader(connection, this.prefix);
    this.tail = new LiveTail({ subscribe: (listener) => connection.subscribe(this.prefix, listener) });
  }

  /** Proves that the server answers, knows us and lets us read. */
  async greet(): Promise<void> {
    const until = Date.now() + NEW_SERVER_MS;
    for (;;) {
      try {
        await this.log.end();
        return;
      } catch (error) {
        if (!(error instanceof AccessDenied) || Date.now() > until) throw error;
      }
      await delay(NEW_SERVER_PAUSE_MS);
    }
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    checkAppend(stream, events, expected);
    if (!stream.startsWith(this.prefix)) throw new Error(`stream ${stream} is not one of ${this.prefix}*`);
    if (this.isReadOnly) throw new Error('the event store is open for reading only');
    this.checkOpen();
    const appending = this.appendOnce(stream, events, expected);
    this.appending.add(appending);
    return appending.finally(() => this.appending.delete(appending));
  }

  async *readStream(stream: string, from: Revision = 0n): AsyncIterable<readonly StoredEvent[]> {
    for (let next = from; ;) {
      const page = await this.streamPage(stream, next, PAGE_SIZE);
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      if (page.length < PAGE_SIZE) return;
      next = last.revision + 1n;
    }
  }

  async *readAll(options: { after?: Position; pageSize?: number } = {}): AsyncIterable<readonly StoredEvent[]> {
    const { pageSize = PAGE_SIZE } = options;
    this.checkOpen();
    const end = await this.log.end();
    if (options.after !== undefined && (end === undefined || options.after > end)) throw new PositionUnknown();
    for (let after = options.after; end !== undefined && (after === undefined || after < end);) {
      const from = after;
      const { events, next } = await this.connection.persistently(() => this.log.page(from, pageSize));
      if (next === after) return;
      after = next;
      const page = events.filter(({ position }) => position <= end);
      if (page.length > 0) yield page;
    }
  }

  subscribeAll(options: SubscribeOptions): Subscription {
    this.checkOpen();
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    if (this.subscriptions++ === 0) this.tail.open();
    const source = {
      readAfter: async (after: Position | undefined, limit: number) => {
        const page = await this.log.page(after, limit);
        const last = page.events.at(-1);
        if (last !== undefined) this.tail.noteRead(last.position);
        if (page.next === after) this.tail.noteEnd(after ?? '');
        return page;
      },
      wakeUps: this.tail,
      isPassing: (failure: unknown) => this.connection.isPassing(failure),
    };
    const { done } = follow(source, { ...options, signal });
    const leave = () => {
      if (--this.subscriptions === 0) this.tail.close();
    };
    done.then(leave, leave);
    return { done };
  }

  async head(): Promise<Position | undefined> {
    this.checkOpen();
    return this.log.head();
  }

  close(): Promise<void> {
    this.closed ??= this.closeOnce();
    return this.closed;
  }

  private async closeOnce(): Promise<void> {
    this.closing.abort();
    this.tail.close();
    // Appends under way get the time of one attempt to be answered; after that their callers learn "unknown".
    await Promise.race([Promise.allSettled(this.appending), delay(this.timeoutMs, undefined, { ref: false })]);
    await this.connection.close();
  }

  private async appendOnce(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    const { newest } = this.log;
    const outcome = await this.connection.append(stream, events, expected);
    if (!outcome.isDone) throw this.appendFailure(stream, expected, outcome.verdict, outcome.mayBeStored);
    const first = expected === 'no-stream' ? 0n : expected + 1n;
    const { revision, position } = outcome.result;
    // After a deletion on the server a "new" stream goes on where the deleted one ended.
    if (revision !== first + BigInt(events.length) - 1n) throw cutStream(stream, first);
    if (position === undefined) throw new Error(`the server gave no position to an append to ${stream}`);
    if (position <= newest) await this.checkRepeat(stream, first, events);
    this.log.note(position);
    return { revision, position };
  }

  /** The server recognises ids and never looks at the data: other data under an old id is no repeat. */
  private async checkRepeat(stream: string, first: Revision, events: readonly NewEvent[]): Promise<void> {
    const written = jsonEvents(stream, events);
    const stored = await this.streamPage(stream, first, written.length);
    if (written.every((event, index) => isSameEvent(stored[index], event))) return;
    const actual = stored.at(-1)?.revision ?? 'no-stream';
    throw new RevisionConflict(stream, first === 0n ? 'no-stream' : first - 1n, actual);
  }

  private appendFailure(stream: string, expected: ExpectedRevision, verdict: Verdict, mayBeStored: boolean): Error {
    if (verdict.kind === 'conflict') return new RevisionConflict(stream, expected, verdict.actual);
    if (verdict.kind === 'refused' && !mayBeStored) return verdict.error;
    if ('reason' in verdict && !mayBeStored) return unavailable(verdict, this.hosts);
    const reason = 'reason' in verdict ? verdict.reason : verdict.kind;
    return new OutcomeUnknown(`an append to ${stream} may or may not be stored (${reason})`);
  }

  private async streamPage(stream: string, from: Revision, count: number): Promise<readonly StoredEvent[]> {
    this.checkOpen();
    const records = await this.connection.persistently(() => this.connection.streamRecords(stream, from, count));
    return contiguous(from, records.map(storedEvent));
  }

  private checkOpen(): void {
    if (!this.closing.signal.aborted) return;
    throw new StoreUnavailable('Penyimpanan sudah ditutup. / The store is closed.');
  }
}
