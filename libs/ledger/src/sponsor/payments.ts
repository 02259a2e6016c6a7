import type { Context } from '../decider';
import * as money from '../money';
import { Rejection } from '../rejection';
import { bankPlace, type Place } from '../vocabulary';
import type { PaymentChargedBack, PaymentRejected, PaymentReversed, PaymentVerified, RefundPaid } from './events';
import { requireAmount, rupiah, rupiahEnglish } from '../requirements';
import { placeOf } from './evolve';
import { requireOwed } from './payment-record';
import { availableAt, paymentOf, registered, spendableOf, type Payment, type SponsorState } from './state';

export interface VerifyPayment {
  readonly type: 'VerifyPayment';
  readonly paymentId: string;
}
export interface RejectPayment {
  readonly type: 'RejectPayment';
  readonly paymentId: string;
  readonly reason: string;
}
export interface ReversePayment {
  readonly type: 'ReversePayment';
  readonly paymentId: string;
  readonly reason: string;
}
export interface ChargeBackPayment {
  readonly type: 'ChargeBackPayment';
  readonly paymentId: string;
  readonly amount: money.Rupiah;
  readonly reason: string;
}
export interface PayRefund {
  readonly type: 'PayRefund';
  readonly refundId: string;
  readonly accountId: string;
  readonly amount: money.Rupiah;
  readonly reference: string;
  readonly reason: string;
  /** Papers whose terms were asked and agree. */
  readonly authorityIds?: readonly string[];
}

/** Nobody verifies or rejects their own entry (DOMAIN K21). */
function openPayment(state: SponsorState, paymentId: string, by: string) {
  const { sponsorId } = registered(state);
  const payment = paymentOf(state, paymentId);
  if (payment.status !== 'recorded') {
    throw new Rejection(
      'payment-not-open',
      `Setoran ini sudah berstatus ${payment.status}; hanya setoran yang baru dicatat yang dapat diperiksa.`,
      `This payment is ${payment.status} already; only a payment just recorded can be verified or rejected.`,
      { paymentId, status: payment.status },
    );
  }
  if (payment.recordedBy === by) {
    throw new Rejection(
      'self-verification',
      'Pencatat setoran tidak boleh memeriksa catatannya sendiri. Minta petugas lain memeriksanya.',
      'Nobody verifies their own entry. Ask another officer.',
      { paymentId },
    );
  }
  return { sponsorId, payment };
}

export function verifyPayment(state: SponsorState, { paymentId }: VerifyPayment, { by }: Context): PaymentVerified[] {
  const { sponsorId, payment } = openPayment(state, paymentId, by);
  const { valueDate } = payment;
  const settles = settledBy(state, payment);
  const settlesReceivable = money.isPositive(settles) ? { settlesReceivable: settles } : {};
  return [
    {
      type: 'PaymentVerified',
      data: { ...of(sponsorId, payment), verifiedBy: by, ...settlesReceivable, effectiveOn: valueDate },
    },
  ];
}

/** What the payment fills of the receivable. @throws Rejection `direct-payment-mismatch` */
function settledBy(state: SponsorState, { paymentId, custody, amount }: Payment): money.Rupiah {
  if (custody.kind === 'scheme') return money.smaller(state.receivable, amount);
  if (!custody.charge) return '0';
  requireOwed(state, paymentId, amount, custody);
  return amount;
}

export function rejectPayment(state: SponsorState, command: RejectPayment, { by }: Context): PaymentRejected[] {
  const { paymentId, reason } = command;
  const { sponsorId, payment } = openPayment(state, paymentId, by);
  const { valueDate } = payment;
  return [
    { type: 'PaymentRejected', data: { ...of(sponsorId, payment), rejectedBy: by, reason, effectiveOn: valueDate } },
  ];
}

const of = (sponsorId: string, payment: Payment) => ({
  sponsorId,
  paymentId: payment.paymentId,
  amount: payment.amount,
  place: placeOf(payment),
});

function livePayment(state: SponsorState, paymentId: string) {
  const { sponsorId } = registered(state);
  const payment = paymentOf(state, paymentId);
  if (payment.status === 'recorded' || payment.status === 'verified') return { sponsorId, payment };
  throw new Rejection(
    'payment-not-live',
    `Setoran ini sudah berstatus ${payment.status} dan tidak dapat ditarik lagi.`,
    `This payment is ${payment.status} already and cannot be taken back again.`,
    { paymentId, status: payment.status },
  );
}

function assertAvailable(state: SponsorState, place: Place, amount: money.Rupiah, paymentId: string): void {
  const available = availableAt(state, place);
  if (money.compare(available, amount) >= 0) return;
  throw new Rejection(
    'already-allocated',
    `Setoran ${rupiah(amount)} sudah dialokasikan; tersisa ${rupiah(available)}. Batalkan alokasinya dahulu.`,
    `The payment of ${rupiahEnglish(amount)} is allocated already; ${rupiahEnglish(available)} is left. Take the allocations back first.`,
    { paymentId, amount, available },
  );
}

export function reversePayment(state: SponsorState, command: ReversePayment, context: Context): PaymentReversed[] {
  const { paymentId, reason } = command;
  const { sponsorId, payment } = livePayment(state, paymentId);
  if (money.isPositive(payment.chargedBack)) {
    throw new Rejection(
      'payment-not-live',
      'Sebagian setoran ini sudah ditarik bank; sisanya hanya dapat ditarik bank pula.',
      'Part of this payment was charged back by the bank; the rest can only be charged back too.',
      { paymentId, chargedBack: payment.chargedBack },
    );
  }
  const wasVerified = payment.status === 'verified';
  if (wasVerified) assertAvailable(state, placeOf(payment), payment.amount, paymentId);
  const data = { ...of(sponsorId, payment), wasVerified, reversedBy: context.by, reason };
  return [{ type: 'PaymentReversed', data: { ...data, effectiveOn: context.today } }];
}

export function chargeBackPayment(
  state: SponsorState,
  command: ChargeBackPayment,
  { today }: Context,
): PaymentChargedBack[] {
  const { paymentId, amount, reason } = command;
  requireAmount(amount, 'amount');
  const { sponsorId, payment } = livePayment(state, paymentId);
  const left = money.subtract(payment.amount, payment.chargedBack);
  const wasVerified = payment.status === 'verified';
  if (money.compare(amount, left) > 0 || (!wasVerified && amount !== left)) {
    throw new Rejection(
      'amount-invalid',
      `Bank dapat menarik paling banyak ${rupiah(left)} dari setoran ini (seluruhnya bila belum diperiksa).`,
      `At most ${rupiahEnglish(left)} of this payment can be charged back (all of it while it is not verified).`,
      { field: 'amount', amount, left },
    );
  }
  const available = wasVerified ? availableAt(state, placeOf(payment)) : '0';
  const fromAvailable = money.smaller(available, amount);
  const receivable = wasVerified ? money.subtract(amount, fromAvailable) : '0';
  const data = {
    ...of(sponsorId, payment),
    amount,
    wasVerified,
    fromAvailable,
    receivable,
    reason,
    effectiveOn: today,
  };
  return [{ type: 'PaymentChargedBack', data }];
}

export function payRefund(state: SponsorState, command: PayRefund, { today }: Context): RefundPaid[] {
  const { sponsorId } = registered(state);
  const { refundId, accountId, amount, reference, reason, authorityIds = [] } = command;
  requireAmount(amount, 'amount');
  if (state.refunds.has(refundId)) return [];
  const place = bankPlace(accountId);
  const available = money.smaller(availableAt(state, place), spendableOf(state));
  if (money.compare(amount, available) > 0) {
    throw new Rejection(
      'refund-exceeds-available',
      `Pengembalian ${rupiah(amount)} melebihi dana yang tersedia di rekening ini, ${rupiah(available)}.`,
      `The refund of ${rupiahEnglish(amount)} exceeds what is available in this account, ${rupiahEnglish(available)}.`,
      { amount, available },
    );
  }
  const terms = authorityIds.length === 0 ? {} : { authorityIds };
  const data = { sponsorId, refundId, amount, place, reference, reason, ...terms, effectiveOn: today };
  return [{ type: 'RefundPaid', data }];
}
