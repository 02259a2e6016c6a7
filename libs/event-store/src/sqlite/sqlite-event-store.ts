import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { checkedAppend } from '../checked-append';
import { EventUnreadable, PositionUnknown, StoreUnavailable } from '../errors';
import { follow, type LogPage, type LogSource } from '../follow';
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
import { sqliteFailure } from './failures';
import { positionRow, positionText } from './positions';
import { checkSchema } from './schema';
import { SqliteWakeUps } from './wake-ups';
import { Writer } from './writer';

export interface SqliteOptions {
  /** Path of the log; made if it is not there, unless `readOnly`. */
  readonly file: string;
  /** Reads beside a process that writes; appends are refused. */
  readonly readOnly?: boolean;
  /** Name of the ledger; a file of another ledger is refused. */
  readonly ledger?: string;
}

interface EventRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: bigint | number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

const PAGE_SIZE = 500;

/**
 * Opens the embedded store. @throws StoreUnavailable when another process writes to the file, or when it is missing
 * (`readOnly`), damaged, no ledger, or written by a newer program.
 */
export async function openSqliteEventStore({ file, readOnly = false, ledger }: SqliteOptions): Promise<EventStore> {
  if (readOnly && !existsSync(file)) {
    throw new StoreUnavailable(
      `Tidak ada buku besar di ${file}; periksa folder data. / There is no ledger at ${file}; check the data folder.`,
    );
  }
  if (!existsSync(dirname(file))) {
    throw new StoreUnavailable(
      `Folder ${dirname(file)} tidak ada; periksa folder data. / There is no folder ${dirname(file)}; check the data folder.`,
    );
  }
  const writer = readOnly ? undefined : await Writer.start({ file, ledger, channel: channelOf(file) });
  try {
    return new SqliteEventStore(openForReading(file, ledger), file, writer);
  } catch (error) {
    await writer?.close();
    throw sqliteFailure(error, file);
  }
}

function openForReading(file: string, ledger: string | undefined): Database.Database {
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    checkSchema(database, file, ledger);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The same name for every path that leads to the file, also before the file is there. */
function channelOf(file: string): string {
  const real = existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
  return `sedekah-log:${real}`;
}

class SqliteEventStore implements EventStore {
  private readonly wakeUps: SqliteWakeUps;
  private readonly streamPage: Database.Statement<[string, bigint, number], EventRow>;
  private readonly logPage: Database.Statement<[number, number, number], EventRow>;
  private readonly lastPosition: Database.Statement<[], number>;
  private readonly place: Database.Statement<[number], number>;
  private readonly closing = new AbortController();
  private readonly subscriptions = new Set<Promise<void>>();

  constructor(
    private readonly database: Database.Database,
    private readonly file: string,
    private readonly writer: Writer | undefined,
  ) {
    this.wakeUps = new SqliteWakeUps(database, channelOf(file));
    this.streamPage = database.prepare<[string, bigint, number], EventRow>(
      'select * from events where stream = ? and revision >= ? order by revision limit ?',
    );
    this.logPage = database.prepare<[number, number, number], EventRow>(
      'select * from events where position > ? and position <= ? order by position limit ?',
    );
    this.place = database.prepare<[number], number>('select position from events where position = ?').pluck();
    this.lastPosition = database.prepare<[], number>('select max(position) from events').pluck();
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    const written = checkedAppend(stream, events, expected);
    if (this.writer === undefined) throw new Error(`${this.file} is open for reading only`);
    return this.writer.append({ stream, expected, events: written });
  }

  async *readStream(stream: string, from: Revision = 0n): AsyncIterable<readonly StoredEvent[]> {
    for (let next = from; ;) {
      const page = this.read(() => this.streamPage.all(stream, next, PAGE_SIZE).map(storedEvent));
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      if (page.length < PAGE_SIZE) return;
      next = last.revision + 1n;
      await nextTurn();
    }
  }

  async *readAll(options: { after?: Position; pageSize?: number } = {}): AsyncIterable<readonly StoredEvent[]> {
    const { after, pageSize = PAGE_SIZE } = options;
    const head = this.read(() => this.lastPosition.get()) ?? 0;
    for (let next = this.checkPlace(after); next < head;) {
      const page = this.read(() => this.logPage.all(next, head, pageSize).map(storedEvent));
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      next = positionRow(last.position);
      await nextTurn();
    }
  }

  subscribeAll(options: SubscribeOptions): Subscription {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    const source: LogSource = {
      readAfter: (after, limit) => this.readAfter(after, limit),
      wakeUps: this.wakeUps,
      // A local file does not come back by itself: whatever makes a read fail is told at once.
      isPassing: () => false,
    };
    const { done } = follow(source, { ...options, signal });
    this.subscriptions.add(done);
    // Only to forget it when it ends; the subscriber hears of a failure through `done` itself.
    const forget = () => this.subscriptions.delete(done);
    done.then(forget, forget);
    return { done };
  }

  async head(): Promise<Position | undefined> {
    if (!this.closing.signal.aborted) this.writer?.check();
    const head = this.read(() => this.lastPosition.get());
    return typeof head === 'number' ? positionText(head) : undefined;
  }

  async close(): Promise<void> {
    this.closing.abort();
    if (this.database.open) {
      this.wakeUps.close();
      // Before the writer: the last connection to close moves the write-ahead log into the file, and must be able to write.
      this.database.close();
    }
    await this.writer?.close();
  }

  private async readAfter(after: Position | undefined, limit: number): Promise<LogPage> {
    await nextTurn();
    if (this.closing.signal.aborted) return { events: [], next: after };
    const row = this.checkPlace(after);
    const events = this.read(() => this.logPage.all(row, Number.MAX_SAFE_INTEGER, limit).map(storedEvent));
    return { events, next: events.at(-1)?.position ?? after };
  }

  /** Row number of a position. @throws PositionUnknown when the log has no such row */
  private checkPlace(after: Position | undefined): number {
    if (after === undefined) return 0;
    const row = positionRow(after);
    if (this.read(() => this.place.get(row)) === undefined) throw new PositionUnknown();
    return row;
  }

  private read<Result>(query: () => Result): Result {
    if (!this.database.open) throw new StoreUnavailable('Penyimpanan sudah ditutup. / The store is closed.');
    try {
      return query();
    } catch (error) {
      throw sqliteFailure(error, this.file);
    }
  }
}

/** @throws EventUnreadable */
function storedEvent(row: EventRow): StoredEvent {
  const { stream, id, type } = row;
  const place = { stream, revision: BigInt(row.revision), position: positionText(row.position), type };
  try {
    return { ...place, id, data: JSON.parse(row.data) as object, metadata: JSON.parse(row.metadata) as object };
  } catch {
    throw new EventUnreadable(place);
  }
}
