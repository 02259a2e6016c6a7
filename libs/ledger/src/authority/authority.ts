import type { Context, Decider } from '../decider';
import { commandRefused } from '../refused';
import { amendCeiling, releaseCommitment, repriceCommitment, reserveCommitment } from './budget';
import type { AuthorityCommand } from './commands';
import type { AuthorityEvent } from './events';
import { registerAuthority } from './register';
import { evolveAuthority, knownAuthority, type AuthorityState } from './state';

/** Owner of: Σ reserved ≤ ceiling, but for what a later law makes dearer; validity, area and funding source of a budget or a legal paper. */
export const authorityDecider: Decider<AuthorityState, AuthorityCommand, AuthorityEvent> = {
  category: 'authority',
  initial: () => ({ status: 'unknown' }),
  decide,
  evolve: evolveAuthority,
};

function decide(state: AuthorityState, command: AuthorityCommand, context: Context): AuthorityEvent[] {
  switch (command.type) {
    case 'RegisterAuthority':
      return registerAuthority(state, command, context);
    case 'AmendCeiling':
      return amendCeiling(state, command, context);
    case 'ReserveCommitment':
      return reserveCommitment(state, command, context);
    case 'RepriceCommitment':
      return repriceCommitment(state, command, context);
    case 'ReleaseCommitment':
      return releaseCommitment(state, command, context);
    case 'EndAuthority': {
      const { authorityId, status } = knownAuthority(state);
      if (status === 'ended') return [];
      return [{ type: 'AuthorityEnded', data: { authorityId, reason: command.reason, effectiveOn: context.today } }];
    }
    case 'RefuseCommand':
      return [commandRefused(command, context)];
    default:
      command satisfies never;
      throw new Error('unknown command');
  }
}
