import type { EventMetadata, LedgerEvent } from '@sedekah/ledger';

/** An event as the log gives it: structurally the event store's stored event. */
export interface LoggedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  /** Opaque; grows, compares as a string within one store. */
  readonly position: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
}

/** Where the events come from: the part of the event store's port that a projector needs. */
export interface LogReader {
  /** Pages in global order, after `after`, up to what is stored when it reads. */
  readAll(options?: { readonly after?: string; readonly pageSize?: number }): AsyncIterable<readonly LoggedEvent[]>;
  /** The same and then live; `done` rejects when `onEvents` threw. */
  subscribeAll(options: {
    readonly after?: string;
    readonly signal: AbortSignal;
    readonly onEvents: (events: readonly LoggedEvent[]) => Promise<void> | void;
    readonly onCaughtUp?: () => void;
    readonly pageSize?: number;
  }): { readonly done: Promise<void> };
}

/** The part of the port that looks an event up. */
export interface StreamReader {
  /** Pages of one stream in order, from a revision on; none when there is no such stream. */
  readStream(stream: string, from?: bigint): AsyncIterable<readonly LoggedEvent[]>;
}

/** An event on its way into the tables. `ordinal` counts the events of the ledger from 1, in global order. */
export interface RecordedEvent<Event extends LedgerEvent = LedgerEvent> {
  readonly type: Event['type'];
  readonly data: Event['data'];
  readonly ordinal: number;
  readonly stream: string;
  readonly metadata: EventMetadata;
}
