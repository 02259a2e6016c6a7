import { PositionUnknown } from '../errors';
import type { LogPage } from '../follow';
import type { Position, StoredEvent } from '../port';
import type { Connection } from './connection';
import { isHandlerFailure } from './failures';
import { storedEvent, type LogRecord } from './records';

/** Records looked through at a time where few of them are the ledger's. */
const MOST_RECORDS = 4_096;
/** Inner failures of the server on one place, so many and for so long, before it counts as none of this log. */
const MOST_DOUBTS = 5;
const DOUBTS_MS = 3_000;

/** Reads the server's log, in which the ledger's streams (with this prefix) stand among others. */
export class LogReader {
  /** The newest place seen in the log: an append that is answered with an older one is a repeat. */
  newest: Position = '';
  private isSparse = false;
  private doubts = { count: 0, since: 0 };
  /** The last look for the ledger's last event: where the log ended then, and what it found. */
  private look: { readonly end: Position; readonly head: Position | undefined } = { end: '', head: undefined };

  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
  ) {}

  /** Place of the ledger's last event. */
  async head(): Promise<Position | undefined> {
    let end: Position | undefined;
    for (let from: Position | undefined; ;) {
      const { look } = this;
      const before = from;
      let oldest = from;
      let head: Position | undefined;
      await this.connection.persistently(() =>
        this.connection.scanLog(before, 'backwards', MOST_RECORDS, ({ stream, position }) => {
          end ??= position;
          oldest = position;
          if (stream.startsWith(this.prefix)) head = position;
          // Everything up to where the last look began is known.
          return head === undefined && position > look.end;
        }),
      );
      const isWhole = oldest === undefined || oldest === before || oldest <= look.end;
      if (head === undefined && !isWhole) {
        from = oldest;
        continue;
      }
      this.look = { end: end ?? '', head: head ?? look.head };
      return this.look.head;
    }
  }

  /** The next events of the ledger after `after`, `limit` at most, and where to read on. */
  async page(after: Position | undefined, limit: number): Promise<LogPage> {
    if (after !== undefined && after > this.newest && after > ((await this.end()) ?? '')) throw new PositionUnknown();
    // Other ledgers and the server itself write to the same log: where they fill it, look further at a time.
    const count = this.isSparse ? Math.max(MOST_RECORDS, limit) : limit + 1;
    const events: StoredEvent[] = [];
    const scanned: { count: number; last: LogRecord | undefined } = { count: 0, last: undefined };
    await this.scanFrom(after, count, (record) => {
      // Reading is inclusive: the first record is the one that was read before.
      const isReadBefore = scanned.count++ === 0 && after !== undefined;
      if (isReadBefore && record.position !== after) throw new PositionUnknown();
      scanned.last = record;
      if (!isReadBefore && record.stream.startsWith(this.prefix)) events.push(storedEvent(record));
      return events.length < limit;
    });
    const next = scanned.last?.position;
    if (after !== undefined && next === undefined) throw new PositionUnknown();
    if (scanned.count > 1) this.isSparse = events.length * 2 < scanned.count - 1;
    if (next !== undefined) this.note(next);
    return { events, next };
  }

  /**
   * The server throws inside when it is asked for a place between two records, and rarely, in passing, after a restart:
   * the same answer again and again means that the place is none of this log.
   */
  private async scanFrom(
    after: Position | undefined,
    count: number,
    onRecord: (record: LogRecord) => boolean,
  ): Promise<void> {
    try {
      await this.connection.scanLog(after, 'forwards', count, onRecord);
      this.doubts = { count: 0, since: 0 };
    } catch (failure) {
      if (after === undefined || !isHandlerFailure(failure)) throw failure;
      if (this.doubts.count++ === 0) this.doubts.since = Date.now();
      const isSure = this.doubts.count >= MOST_DOUBTS && Date.now() - this.doubts.since >= DOUBTS_MS;
      throw isSure ? new PositionUnknown() : failure;
    }
  }

  /** Place of the server's last record, whoever's it is. */
  async end(): Promise<Position | undefined> {
    let end: Position | undefined;
    await this.connection.persistently(() =>
      this.connection.scanLog(undefined, 'backwards', 1, ({ position }) => {
        end = position;
        return true;
      }),
    );
    if (end !== undefined) this.note(end);
    return end;
  }

  note(position: Position): void {
    if (position > this.newest) this.newest = position;
  }
}
