import type { EventStore, ExpectedRevision, StoredEvent } from '../port';
import type { NewEventId } from './batch';
import type { Executed, ExecutedEvent, ExecuteOptions, Foldable, StreamDecider, StreamEvent } from './decider';
import { eventIdOf } from './event-id';
import { eventsOf, Execution, type Waiting } from './execution';
import { FoldedStream, type CommandTrace, type Envelope } from './folded-stream';
import { KeyedQueue } from './keyed-queue';
import { LeastRecentlyUsed } from './least-recently-used';

export interface StreamsOptions {
  readonly store: EventStore;
  /** First part of every stream's name. */
  readonly ledger: string;
  /** Streams kept folded in memory (default 5000). */
  readonly cacheSize?: number;
  /** Nobody else appends to the store while it is open: what is folded is what is stored, and need not be read again. */
  readonly isOnlyWriter?: boolean;
  /** Id of the event a command puts at `index` of a stream, as a UUID. */
  readonly eventId?: NewEventId;
  /** Brings a stored event to the newest version of its type. */
  readonly upcast?: (event: StoredEvent) => StreamEvent;
}

const CACHE_SIZE = 5_000;
/** People in the lists of all streams kept, times their events: a few hundred bytes each. */
const CACHE_WEIGHT = 200_000;

/**
 * Executes commands on streams: fold, look whether the command was executed before, decide, append at the revision that
 * was folded. Commands on one stream of this process wait for each other; against other processes the expected revision
 * protects. The folded state is kept, and trusted until an append conflicts or the rules refuse.
 */
export class Streams {
  private readonly store: EventStore;
  private readonly isOnlyWriter: boolean;
  private readonly ledger: string;
  private readonly eventId: NewEventId;
  private readonly upcast: NonNullable<StreamsOptions['upcast']>;
  /** Commands that wait, by stream. */
  private readonly lines = new Map<string, Waiting<unknown>[]>();
  private readonly queue = new KeyedQueue();
  private readonly cache: LeastRecentlyUsed<FoldedStream<unknown>>;

  constructor({
    store,
    ledger,
    cacheSize = CACHE_SIZE,
    isOnlyWriter = false,
    eventId = eventIdOf,
    upcast = (event) => event,
  }: StreamsOptions) {
    this.store = store;
    this.isOnlyWriter = isOnlyWriter;
    this.ledger = ledger;
    this.eventId = eventId;
    this.upcast = upcast;
    this.cache = new LeastRecentlyUsed({ entries: cacheSize, weight: CACHE_WEIGHT });
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
    return this.order(decider, id, command, context, { envelope, options, isForNew: false });
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
    return this.order(decider, id, command, context, { envelope, options: {}, isForNew: true });
  }

  /** The state of a stream as stored now. Read it at once and do not keep it: the next command may change it in place. */
  load<State, Event extends StreamEvent>(
    decider: Foldable<State, Event>,
    id: string,
  ): Promise<{ readonly state: State; readonly revision: ExpectedRevision }> {
    const atRest = this.atRest<State>(this.streamName(decider.category, id));
    if (atRest) return Promise.resolve({ state: atRest.state, revision: atRest.revision });
    return this.onStream(decider, id, async (folded) => {
      await this.catchUp(folded);
      return { state: folded.state, revision: folded.revision };
    });
  }

  /**
   * What is kept of a stream, also while commands are at work on it: perhaps ahead of the log, never far behind. Good for
   * a guess that is checked later; undefined when nothing is kept, or others may have written since.
   */
  glance<State, Event extends StreamEvent>({ category }: Foldable<State, Event>, id: string): State | undefined {
    if (!this.isOnlyWriter) return undefined;
    const folded = this.cache.get(this.streamName(category, id)) as FoldedStream<State> | undefined;
    return folded?.revision === 'no-stream' ? undefined : folded?.state;
  }

  /** What a command did in a stream, undefined when it did nothing there. */
  commandOf<State, Event extends StreamEvent>(
    decider: Foldable<State, Event>,
    id: string,
    commandId: string,
  ): Promise<(CommandTrace & { readonly events: readonly ExecutedEvent[] }) | undefined> {
    return this.onStream(decider, id, async (folded) => {
      await this.catchUp(folded);
      const trace = folded.commandOf(commandId);
      return trace && { ...trace, events: await eventsOf(this.store, folded.stream, trace) };
    });
  }

  /** What is kept of a stream, where that is what is stored: nobody else writes, and nobody here is at work on it. */
  private atRest<State>(stream: string): FoldedStream<State> | undefined {
    if (!this.isOnlyWriter || this.queue.isBusy(stream)) return undefined;
    return this.cache.get(stream) as FoldedStream<State> | undefined;
  }

  private async catchUp<State>(folded: FoldedStream<State>): Promise<void> {
    if (this.isOnlyWriter && folded.revision !== 'no-stream') return;
    await folded.catchUp(this.store);
  }

  /** Puts a command in the line of its stream. Whoever's turn it is first executes all that wait there. */
  private order<State, Command, Context, Event extends StreamEvent>(
    decider: StreamDecider<State, Command, Context, Event>,
    id: string,
    command: Command,
    context: Context,
    terms: Pick<Waiting<State>, 'envelope' | 'options' | 'isForNew'>,
  ): Promise<Executed<State>> {
    const stream = this.streamName(decider.category, id);
    return new Promise((resolve, reject) => {
      const decide = (state: State) => decider.decide(state, command, context);
      const line = (this.lines.get(stream) as Waiting<State>[] | undefined) ?? [];
      line.push({ ...terms, decide, conflicts: 0, resolve, reject });
      this.lines.set(stream, line as Waiting<unknown>[]);
      const turn = this.onStream(decider, id, async (folded, isKnown) => {
        // Closed: who comes from now on waits for another turn.
        if (this.lines.get(stream) === line) this.lines.delete(stream);
        if (line.length > 0) await new Execution(folded, this.store, this.eventId).run(line, isKnown);
      });
      turn.catch(reject);
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
        else if (folded.revision !== 'no-stream')
          this.cache.set(stream, folded as FoldedStream<unknown>, folded.weight);
      }
    });
  }
}
