import { Injectable } from '@nestjs/common';
import { Streams, type Envelope, type Executed } from '@sedekah/event-store';
import type { Context, Decider, DomainEvent } from '@sedekah/ledger';
import type { Call } from '../http/call';
import { AtRevision, Written } from '../http/written';

/** What a decision may know of its call. */
export const contextOf = ({ now, today, by, newId }: Call): Context => ({ now, today, by, newId });

/** What is kept beside every event of a call. */
export const envelopeOf = ({ now, commandId, inputHash, by }: Call): Envelope => ({
  recordedAt: now,
  commandId,
  inputHash,
  by,
});

/** Commands against single streams: load, fold, decide, append. */
@Injectable()
export class Ledger {
  constructor(private readonly streams: Streams) {}

  /**
   * Decides `command` on the stream `id` and appends what comes of it. A command id the stream has seen is answered
   * as the first time.
   * @throws Rejection, RevisionConflict, IdempotencyKeyReused, OutcomeUnknown, StoreUnavailable
   */
  execute<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    call: Call,
  ): Promise<Executed<State>> {
    const pinned = call.expectedRevision === undefined ? {} : { expectedRevision: call.expectedRevision };
    return this.streams.execute(decider, id, command, contextOf(call), envelopeOf(call), pinned);
  }

  /** `execute` for a stream this command begins. */
  executeNew<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    call: Call,
  ): Promise<Executed<State>> {
    return this.streams.executeNew(decider, id, command, contextOf(call), envelopeOf(call));
  }

  /** `execute`, answered with `body` over HTTP. */
  async write<State, Command, Event extends DomainEvent, Body extends object>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    call: Call,
    body: Body,
  ): Promise<Written<Body>> {
    const { position, revision } = await this.execute(decider, id, command, call);
    return new Written(body, position, typeof revision === 'bigint' ? revision : undefined);
  }

  /** Whether this call was executed on the stream and recorded something there. */
  async hasDone<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    call: Call,
  ): Promise<boolean> {
    return (await this.streams.commandOf(decider, id, call.commandId)) !== undefined;
  }

  /** The state as stored now. Read it at once and do not keep it: the next command may change it in place. */
  load<State, Event extends DomainEvent>(
    decider: Pick<Decider<State, never, Event>, 'category' | 'initial' | 'evolve'>,
    id: string,
  ) {
    return this.streams.load<State, Event>(decider as Decider<State, never, Event>, id);
  }

  /** `body` with the revision its stream has now, for `ETag`. */
  async atRevision<State, Event extends DomainEvent, Body extends object>(
    decider: Pick<Decider<State, never, Event>, 'category' | 'initial' | 'evolve'>,
    id: string,
    body: Body,
  ): Promise<AtRevision<Body> | Body> {
    const { revision } = await this.load(decider, id);
    return typeof revision === 'bigint' ? new AtRevision(body, revision) : body;
  }
}
