import type { LocalDate, Month } from '../calendar';
import type { Context } from '../decider';
import * as money from '../money';
import { Rejection } from '../rejection';
import { bankPlace, chunks, isPublicMoney, type Place } from '../vocabulary';
import type {
  Custody,
  DirectListRecorded,
  PaymentChargedBack,
  PaymentRecorded,
  PaymentRejected,
  PaymentReversed,
  PaymentVerified,
  RefundPaid,
} from './events';
import { placeOf } from './evolve';
import { assertNotFuture, assertWithin, livePledge } from './pledges';
import {
  availableAt,
  memberIn,
  paymentOf,
  registered,
  workerMonth,
  type DirectWorkers,
  type Payment,
  type SponsorState,
} from './state';

export interface RecordPayment {
  readonly type: 'RecordPayment';
  readonly paymentId: string;
  readonly amount: money.Rupiah;
  readonly custody: Custody;
  readonly valueDate: LocalDate;
  readonly recordedBy: string;
  /** Direct payments: everybody it pays for, with their prices. */
  readonly list?: readonly DirectWorkers[];
}
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
}

/** @throws Rejection `amount-invalid` unless the amount is a whole, positive number of rupiah below 10^15. */
export function assertAmount(amount: money.Rupiah, field = 'amount'): void {
  if (money.isRupiah(amount) && money.isPositive(amount) && money.compare(amount, money.LARGEST_AMOUNT) <= 0) return;
  throw new Rejection(
    'amount-invalid',
    `Jumlah harus rupiah bulat lebih dari nol dan paling banyak ${money.LARGEST_AMOUNT}.`,
    `The amount is a whole number of rupiah above zero and at most ${money.LARGEST_AMOUNT}.`,
    { field },
  );
}

export function recordPayment(
  state: SponsorState,
  command: RecordPayment,
  { today }: Context,
): (PaymentRecorded | DirectListRecorded)[] {
  const { sponsorId, fundingSource } = registered(state);
  const { paymentId, amount, custody, valueDate, recordedBy, list = [] } = command;
  assertAmount(amount);
  assertNotFuture(valueDate, today, 'valueDate');
  if (state.payments.has(paymentId)) {
    throw new Rejection('payment-exists', 'Setoran dengan nomor ini sudah ada.', 'A payment with this id exists.', {
      paymentId,
    });
  }
  if (custody.kind === 'scheme' && isPublicMoney(fundingSource)) {
    throw new Rejection(
      'custody-must-be-direct',
      `Dana ${fundingSource} adalah uang publik dan dibayar langsung ke BPJS, tidak melalui rekening program.`,
      `Money from ${fundingSource} is public: it is paid to BPJS directly, not through the scheme's account.`,
      { field: 'custody', fundingSource },
    );
  }
  if (custody.kind === 'direct') assertList(state, command, custody, list);
  const recorded: PaymentRecorded = {
    type: 'PaymentRecorded',
    data: { sponsorId, paymentId, amount, custody, recordedBy, effectiveOn: valueDate },
  };
  const lists = list
    .flatMap(({ prices, workers }) => chunks(workers).map((chunk) => ({ prices, workers: chunk })))
    .map(({ prices, workers }, chunk): DirectListRecorded => ({
      type: 'DirectListRecorded',
      data: { sponsorId, paymentId, chunk, prices, workers, effectiveOn: valueDate },
    }));
  return [recorded, ...lists];
}

type DirectCustody = Extract<Custody, { kind: 'direct' }>;

/** Every worker-month of the list is assigned here and free, and the sum is what BPJS received. */
function assertList(
  state: SponsorState,
  { paymentId, amount }: RecordPayment,
  custody: DirectCustody,
  list: readonly DirectWorkers[],
): void {
  const pledge = livePledge(state, custody.pledgeId);
  for (const month of custody.months) assertWithin(pledge, month, month);
  for (const { prices, workers } of list) {
    for (const worker of workers) {
      for (const { month } of prices) assertFree(state, worker, month, custody.pledgeId);
    }
  }
  const due = money.sum(
    ...list.flatMap(({ prices, workers }) => prices.map((price) => money.times(price.amount, workers.length))),
  );
  if (due === amount) return;
  throw new Rejection(
    'direct-payment-mismatch',
    `Kwitansi sebesar ${amount}, sedangkan iuran daftar ini ${due}. Cocokkan daftar, bulan, dan kwitansi.`,
    `The receipt says ${amount}, the premiums of this list come to ${due}. Compare list, months and receipt.`,
    { paymentId, amount, due },
  );
}

function assertFree(state: SponsorState, workerId: string, month: Month, pledgeId: string): void {
  if (memberIn(state, workerId, month)?.pledgeId !== pledgeId) throw notAssigned(workerId, month);
  const key = workerMonth(workerId, month);
  if (!state.allocations.has(key) && !state.holds.has(key)) return;
  throw new Rejection(
    'allocation-exists',
    `Iuran bulan ${month} untuk seorang pekerja di daftar sudah dibayar. Keluarkan dia dari daftar bulan itu.`,
    `The premium of ${month} of a worker on the list is already paid. Take that worker off the list of that month.`,
    { workerId, month },
  );
}

/** The worker is not assigned to this sponsor in `month`. */
export function notAssigned(workerId: string, month: Month): Rejection {
  return new Rejection(
    'worker-not-assigned',
    `Pekerja ini tidak ditetapkan pada penanggung tersebut untuk bulan ${month}. Tetapkan dahulu.`,
    `This worker is not assigned to this sponsor in ${month}. Assign the worker first.`,
    { workerId, month },
  );
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
  const { amount, valueDate } = payment;
  const settles = payment.custody.kind === 'scheme' ? money.smaller(state.receivable, amount) : '0';
  const settlesReceivable = money.isPositive(settles) ? { settlesReceivable: settles } : {};
  return [
    {
      type: 'PaymentVerified',
      data: { ...of(sponsorId, payment), verifiedBy: by, ...settlesReceivable, effectiveOn: valueDate },
    },
  ];
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
    `Setoran ${amount} sudah dialokasikan; tersisa ${available}. Batalkan alokasinya dahulu.`,
    `The payment of ${amount} is allocated already; ${available} is left. Take the allocations back first.`,
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
  assertAmount(amount);
  const { sponsorId, payment } = livePayment(state, paymentId);
  const left = money.subtract(payment.amount, payment.chargedBack);
  const wasVerified = payment.status === 'verified';
  if (money.compare(amount, left) > 0 || (!wasVerified && amount !== left)) {
    throw new Rejection(
      'amount-invalid',
      `Bank dapat menarik paling banyak ${left} dari setoran ini (seluruhnya bila belum diperiksa).`,
      `At most ${left} of this payment can be charged back (all of it while it is not verified).`,
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
  const { refundId, accountId, amount, reference, reason } = command;
  assertAmount(amount);
  if (state.refunds.has(refundId)) return [];
  const place = bankPlace(accountId);
  const available = availableAt(state, place);
  if (money.compare(amount, available) > 0) {
    throw new Rejection(
      'refund-exceeds-available',
      `Pengembalian ${amount} melebihi dana yang tersedia di rekening ini, ${available}.`,
      `The refund of ${amount} exceeds what is available in this account, ${available}.`,
      { amount, available },
    );
  }
  return [{ type: 'RefundPaid', data: { sponsorId, refundId, amount, place, reference, reason, effectiveOn: today } }];
}
