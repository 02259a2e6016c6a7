import type { Executed, ExecutedEvent, Position, Streams } from '@sedekah/event-store';
import {
  Rejection,
  type Context,
  type Decider,
  type DomainEvent,
  type LedgerEvent,
  type RejectionCode,
} from '@sedekah/ledger';
import type { Call } from '../http/call';
import { contextOf, envelopeOf } from '../ledger/ledger';
import { refusing } from './refusing';

/** What a step stored, or found stored. */
export interface Taken<State, Event> {
  readonly events: readonly Event[];
  readonly state: State;
  readonly repeated: boolean;
}

/** Called with what a step stored, so that the crossings it begins are followed too. */
export type Follow = (events: readonly LedgerEvent[], steps: Steps) => Promise<void>;

/**
 * The steps of one command over several streams. Each step has a command id of its own, made from the command's and the
 * step's name, so that whoever takes it (the request, its retry, or the process after a crash) takes it once.
 */
export class Steps {
  /** Of the last event any step stored: a read that waits for it sees the whole crossing. */
  position: Position | undefined;

  constructor(
    readonly call: Call,
    private readonly streams: Streams,
    private readonly follow: Follow,
  ) {}

  /** Takes a step and everything that follows from it. @throws Rejection when a rule refuses it */
  async take<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    step = '',
  ): Promise<Taken<State, Event>> {
    const taken = await this.only(decider, id, command, step);
    await this.follow(taken.events as unknown as readonly LedgerEvent[], this);
    return taken;
  }

  /** `only` for a step that begins its stream: it is decided without reading the stream first. */
  async onlyNew<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    step = '',
  ): Promise<Taken<State, Event>> {
    const call = this.callOf(step);
    const executed = await this.streams.executeNew(decider, id, command, contextOf(call) as Context, envelopeOf(call));
    return this.taken(executed);
  }

  /** Takes a step and leaves what follows to the caller. */
  async only<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    step = '',
  ): Promise<Taken<State, Event>> {
    const call = this.callOf(step);
    const pinned = step === '' && call.expectedRevision !== undefined;
    const executed = await this.streams.execute(
      decider,
      id,
      command,
      contextOf(call) as Context,
      envelopeOf(call),
      pinned ? { expectedRevision: call.expectedRevision as bigint } : {},
    );
    return this.taken(executed);
  }

  /**
   * Takes a step after others were taken: a refusal is recorded in the stream that refuses, so that a retry or the
   * process finds the same refusal, and is returned for the caller to undo what was done.
   */
  async takeOrRefuse<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    step = '',
  ): Promise<{ readonly refusal?: Rejection; readonly taken: Taken<State, Event> }> {
    const { refusal, taken } = await this.onlyOrRefuse(decider, id, command, step);
    await this.follow(taken.events as unknown as readonly LedgerEvent[], this);
    return refusal ? { refusal, taken } : { taken };
  }

  /** `takeOrRefuse`, and leaves what follows to the caller. */
  async onlyOrRefuse<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    step = '',
  ): Promise<{ readonly refusal?: Rejection; readonly taken: Taken<State, Event> }> {
    const taken = await this.only(refusing(decider), id, command, step);
    const refusal = refusalIn(taken.events);
    return refusal ? { refusal, taken } : { taken };
  }

  /**
   * Whether a later step would be refused as things stand, asked before the first one is taken: nothing is stored. Only
   * for a refusal does it wait for the commands at work on that stream: what is let through is decided again later.
   * @throws Rejection
   */
  async rehearse<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
  ): Promise<void> {
    const context = contextOf(this.call);
    const kept = this.streams.glance(decider, id);
    if (kept !== undefined && isTaken(() => decider.decide(kept, command, context))) return;
    const { state } = await this.streams.load(decider, id);
    decider.decide(state, command, context);
  }

  load<State, Command, Event extends DomainEvent>(decider: Decider<State, Command, Event>, id: string) {
    return this.streams.load(decider, id);
  }

  /** What the step `step` of this command did in a stream, if anything. */
  async doneIn<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    step = '',
  ): Promise<readonly Event[] | undefined> {
    const done = await this.streams.commandOf(decider, id, this.callOf(step).commandId);
    return done && eventsOf<Event>(done.events);
  }

  /**
   * Asks what only a new command has to answer: for a repeat that was settled the first time, and its own effects would
   * refuse it now. @returns nothing for a repeat @throws what `ask` throws
   */
  async unlessDone<State, Command, Event extends DomainEvent, Answer>(
    decider: Decider<State, Command, Event>,
    id: string,
    ask: () => Promise<Answer>,
    step = '',
  ): Promise<Answer | undefined> {
    if (await this.doneIn(decider, id, step)) return undefined;
    try {
      return await ask();
    } catch (error) {
      // It may have been done meanwhile, by the first attempt or the process that finishes it.
      if (error instanceof Rejection && (await this.doneIn(decider, id, step))) return undefined;
      throw error;
    }
  }

  private taken<State, Event>({ position, events, state, repeated }: Executed<State>): Taken<State, Event> {
    this.reach(position);
    return { events: eventsOf<Event>(events), state, repeated };
  }

  private reach(position: Position | undefined): void {
    if (position !== undefined && (this.position === undefined || position > this.position)) this.position = position;
  }

  private callOf(step: string): Call {
    if (step === '') return this.call;
    const { newId } = this.call;
    return { ...this.call, commandId: `${this.call.commandId}#${step}`, newId: (kind) => newId(`${step}:${kind}`) };
  }
}

function isTaken(decide: () => unknown): boolean {
  try {
    decide();
    return true;
  } catch (error) {
    if (error instanceof Rejection) return false;
    throw error;
  }
}

const eventsOf = <Event>(events: readonly ExecutedEvent[]) => events as unknown as readonly Event[];

/** The refusal among a step's events, as it was given the first time. */
export function refusalIn(events: readonly DomainEvent[]): Rejection | undefined {
  const refused = events.find((event) => event.type === 'CommandRefused');
  if (!refused) return undefined;
  const { code, sentence, english, details } = refused.data as {
    code: RejectionCode;
    sentence: string;
    english: string;
    details: Record<string, string>;
  };
  return new Rejection(code, sentence, english, details);
}
