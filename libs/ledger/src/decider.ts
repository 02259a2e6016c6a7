import type { Instant, LocalDate } from './calendar';

/** What a decision may know about the moment it is taken. Clock, ids and caller come in from outside. */
export interface Context {
  /** UTC instant, ISO 8601. */
  readonly now: Instant;
  /** The day of `now` in the scheme's time zone. */
  readonly today: LocalDate;
  /** User id of the caller (`system` for the ledger's own processes). */
  readonly by: string;
  /** An id derived from the command id and `kind`: the same command sent again gets the same ids. */
  readonly newId: (kind: string) => string;
}

/** An event as the domain sees it. `data` is plain JSON: ISO strings, decimal strings; no Date, no bigint. */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * The rules of one aggregate. `decide` is pure and never changes `state`. `evolve` owns the state it is given: it may
 * change it in place and returns it, so that folding a long stream stays linear.
 */
export interface Decider<State, Command, Event extends DomainEvent> {
  /** Name prefix of its streams: `<ledger>.<category>-<id>`. */
  readonly category: string;
  readonly initial: () => State;
  /** @throws Rejection when a rule refuses the command; nothing has changed then. */
  readonly decide: (state: State, command: Command, context: Context) => Event[];
  readonly evolve: (state: State, event: Event) => State;
}

/** Folds `events` onto `state` (a fresh one if none is given). */
export function fold<State, Event extends DomainEvent>(
  decider: Pick<Decider<State, never, Event>, 'initial' | 'evolve'>,
  events: readonly Event[],
  state: State = decider.initial(),
): State {
  return events.reduce((folded, event) => decider.evolve(folded, event), state);
}
