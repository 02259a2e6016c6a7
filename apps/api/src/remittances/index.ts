import { RemittanceMembers } from './members';
import { OpenRemittanceHandler } from './open-remittance';
import { PayRemittanceHandler } from './pay-remittance';
import { AcknowledgeRemittanceHandler, CancelRemittanceHandler, ReceiveRefundHandler } from './settle-remittance';

export { RemittanceListsController } from './remittance-lists.controller';
export { RemittancesController } from './remittances.controller';
export const REMITTANCES = [
  RemittanceMembers,
  OpenRemittanceHandler,
  PayRemittanceHandler,
  CancelRemittanceHandler,
  AcknowledgeRemittanceHandler,
  ReceiveRefundHandler,
];
