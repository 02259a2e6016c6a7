import type { EventStore, ExpectedRevision, Position, Revision, StoredEvent } from '../port';

/** Who sent a command and when; written into the metadata of each of its events. */
export interface Envelope {
  /** Hash of (caller, Idempotency-Key): the same command sent again has the same one. */
  readonly commandId: string;
  /** Keyed hash of the command's input. */
  readonly inputHash: string;
  /** User id of the caller. */
  readonly by: string;
  /** UTC instant, ISO 8601 with milliseconds. */
  readonly recordedAt: string;
}

/** Metadata of every event: the envelope and the version of the event's schema. */
export interface EventMetadata extends Envelope {
  readonly version: number;
}

/** What one command did in a stream. */
export interface CommandTrace {
  readonly inputHash: string;
  readonly firstRevision: Revision;
  readonly lastRevision: Revision;
  /** Of its last event. */
  readonly position: Position;
}

interface Folding<State> {
  readonly initial: () => State;
  readonly evolve: (state: State, event: StoredEvent) => State;
}

/** A stream folded up to a revision, with what its commands did. Owned by one task at a time. */
export class FoldedStream<State> {
  revision: ExpectedRevision = 'no-stream';
  position: Position | undefined;
  /** Latest `recordedAt` of the stream, '' when it has none. */
  recordedAt = '';
  state: State;
  /** Events and the items in their lists: about how much memory the state takes. */
  weight = 0;
  /** An event could not be folded: the state is half changed and of no use any more. */
  isBroken = false;
  private readonly commands = new Map<string, CommandTrace>();

  constructor(
    readonly stream: string,
    private readonly folding: Folding<State>,
  ) {
    this.state = folding.initial();
  }

  /** Forgets everything, so that the next `catchUp` reads from the start. */
  reset(): void {
    this.revision = 'no-stream';
    this.position = undefined;
    this.recordedAt = '';
    this.state = this.folding.initial();
    this.weight = 0;
    this.commands.clear();
  }

  /** Notes where a command's last event is, once the store has said so. */
  locate(commandId: string, position: Position): void {
    const trace = this.commands.get(commandId);
    if (trace !== undefined) this.commands.set(commandId, { ...trace, position });
  }

  commandOf(commandId: string): CommandTrace | undefined {
    return this.commands.get(commandId);
  }

  /** Reads what was stored since. @returns whether there was anything */
  async catchUp(store: EventStore): Promise<boolean> {
    const before = this.revision;
    for await (const page of store.readStream(this.stream, this.nextRevision)) this.fold(page);
    return this.revision !== before;
  }

  fold(events: readonly StoredEvent[]): void {
    this.isBroken = true;
    for (const event of events) {
      if (event.revision !== this.nextRevision) {
        throw new Error(
          `${this.stream} goes on at revision ${event.revision} after ${this.revision}: events are missing`,
        );
      }
      this.weight += weightOf(event);
      this.state = this.folding.evolve(this.state, event);
      this.revision = event.revision;
      this.position = event.position;
      this.note(event);
    }
    this.isBroken = false;
  }

  private get nextRevision(): Revision {
    return this.revision === 'no-stream' ? 0n : this.revision + 1n;
  }

  private note({ metadata, revision, position }: StoredEvent): void {
    const { commandId, inputHash, recordedAt } = metadata as Partial<EventMetadata>;
    if (recordedAt !== undefined && recordedAt > this.recordedAt) this.recordedAt = recordedAt;
    if (commandId === undefined || inputHash === undefined) return;
    const firstRevision = this.commands.get(commandId)?.firstRevision ?? revision;
    this.commands.set(commandId, { inputHash, firstRevision, lastRevision: revision, position });
  }
}

function weightOf({ data }: StoredEvent): number {
  let weight = 1;
  for (const value of Object.values(data)) if (Array.isArray(value)) weight += value.length;
  return weight;
}
