/** Place of an event in its stream, from 0n. */
export type Revision = bigint;

/** Place of an event in the whole log. Opaque; compares as a string within one store. */
export type Position = string;

/** What the stream must look like for the append to be taken: no events yet, or this last revision. */
export type ExpectedRevision = 'no-stream' | Revision;

/** An event to be stored. `id` is a UUID: the same id at the same expected revision is stored once. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  /** Plain JSON, no bigint, no undefined at the top. */
  readonly data: object;
  readonly metadata: object;
}

export interface StoredEvent extends NewEvent {
  readonly stream: string;
  readonly revision: Revision;
  readonly position: Position;
}

export interface Appended {
  /** Of the last event of the append. */
  readonly revision: Revision;
  readonly position: Position;
  /** Of every event of an append of several, in order, where the store names them all. */
  readonly positions?: readonly Position[];
}

/** The answer of a subscription: `done` settles when it has ended (aborted: resolved; the handler threw: rejected). */
export interface Subscription {
  readonly done: Promise<void>;
}

export interface SubscribeOptions {
  /** Last handled position; absent: from the start. */
  readonly after?: Position;
  readonly signal: AbortSignal;
  /** Called with each page in order, one call at a time. The next page waits for it. */
  readonly onEvents: (events: readonly StoredEvent[]) => Promise<void> | void;
  /** Called whenever everything stored so far has been handled. */
  readonly onCaughtUp?: () => void;
  /** Events per page at most (default 500). */
  readonly pageSize?: number;
}

/** One event log, one total order over all streams of the ledger. Two adapters keep this contract: SQLite and EventStoreDB. */
export interface EventStore {
  /**
   * Stores all events or none. @throws RevisionConflict, AppendTooLarge, NotJson, OutcomeUnknown, StoreUnavailable
   */
  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended>;
  /** Pages of a stream in order, from `from` (default 0n); no page at all for a stream that does not exist. */
  readStream(stream: string, from?: Revision): AsyncIterable<readonly StoredEvent[]>;
  /** Pages of the whole log in order, after `after` (default: from the start) up to what is stored when it reads. */
  readAll(options?: { readonly after?: Position; readonly pageSize?: number }): AsyncIterable<readonly StoredEvent[]>;
  /** The whole log from `after` on and then live; resumes by itself from the last handled event. */
  subscribeAll(options: SubscribeOptions): Subscription;
  /** Position of the last event stored, `undefined` for an empty log. Proves that the store answers. */
  head(): Promise<Position | undefined>;
  close(): Promise<void>;
}

/** Largest append in bytes of JSON: below EventStoreDB's limit of 1 MiB per append. */
export const LARGEST_APPEND_BYTES = 512 * 1024;
