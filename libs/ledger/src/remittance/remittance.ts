import type { Context, Decider } from '../decider';
import { commandRefused } from '../refused';
import type { RemittanceCommand } from './commands';
import type { RemittanceEvent } from './events';
import { cancelRemittance, completeOrder, openRemittance } from './order';
import { acknowledgeRemittance, payRemittance } from './payment';
import { receiveRefund } from './refund';
import { evolveRemittance, type RemittanceState } from './state';

/** Owner of: amount = Σ parts; paid once; acknowledged once; a premium comes back once. */
export const remittanceDecider: Decider<RemittanceState, RemittanceCommand, RemittanceEvent> = {
  category: 'remittance',
  initial: () => ({ status: 'unknown' }),
  decide,
  evolve: evolveRemittance,
};

function decide(state: RemittanceState, command: RemittanceCommand, context: Context): RemittanceEvent[] {
  switch (command.type) {
    case 'OpenRemittance':
      return openRemittance(state, command, context);
    case 'CompleteOrder':
      return completeOrder(state, command, context);
    case 'CancelRemittance':
      return cancelRemittance(state, command, context);
    case 'PayRemittance':
      return payRemittance(state, command, context);
    case 'AcknowledgeRemittance':
      return acknowledgeRemittance(state, command, context);
    case 'ReceiveRefund':
      return receiveRefund(state, command, context);
    case 'RefuseCommand':
      return [commandRefused(command, context)];
    default:
      command satisfies never;
      throw new Error('unknown command');
  }
}
