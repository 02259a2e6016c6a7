import { Streams, type EventStore } from '@sedekah/event-store';
import { localDate, type Context, type Decider, type DomainEvent } from '@sedekah/ledger';

/** Plays commands into a log with a clock and ids of its own, so that the same commands always give the same log. */
export class Scenario {
  private readonly streams: Streams;
  private clock = Date.parse('2021-04-22T01:00:00.000Z');
  private commands = 0;

  /** `name` tells this scenario's commands from another's on the same log. */
  constructor(
    store: EventStore,
    private readonly name = 'perintah',
    ledger = 'sedekah',
  ) {
    this.streams = new Streams({ store, ledger });
  }

  /** From now on it is nine in the morning (WITA) of that day; every command takes a minute. */
  on(day: string): this {
    this.clock = Date.parse(`${day}T01:00:00.000Z`);
    return this;
  }

  /** What the decider makes of `command`, appended. */
  async does<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: NoInfer<Command>,
    by = 'bendahara',
    /** Of the command before it: this one follows from that. */
    step?: string,
  ): Promise<void> {
    const now = new Date(this.clock).toISOString();
    const commandId = step ? `${this.name}-${this.commands}#${step}` : `${this.name}-${(this.commands += 1)}`;
    this.clock += 60_000;
    const context: Context = { now, today: localDate(now), by, newId: (kind) => `${kind}-${this.commands}` };
    const envelope = { commandId, inputHash: `masukan-${commandId}`, by, recordedAt: now };
    await this.streams.execute(decider, id, command, context, envelope);
  }
}
