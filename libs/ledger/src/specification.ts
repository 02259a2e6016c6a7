import { localDate } from './calendar';
import { fold, type Context, type Decider, type DomainEvent } from './decider';
import { Rejection } from './rejection';

/** A context for specs: 3 May 2021, called by `bendahara`. */
export function contextOf(overrides: Partial<Context> = {}): Context {
  const now = overrides.now ?? '2021-05-03T04:00:00.000Z';
  return { now, today: localDate(now), by: 'bendahara', newId: (kind) => `${kind}-1`, ...overrides };
}

/** `given(events).when(command).then(events)`: a rule written as an example, run against the decider alone. */
export function specification<State, Command, Event extends DomainEvent>(decider: Decider<State, Command, Event>) {
  return {
    given: (...events: Event[]) => ({
      when: (command: Command, context: Partial<Context> = {}) => {
        // Folding must leave the events alone: a store may still have them to send.
        const stored = () => events.map((event) => frozen(structuredClone(event)));
        const decide = () => decider.decide(fold(decider, stored()), command, contextOf(context));
        return {
          then: (...expected: Event[]) => expect(decide()).toEqual(expected),
          /** The events themselves, for an expectation of another form. */
          events: decide,
          refused: (code: Rejection['code'], details: Record<string, string> = {}) => {
            const refusal = refusalOf(decide);
            expect(refusal).toMatchObject({ code, details });
          },
        };
      },
    }),
  };
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

function refusalOf(decide: () => unknown): Rejection {
  try {
    decide();
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
  throw new Error('the command was accepted');
}
