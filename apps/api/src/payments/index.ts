import { DirectLists } from './direct-lists';
import { RecordPaymentHandler } from './record-payment';
import { RefundSponsorHandler } from './refund-sponsor';
import {
  ChargeBackPaymentHandler,
  RejectPaymentHandler,
  ReversePaymentHandler,
  VerifyPaymentHandler,
} from './settle-payment';

export { PaymentListsController } from './payment-lists.controller';
export { PaymentsController } from './payments.controller';
export const PAYMENTS = [
  DirectLists,
  RecordPaymentHandler,
  VerifyPaymentHandler,
  RejectPaymentHandler,
  ReversePaymentHandler,
  ChargeBackPaymentHandler,
  RefundSponsorHandler,
];
