// The one file that imports the client; everything else sees our own types.
import {
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  streamNameFilter,
  type ReadPosition,
  type RecordedEvent,
} from '@eventstore/db-client';
import { StoreUnavailable } from '../errors';
import type { ExpectedRevision, NewEvent, Position, Revision } from '../port';
import { Bounded } from './bounded';
import { take, within, type Cancellable } from './collect';
import { isDiscoveryFailure, isPassing, unavailable, verdictOn } from './failures';
import type { TailListener } from './live-tail';
import { persist, type Outcome } from './persist';
import { logPosition, positionText, type LogPosition } from './positions';
import type { LogRecord } from './records';
import { SharedClients } from './shared-client';

export interface Patience {
  /** A call without an answer for this long is given up (and tried again). */
  readonly timeoutMs: number;
  /** How long to try again what fails. */
  readonly patienceMs: number;
}

/** A connection carries 100 calls at most and lets further ones wait silently: stay far below. */
const MOST_READS = 32;
const MOST_APPENDS = 64;

const clients = new SharedClients((connectionString) => EventStoreDBClient.connectionString(connectionString));

/** The client with its guards: own timers, bounded calls, cancelled reads, classified failures, retries. */
export class Connection {
  private readonly shared;
  private readonly reads = new Bounded(MOST_READS);
  private readonly appends = new Bounded(MOST_APPENDS);
  private readonly closing = new AbortController();

  constructor(
    connectionString: string,
    /** For sentences about the server; holds no secret. */
    private readonly hosts: string,
    private readonly patience: Patience,
  ) {
    this.shared = clients.acquire(connectionString);
  }

  /** Aborts when the connection is closed. */
  get signal(): AbortSignal {
    return this.closing.signal;
  }

  /**
   * Appends checked events at `expected`, with the same ids again after a failure. The position is missing on old servers
   * only.
   */
  append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Outcome<{ readonly revision: Revision; readonly position: Position | undefined }>> {
    const sent = events.map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data: data as Record<string, unknown>, metadata: metadata as Record<string, unknown> }),
    );
    const expectedRevision = expected === 'no-stream' ? NO_STREAM : expected;
    const attempt = async () => {
      const { client } = this.shared;
      const appending = client.appendToStream(stream, sent, { expectedRevision, requiresLeader: true });
      const { nextExpectedRevision, position } = await within(appending, this.patience.timeoutMs, 'an append');
      return { revision: nextExpectedRevision, position: position && positionText(position) };
    };
    return this.appends.run(() => this.persist(attempt));
  }

  /** One attempt at a page of a stream; empty when there is no such stream. */
  async streamRecords(stream: string, from: Revision, count: number): Promise<LogRecord[]> {
    const options = { fromRevision: from, direction: FORWARDS, maxCount: count } as const;
    const records: LogRecord[] = [];
    try {
      await this.take(
        (client) => client.readStream(stream, options),
        (record) => {
          records.push(record);
          return true;
        },
      );
      return records;
    } catch (failure) {
      if (verdictOn(failure, this.hosts).kind === 'missing') return [];
      throw failure;
    }
  }

  /**
   * One attempt at `count` records of the whole log, `from` included; from the start (or, backwards, the end) without it.
   * `onRecord` answers whether it wants more.
   */
  scanLog(
    from: Position | undefined,
    direction: 'forwards' | 'backwards',
    count: number,
    onRecord: (record: LogRecord) => boolean,
  ): Promise<void> {
    const edge = direction === FORWARDS ? START : END;
    const fromPosition: ReadPosition = from === undefined ? edge : logPosition(from);
    return this.take((client) => client.readAll({ fromPosition, direction, maxCount: count }), onRecord);
  }

  /** Tries a read again while it fails for a passing reason. @throws StoreUnavailable, or what refuses it for good */
  async persistently<Result>(attempt: () => Promise<Result>): Promise<Result> {
    const outcome = await this.persist(attempt);
    if (outcome.isDone) return outcome.result;
    const { verdict } = outcome;
    if (verdict.kind === 'refused') throw verdict.error;
    if ('reason' in verdict) throw unavailable(verdict, this.hosts);
    throw new Error(`a read ended with ${verdict.kind}`);
  }

  isPassing(failure: unknown): boolean {
    return isPassing(verdictOn(failure, this.hosts));
  }

  /** A live subscription from the end of the log to streams with this prefix. */
  subscribe(prefix: string, listener: TailListener): { stop: () => void } {
    const subscription = this.shared.client.subscribeToAll({
      fromPosition: END,
      filter: streamNameFilter({ prefixes: [prefix] }),
    });
    subscription.on('confirmation', listener.onConfirmed);
    subscription.on('data', ({ event }) => {
      if (event?.position !== undefined) listener.onEvent(positionText(event.position));
    });
    // Stays: a failure after the subscription was left must not end the process.
    subscription.on('error', listener.onDown);
    subscription.on('end', listener.onDown);
    subscription.on('close', listener.onDown);
    return { stop: () => void subscription.unsubscribe().catch(() => undefined) };
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.shared.release();
  }

  private take(
    read: (client: EventStoreDBClient) => Cancellable<{ event?: RecordedEvent }>,
    onRecord: (record: LogRecord) => boolean,
  ): Promise<void> {
    return this.reads.run(async () => {
      const { client } = this.shared;
      const onItem = ({ event }: { event?: RecordedEvent }) => event === undefined || onRecord(new ClientRecord(event));
      try {
        await take(read(client), { onItem, silenceMs: this.patience.timeoutMs, signal: this.signal });
      } catch (failure) {
        if (isDiscoveryFailure(failure)) this.shared.replace(client);
        throw failure;
      }
    });
  }

  private persist<Result>(attempt: () => Promise<Result>): Promise<Outcome<Result>> {
    let { client } = this.shared;
    return persist(
      () => {
        // Of this attempt: the next client may have to be replaced too, as long as there is no leader to be found.
        ({ client } = this.shared);
        return attempt();
      },
      (failure) => {
        if (isDiscoveryFailure(failure)) this.shared.replace(client);
        return verdictOn(failure, this.hosts);
      },
      this.patience.patienceMs,
      this.signal,
    );
  }
}

/** A record of the client. Its place is put into words when it is asked for: of most records in a shared log it never is. */
class ClientRecord implements LogRecord {
  readonly stream: string;
  readonly revision: Revision;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
  private readonly place: LogPosition;

  constructor({ streamId, revision, position, id, type, data, metadata }: RecordedEvent) {
    if (position === undefined)
      throw new StoreUnavailable('the server gives no positions: it is too old for the ledger');
    this.stream = streamId;
    this.revision = revision;
    this.id = id;
    this.type = type;
    this.data = data;
    this.metadata = metadata;
    this.place = position;
  }

  get position(): Position {
    return positionText(this.place);
  }
}
