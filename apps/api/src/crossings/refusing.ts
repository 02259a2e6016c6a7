import { Rejection, type Context, type Decider, type DomainEvent } from '@sedekah/ledger';

/** The same rules, but a refusal is an event of the stream that refuses (CommandRefused) instead of an exception. */
export function refusing<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
): Decider<State, Command, Event> {
  return { ...decider, decide: (state, command, context) => decideOrRefuse(decider, state, command, context) };
}

function decideOrRefuse<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  state: State,
  command: Command,
  context: Context,
): Event[] {
  try {
    return decider.decide(state, command, context);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const { code, sentence, english, details } = error;
    const data = { code, sentence, english, details, effectiveOn: context.today };
    return [{ type: 'CommandRefused', data } as unknown as Event];
  }
}
