import { setTimeout as delay } from 'node:timers/promises';
import { IdempotencyKeyReused, OutcomeUnknown, RevisionConflict } from '../errors';
import type { Appended, EventStore, ExpectedRevision, NewEvent, Position, StoredEvent } from '../port';
import { Batch, firstRevision, type NewEventId, type Order } from './batch';
import type { Executed } from './decider';
import type { CommandTrace, FoldedStream } from './folded-stream';

/** An order with the promise its sender waits for. */
export interface Waiting<State> extends Order<State> {
  readonly resolve: (executed: Executed<State>) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_RETRIES = 10;
const LONGEST_JITTER_MS = 20;

/**
 * Executes the orders that wait for one stream: as many as fit are decided one after another and stored in one append,
 * so that a stream that everybody writes to costs one append for many commands. No order is answered before what it was
 * decided on is stored: a refusal because of a neighbour's event waits until that event is there.
 */
export class Execution<State> {
  /** Nobody else has appended since the state was read, as far as this process can know. */
  private isFresh = false;

  constructor(
    private readonly folded: FoldedStream<State>,
    private readonly store: EventStore,
    private readonly eventId: NewEventId,
  ) {}

  /** Settles every order. `isKnown`: the state was folded before, and is trusted until an append says otherwise. */
  async run(orders: Waiting<State>[], isKnown: boolean): Promise<void> {
    const taken: Waiting<State>[] = [];
    try {
      if (!isKnown && orders.some(({ isForNew }) => !isForNew)) await this.catchUp();
      while (orders.length > 0) {
        taken.length = 0;
        await this.runBatch(orders, taken);
      }
    } catch (error) {
      for (const { reject } of [...taken, ...orders]) reject(error);
    }
  }

  private async runBatch(orders: Waiting<State>[], taken: Waiting<State>[]): Promise<void> {
    const batch = new Batch(this.folded, this.eventId);
    /** What the orders that are not in the batch are told once it is stored. */
    const answers = new Map<Waiting<State>, () => Promise<void> | void>();
    for (let order = orders[0]; order !== undefined; order = orders[0]) {
      const answer = await this.answerTo(order, batch);
      if (answer === 'batch-first') break;
      if (answer === 'decide-again') continue;
      orders.shift();
      taken.push(order);
      if (answer !== 'accepted') answers.set(order, answer);
      if (batch.accepted.length === 0) break;
    }
    if (batch.accepted.length > 0 && !(await this.storeBatch(batch, orders, taken))) return;
    for (const answer of answers.values()) await answer();
  }

  /** Decides an order: takes it into the batch, or says how to answer it, or what has to come first. */
  private async answerTo(
    order: Waiting<State>,
    batch: Batch<State>,
  ): Promise<'accepted' | 'batch-first' | 'decide-again' | (() => Promise<void> | void)> {
    const { commandId } = order.envelope;
    if (batch.sameCommand(order) !== undefined || this.folded.commandOf(commandId) !== undefined) {
      return () => this.repeat(order);
    }
    const decision = batch.decide(order);
    if (decision.kind === 'events') {
      try {
        return batch.accept(order, decision.events) ? 'accepted' : 'batch-first';
      } catch (error) {
        return () => order.reject(error);
      }
    }
    // On a state that may be stale neither a refusal nor a "nothing to do" is an answer: read, decide again.
    if (!this.isFresh) {
      if (batch.accepted.length > 0) return 'batch-first';
      await this.catchUp();
      return 'decide-again';
    }
    if (decision.kind === 'refused') return () => order.reject(decision.refusal);
    return () => {
      const { revision, position, state } = this.folded;
      order.resolve({ revision, position, events: [], repeated: false, state });
    };
  }

  /** Stores a batch and answers its orders. @returns false when the orders are waiting again, or have been refused */
  private async storeBatch(batch: Batch<State>, orders: Waiting<State>[], taken: Waiting<State>[]): Promise<boolean> {
    let appended: Appended;
    try {
      appended = await this.appendSurely(batch.events, batch.expected);
    } catch (error) {
      await this.giveBack(batch, error, orders, taken);
      return false;
    }
    this.isFresh = true;
    const { revision: last, position } = appended;
    const stored = batch.confirm(position);
    const positions = stored.length > 1 ? await this.positionsOf(appended, batch.expected) : undefined;
    for (const { order, events } of stored) {
      const revision = events.at(-1)?.revision ?? last;
      const place = positions?.get(revision) ?? position;
      this.folded.locate(order.envelope.commandId, place);
      waitingOf(order, taken).resolve({
        revision,
        position: place,
        events,
        repeated: false,
        state: this.folded.state,
      });
    }
    return true;
  }

  /** After a failed append: what was in it is refused or, after a conflict, waits again; all others wait again. */
  private async giveBack(
    batch: Batch<State>,
    error: unknown,
    orders: Waiting<State>[],
    taken: Waiting<State>[],
  ): Promise<void> {
    const isConflict = error instanceof RevisionConflict;
    // Without its last events, or perhaps without: read from the start next time.
    if (batch.isAhead || error instanceof OutcomeUnknown) this.folded.reset();
    this.isFresh = false;
    const inBatch = new Set<Order<State>>(batch.accepted.map(({ order }) => order));
    const again = taken.splice(0).filter((order) => {
      if (!inBatch.has(order)) return true;
      if (isConflict && ++order.conflicts <= (order.options.maxRetries ?? MAX_RETRIES)) return true;
      order.reject(error instanceof OutcomeUnknown ? this.unknown(order, error) : error);
      return false;
    });
    orders.unshift(...again);
    if (!isConflict) return;
    if (again.some(({ conflicts }) => conflicts > 1)) await delay(Math.random() * LONGEST_JITTER_MS);
    await this.catchUp();
  }

  /** An unknown outcome is settled by the same append again; when that fails too, it stays unknown. */
  private async appendSurely(events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    const { stream } = this.folded;
    try {
      return await this.store.append(stream, events, expected);
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) throw error;
    }
    try {
      return await this.store.append(stream, events, expected);
    } catch (error) {
      if (error instanceof RevisionConflict) throw error;
      throw new OutcomeUnknown(error instanceof Error ? error.message : String(error));
    }
  }

  private unknown({ envelope }: Order<State>, { message }: Error): OutcomeUnknown {
    const { commandId } = envelope;
    return new OutcomeUnknown(
      `command ${commandId} on ${this.folded.stream} may or may not be stored: ${message}`,
      commandId,
    );
  }

  /** Positions of an append's events by revision: read, where the store names only that of the last one. */
  private async positionsOf(
    { revision: last, positions: named }: Appended,
    expected: ExpectedRevision,
  ): Promise<Map<bigint, Position> | undefined> {
    const first = firstRevision(expected);
    if (named) return new Map(named.map((position, index) => [first + BigInt(index), position]));
    const positions = new Map<bigint, Position>();
    try {
      for await (const page of this.store.readStream(this.folded.stream, first)) {
        for (const { revision, position } of page) positions.set(revision, position);
        if ((page.at(-1)?.revision ?? last) >= last) break;
      }
      return positions;
    } catch {
      // The commands are stored; a reader who waits for the position of the whole append finds their events too.
      return undefined;
    }
  }

  private async repeat(order: Waiting<State>): Promise<void> {
    const { envelope, resolve, reject } = order;
    const { stream, state } = this.folded;
    const trace = this.folded.commandOf(envelope.commandId);
    if (trace === undefined) throw new Error(`command ${envelope.commandId} was in ${stream} and is gone`);
    if (trace.inputHash !== envelope.inputHash) return reject(new IdempotencyKeyReused(stream, envelope.commandId));
    try {
      const events = await eventsOf(this.store, stream, trace);
      resolve({ revision: trace.lastRevision, position: trace.position, events, repeated: true, state });
    } catch (error) {
      reject(error);
    }
  }

  private async catchUp(): Promise<void> {
    await this.folded.catchUp(this.store);
    this.isFresh = true;
  }
}

/** The events of one command in a stream. */
export async function eventsOf(
  store: EventStore,
  stream: string,
  { firstRevision: first, lastRevision }: CommandTrace,
): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of store.readStream(stream, first)) {
    events.push(...page.filter(({ revision }) => revision <= lastRevision));
    if (events.at(-1)?.revision === lastRevision) break;
  }
  return events;
}

function waitingOf<State>(order: Order<State>, taken: readonly Waiting<State>[]): Waiting<State> {
  const waiting = taken.find((candidate) => candidate === order);
  if (waiting === undefined) throw new Error(`nobody waits for command ${order.envelope.commandId}`);
  return waiting;
}
