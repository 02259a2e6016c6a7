import type { ExpectedRevision, Position, StoredEvent } from '../port';

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

/** What is needed to fold a stream. */
export type Foldable<State, Event extends StreamEvent> = Pick<
  StreamDecider<State, never, never, Event>,
  'category' | 'initial' | 'evolve'
>;

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
  /**
   * The stream's state now, which may hold the effect of commands that were executed together with this one. Read it at
   * once and do not keep it: the next command may change it in place.
   */
  readonly state: State;
}

export interface ExecuteOptions {
  /** Refuse with RevisionConflict unless the stream is here. */
  readonly expectedRevision?: ExpectedRevision;
  /** How often to decide again after someone was faster (default 10). */
  readonly maxRetries?: number;
}
