import { setTimeout as delay } from 'node:timers/promises';
import { plainJson } from '../checked-append';
import { IdempotencyKeyReused, OutcomeUnknown, RevisionConflict } from '../errors';
import type { Appended, EventStore, ExpectedRevision, NewEvent, Position, StoredEvent } from '../port';
import { eventIdOf } from './event-id';
import { FoldedStream, type CommandTrace, type Envelope, type EventMetadata } from './folded-stream';
import { KeyedQueue } from './keyed-queue';
import { LeastRecentlyUsed } from './least-recently-used';

/** The rules of one kind of stream, as the domain writes them. */
export interface StreamDecider<State, Command, Context, Event extends StreamEvent> {
  readonly category: string;
  readonly initial: () => State;
  /** Throws to refuse; never changes `state`. */
  readonly decide: (state: State, command: Command, context: Context) => readonly Event[];
  /** May change `state` in place. */
  readonly evolve: (state: State, event: Event) => State;
}

export interface StreamEvent {
  readonly type: string;
  readonly data: object;
}

/** An event as stored; its position is known for the last of an append only. */
export type ExecutedEvent = Omit<StoredEvent, 'position'>;

/** What a command did. */
export interface Executed<State> {
  /** Of the stream after this command; 'no-stream' when there is nothing in it. */
  readonly revision: ExpectedRevision;
  /** Of the command's last event, else of the stream's; undefined when there is none. */
  readonly position: Position | undefined;
  /** This command's events in this stream. */
  readonly events: readonly ExecutedEvent[];
  /** The command had been executed before; nothing was stored now. */
  readonly repeated: boolean;
  /** The stream's state now. Read it at once and do not keep it: the next command may change it in place. */
  readonly state: State;
}

export interface ExecuteOptions {
  /** Refuse with RevisionConflict unless the stream is here; no retries then. */
  readonly expectedRevision?: ExpectedRevision;
  /** How often to decide again after someone was faster (default 10). */
  readonly maxRetries?: number;
}

export interface StreamsOptions {
  readonly store: EventStore;
  /** First part of every stream's name. */
  readonly ledger: string;
  /** Streams kept folded in memory (default 1000). */
  readonly cacheSize?: number;
  readonly eventId?: (commandId: string, stream: string, index: number, content: string) => string;
  /** Brings a stored event to the newest version of its type. */
  readonly upcast?: (event: StoredEvent) => StreamEvent;
}

const CACHE_SIZE = 1_000;
const MAX_RETRIES = 10;
const LONGEST_JITTER_MS = 20;
/** Version of the schema that events are written in. */
const EVENT_VERSION = 1;

/**
 * Executes commands on streams: fold, look whether the command was executed before, decide, append at the revision that
 * was folded. Commands on one stream of this process wait for each other; against other processes the expected revision
 * protects. The folded state is kept, and trusted until an append conflicts or the rules refuse.
 */
export class Streams {
  private readonly store: EventStore;
  private readonly ledger: string;
  private readonly eventId: NonNullable<StreamsOptions['eventId']>;
  private readonly upcast: NonNullable<StreamsOptions['upcast']>;
  private readonly queue = new KeyedQueue();
  private readonly cache: LeastRecentlyUsed<FoldedStream<unknown>>;

  constructor({
    store,
    ledger,
    cacheSize = CACHE_SIZE,
    eventId = eventIdOf,
    upcast = (event) => event,
  }: StreamsOptions) {
    this.store = store;
    this.ledger = ledger;
    this.eventId = eventId;
    this.upcast = upcast;
    this.cache = new LeastRecentlyUsed(cacheSize);
  }

  /** `<ledger>.<category>-<id>` */
  streamName(category: string, id: string): string {
    return `${this.ledger}.${category}-${id}`;
  }

  /**
   * Executes a command once, however often it is sent. A command id is good for one append to a stream: a later step on
   * the same stream needs an id of its own. @throws whatever `decide` refuses with, RevisionConflict (pinned, or too many
   * retries), IdempotencyKeyReused, OutcomeUnknown (send the same command again), and what the store throws.
   */
  execute<State, Command, Context, Event extends StreamEvent>(
    decider: StreamDecider<State, Command, Context, Event>,
    id: string,
    command: Command,
    context: Context,
    envelope: Envelope,
    options: ExecuteOptions = {},
  ): Promise<Executed<State>> {
    return this.onStream(decider, id, async (folded, isKnown) => {
      if (!isKnown) await folded.catchUp(this.store);
      return this.settle(folded, () => decider.decide(folded.state, command, context), envelope, !isKnown, options);
    });
  }

  /**
   * Like `execute`, for a stream that normally does not exist yet: decides on the initial state and appends without
   * reading first. When the stream turns out to exist, it is read and the command decided again.
   */
  executeNew<State, Command, Context, Event extends StreamEvent>(
    decider: StreamDecider<State, Command, Context, Event>,
    id: string,
    command: Command,
    context: Context,
    envelope: Envelope,
  ): Promise<Executed<State>> {
    return this.onStream(decider, id, (folded) =>
      this.settle(folded, () => decider.decide(folded.state, command, context), envelope, false, {}),
    );
  }

  /** The state of a stream as stored now. Read it at once and do not keep it: the next command may change it in place. */
  load<State, Event extends StreamEvent>(
    decider: Foldable<State, Event>,
    id: string,
  ): Promise<{ readonly state: State; readonly revision: ExpectedRevision }> {
    return this.onStream(decider, id, async (folded) => {
      await folded.catchUp(this.store);
      return { state: folded.state, revision: folded.revision };
    });
  }

  /** What a command did in a stream, undefined when it did nothing there. */
  commandOf<State, Event extends StreamEvent>(
    decider: Foldable<State, Event>,
    id: string,
    commandId: string,
  ): Promise<(CommandTrace & { readonly events: readonly ExecutedEvent[] }) | undefined> {
    return this.onStream(decider, id, async (folded) => {
      await folded.catchUp(this.store);
      const trace = folded.commandOf(commandId);
      return trace && { ...trace, events: await this.eventsOf(folded.stream, trace) };
    });
  }

  /** One task at a time on a stream, with what is known of it. */
  private onStream<State, Event extends StreamEvent, Result>(
    { category, initial, evolve }: Foldable<State, Event>,
    id: string,
    task: (folded: FoldedStream<State>, isKnown: boolean) => Promise<Result>,
  ): Promise<Result> {
    const stream = this.streamName(category, id);
    return this.queue.run(stream, async () => {
      // A category has one decider, so that what is kept under the stream's name is a State of this decider.
      const known = this.cache.get(stream) as FoldedStream<State> | undefined;
      const folded =
        known ??
        new FoldedStream(stream, { initial, evolve: (state, event) => evolve(state, this.upcast(event) as Event) });
      try {
        return await task(folded, known !== undefined);
      } finally {
        if (folded.isBroken) this.cache.delete(stream);
        else if (folded.revision !== 'no-stream') this.cache.set(stream, folded as FoldedStream<unknown>);
      }
    });
  }

  private async settle<State>(
    folded: FoldedStream<State>,
    decide: () => readonly StreamEvent[],
    envelope: Envelope,
    hasJustBeenRead: boolean,
    { expectedRevision, maxRetries = MAX_RETRIES }: ExecuteOptions,
  ): Promise<Executed<State>> {
    let isFresh = hasJustBeenRead;
    for (let conflicts = 0; ; isFresh = true) {
      const trace = folded.commandOf(envelope.commandId);
      if (trace !== undefined) return this.repeat(folded, trace, envelope);
      const decision = decisionOn(folded, decide, expectedRevision);
      if (decision.events !== undefined && decision.events.length > 0) {
        try {
          return await this.append(folded, decision.events, envelope);
        } catch (error) {
          if (!(error instanceof RevisionConflict) || ++conflicts > maxRetries) throw error;
          if (conflicts > 1) await delay(Math.random() * LONGEST_JITTER_MS);
        }
      } else if (isFresh) {
        // On a state that may be stale neither a refusal nor a "nothing to do" is an answer: read, decide again.
        if (decision.events === undefined) throw decision.refusal;
        const { revision, position, state } = folded;
        return { revision, position, events: [], repeated: false, state };
      }
      await folded.catchUp(this.store);
    }
  }

  private async append<State>(
    folded: FoldedStream<State>,
    events: readonly StreamEvent[],
    { commandId, inputHash, by, recordedAt }: Envelope,
  ): Promise<Executed<State>> {
    const { stream, revision: expected } = folded;
    const metadata: EventMetadata = {
      recordedAt: recordedAt > folded.recordedAt ? recordedAt : folded.recordedAt,
      commandId,
      inputHash,
      by,
      version: EVENT_VERSION,
    };
    const newEvents = events.map(({ type, data }, index): NewEvent => {
      const json = plainJson(data, stream, type);
      const id = this.eventId(commandId, stream, index, JSON.stringify([type, json, metadata]));
      // Folded as it will be read back, and apart from what the decider may still hold.
      return { id, type, data: JSON.parse(json) as object, metadata };
    });
    const { revision, position } = await this.appendSurely(stream, newEvents, expected, commandId);
    const first = revision - BigInt(newEvents.length) + 1n;
    const stored = newEvents.map((event, index) => ({ ...event, stream, revision: first + BigInt(index), position }));
    folded.fold(stored);
    return { revision, position, events: stored, repeated: false, state: folded.state };
  }

  /** An unknown outcome is settled by the same append again; when that fails too, it stays unknown. */
  private async appendSurely(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    commandId: string,
  ): Promise<Appended> {
    try {
      return await this.store.append(stream, events, expected);
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) throw error;
    }
    try {
      return await this.store.append(stream, events, expected);
    } catch (error) {
      if (error instanceof RevisionConflict) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new OutcomeUnknown(`command ${commandId} on ${stream} may or may not be stored: ${reason}`, commandId);
    }
  }

  private async repeat<State>(
    folded: FoldedStream<State>,
    trace: CommandTrace,
    { commandId, inputHash }: Envelope,
  ): Promise<Executed<State>> {
    const { stream, state } = folded;
    if (trace.inputHash !== inputHash) throw new IdempotencyKeyReused(stream, commandId);
    const events = await this.eventsOf(stream, trace);
    return { revision: trace.lastRevision, position: trace.position, events, repeated: true, state };
  }

  private async eventsOf(stream: string, { firstRevision, lastRevision }: CommandTrace): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const page of this.store.readStream(stream, firstRevision)) {
      events.push(...page.filter(({ revision }) => revision <= lastRevision));
      if (events.at(-1)?.revision === lastRevision) break;
    }
    return events;
  }
}

type Foldable<State, Event extends StreamEvent> = Pick<
  StreamDecider<State, never, never, Event>,
  'category' | 'initial' | 'evolve'
>;

type Decision =
  { readonly events: readonly StreamEvent[] } | { readonly events?: undefined; readonly refusal: unknown };

function decisionOn(
  { stream, revision }: Pick<FoldedStream<unknown>, 'stream' | 'revision'>,
  decide: () => readonly StreamEvent[],
  pinned: ExpectedRevision | undefined,
): Decision {
  if (pinned !== undefined && pinned !== revision) return { refusal: new RevisionConflict(stream, pinned, revision) };
  try {
    return { events: decide() };
  } catch (refusal) {
    return { refusal };
  }
}
