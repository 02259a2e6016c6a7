import * as money from '../money';
import type {
  PaymentChargedBack,
  PaymentRecorded,
  PaymentReversed,
  PaymentVerified,
  RefundPaid,
} from '../sponsor/events';
import type { Rupiah } from '../money';
import type { Place } from '../vocabulary';
import { payInstead, payOwed } from './replace';
import type { Provenance, TracedPayment } from './state';

export function paymentRecorded(state: Provenance, { data }: PaymentRecorded): void {
  const { paymentId, amount, custody } = data;
  const of = { paymentId, amount, custody: custody.kind, months: custody.kind === 'direct' ? custody.months : [] };
  state.payments.set(paymentId, { ...of, status: 'recorded', chargedBack: '0', ahead: '0' });
}

export function paymentVerified(state: Provenance, { data }: PaymentVerified): void {
  const { paymentId, amount, place, settlesReceivable = '0' } = data;
  state.parcels.rank(paymentId);
  const ahead = payOwed(state, paymentId, settlesReceivable, known(state, paymentId).months);
  state.parcels.put(place, { paymentId, amount: money.subtract(amount, settlesReceivable) });
  change(state, paymentId, { status: 'verified', ahead });
}

export function paymentReversed(state: Provenance, { data }: PaymentReversed): void {
  change(state, data.paymentId, { status: 'reversed' });
  if (data.wasVerified) takeBack(state, data.paymentId, data.place, data.amount, '0');
}

export function paymentChargedBack(state: Provenance, { data }: PaymentChargedBack): void {
  const { paymentId, amount, place, wasVerified, fromAvailable, receivable } = data;
  const payment = known(state, paymentId);
  const chargedBack = money.sum(payment.chargedBack, amount);
  const status = chargedBack === payment.amount ? 'charged-back' : payment.status;
  change(state, paymentId, { chargedBack, status });
  if (wasVerified) takeBack(state, paymentId, place, fromAvailable, receivable);
}

/** The payment's own money at the place first; of others' money there, it pays for what the payment had bought. */
function takeBack(state: Provenance, paymentId: string, place: Place, fromPlace: Rupiah, owed: Rupiah): void {
  const own = state.parcels.takeOf(place, paymentId, fromPlace);
  const others = state.parcels.take(place, money.subtract(fromPlace, own));
  payInstead(state, paymentId, [...others, { paymentId: null, amount: owed }]);
}

export function refundPaid(state: Provenance, { data }: RefundPaid): void {
  state.refunds.set(data.refundId, state.parcels.take(data.place, data.amount));
}

export function change(state: Provenance, paymentId: string, changes: Partial<TracedPayment>): void {
  state.payments.set(paymentId, { ...known(state, paymentId), ...changes });
}

function known(state: Provenance, paymentId: string): TracedPayment {
  const payment = state.payments.get(paymentId);
  if (payment) return payment;
  throw new Error(`the payment ${paymentId} was never recorded in this stream`);
}
