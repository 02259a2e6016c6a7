import { DirectLists } from './direct-lists';
import { RecordDeductionsHandler } from './record-deductions';
import { RecordPaymentHandler } from './record-payment';
import { RefundSponsorHandler } from './refund-sponsor';
import {
  ChargeBackPaymentHandler,
  RejectPaymentHandler,
  ReversePaymentHandler,
  VerifyPaymentHandler,
} from './settle-payment';

export { DeductionsController } from './deductions.controller';
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
  RecordDeductionsHandler,
];
