import { plainCopy } from '../checked-append';
import { RevisionConflict } from '../errors';
import { LARGEST_APPEND_BYTES, type ExpectedRevision, type NewEvent, type Position, type Revision } from '../port';
import type { ExecutedEvent, ExecuteOptions, StreamEvent } from './decider';
import type { Envelope, EventMetadata, FoldedStream } from './folded-stream';

/** A command waiting to be executed on a stream. */
export interface Order<State> {
  readonly decide: (state: State) => readonly StreamEvent[];
  readonly envelope: Envelope;
  readonly options: ExecuteOptions;
  /** The stream normally does not exist: decide without reading it first. */
  readonly isForNew: boolean;
  /** How often someone else was faster. */
  conflicts: number;
}

/** An order that was accepted, and its events. */
export interface Accepted<State> {
  readonly order: Order<State>;
  readonly events: readonly NewEvent[];
}

export type Decision =
  | { readonly kind: 'events'; readonly events: readonly StreamEvent[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly refusal: unknown };

export type NewEventId = (commandId: string, stream: string, index: number, content: string) => string;

/** Version of the schema that events are written in. */
const EVENT_VERSION = 1;
/** Events of one append at most; the limit in bytes is the store's. */
const MOST_EVENTS = 500;

/**
 * Commands on one stream that are decided one after another, each on what the one before it did, and stored in a single
 * append: all or none.
 */
export class Batch<State> {
  readonly accepted: Accepted<State>[] = [];
  readonly expected: ExpectedRevision;
  private bytes = 0;
  private recordedAt: string;
  /** The last accepted order is folded only when another follows: a lone command leaves the state as it was. */
  private unfolded: readonly NewEvent[] = [];

  constructor(
    private readonly folded: FoldedStream<State>,
    private readonly eventId: NewEventId,
  ) {
    this.expected = folded.revision;
    this.recordedAt = folded.recordedAt;
  }

  get events(): readonly NewEvent[] {
    return this.accepted.flatMap(({ events }) => events);
  }

  /** The state has gone ahead of the log. */
  get isAhead(): boolean {
    return this.folded.revision !== this.expected;
  }

  /** The order in this batch with the same command id. */
  sameCommand({ envelope }: Order<State>): Order<State> | undefined {
    return this.accepted.find(({ order }) => order.envelope.commandId === envelope.commandId)?.order;
  }

  /** Decides on the state after all accepted orders. */
  decide({ decide, options: { expectedRevision } }: Order<State>): Decision {
    this.folded.fold(this.placed(this.unfolded));
    this.unfolded = [];
    const { stream, revision, state } = this.folded;
    if (expectedRevision !== undefined && expectedRevision !== revision) {
      return { kind: 'refused', refusal: new RevisionConflict(stream, expectedRevision, revision) };
    }
    try {
      const events = decide(state);
      return events.length === 0 ? { kind: 'nothing' } : { kind: 'events', events };
    } catch (refusal) {
      return { kind: 'refused', refusal };
    }
  }

  /** Takes an order's events in, unless the batch is full. @throws NotJson */
  accept(order: Order<State>, events: readonly StreamEvent[]): boolean {
    const { commandId, inputHash, by, recordedAt } = order.envelope;
    const metadata: EventMetadata = {
      recordedAt: recordedAt > this.recordedAt ? recordedAt : this.recordedAt,
      commandId,
      inputHash,
      by,
      version: EVENT_VERSION,
    };
    let bytes = this.bytes;
    const written = events.map(({ type, data }, index): NewEvent => {
      // Folded as it will be read back, and apart from what the decider may still hold.
      const { text, copy } = plainCopy(data, this.folded.stream, type);
      const content = JSON.stringify([type, text, metadata]);
      bytes += Buffer.byteLength(content);
      const id = this.eventId(commandId, this.folded.stream, index, content);
      return { id, type, data: copy, metadata };
    });
    const count = this.accepted.reduce((sum, { events: { length } }) => sum + length, written.length);
    if (this.accepted.length > 0 && (bytes > LARGEST_APPEND_BYTES || count > MOST_EVENTS)) return false;
    this.accepted.push({ order, events: written });
    this.unfolded = written;
    this.bytes = bytes;
    this.recordedAt = metadata.recordedAt;
    return true;
  }

  /** The append was taken: folds what is not folded yet, and says where each order's events are. */
  confirm(position: Position): { readonly order: Order<State>; readonly events: readonly ExecutedEvent[] }[] {
    this.folded.fold(this.placed(this.unfolded));
    this.folded.position = position;
    this.unfolded = [];
    let next = firstRevision(this.expected);
    return this.accepted.map(({ order, events }) => ({
      order,
      events: events.map((event) => ({ ...event, stream: this.folded.stream, revision: next++ })),
    }));
  }

  private placed(events: readonly NewEvent[]) {
    const first = firstRevision(this.folded.revision);
    return events.map((event, index) => ({
      ...event,
      stream: this.folded.stream,
      revision: first + BigInt(index),
      position: '',
    }));
  }
}

/** Revision of the event that follows `last`. */
export function firstRevision(last: ExpectedRevision): Revision {
  return last === 'no-stream' ? 0n : last + 1n;
}
