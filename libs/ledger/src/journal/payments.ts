import type { LedgerEventOf, LedgerEventType } from '../events';
import { isPositive, negate, subtract } from '../money';
import type { Custody } from '../sponsor/events';
import { bankPlace, directPlace, type Place } from '../vocabulary';
import { available, moneyAt, receivableFrom, sourceAt, unassigned, unverified } from './accounts';
import { rupiahLine as line, type Booking } from './booking';

type Data<Type extends LedgerEventType> = LedgerEventOf<Type>['data'];

const placeOf = (paymentId: string, custody: Custody): Place =>
  custody.kind === 'scheme' ? bankPlace(custody.accountId) : directPlace(paymentId);

const credit = ({ accountId, creditKey }: { accountId: string; creditKey: string }) => `${accountId}.${creditKey}`;

/** Entry of one reading of a credit; a credit that was recorded once has no other. */
const reading = (data: { accountId: string; creditKey: string; reading?: number }) =>
  `CreditRecorded/${credit(data)}${(data.reading ?? 1) === 1 ? '' : `/${data.reading}`}`;

export function creditRecorded(data: Data<'CreditRecorded'>): Booking {
  const { accountId, amount } = data;
  return {
    reference: reading(data),
    memo: 'kredit bank / bank credit',
    lines: [line(moneyAt(bankPlace(accountId)), amount), line(unassigned(accountId), negate(amount))],
  };
}

/** Takes the whole wrong reading back from its day; the right one is entered on its own day by its CreditRecorded. */
export function creditCorrected(data: Data<'CreditCorrected'>): Booking {
  const { accountId, previous } = data;
  return {
    reference: `CreditCorrected/${credit(data)}/${data.reading}`,
    corrects: reading(data),
    memo: 'kredit bank salah catat, dicatat lagi / bank credit recorded wrong, recorded again',
    lines: [line(unassigned(accountId), previous), line(moneyAt(bankPlace(accountId)), negate(previous))],
  };
}

/** The bank's own leg; PaymentChargedBack says whose money it was. */
export function creditChargedBack(data: Data<'CreditChargedBack'>): Booking {
  const { accountId, paymentId, amount } = data;
  return {
    reference: `CreditChargedBack/${paymentId}`,
    corrects: reading(data),
    memo: 'ditarik kembali oleh bank / charged back by the bank',
    lines: [line(unassigned(accountId), amount), line(moneyAt(bankPlace(accountId)), negate(amount))],
  };
}

export function paymentRecorded({ sponsorId, paymentId, amount, custody }: Data<'PaymentRecorded'>): Booking {
  return {
    reference: `PaymentRecorded/${paymentId}`,
    memo: 'setoran dicatat / payment recorded',
    lines: [line(sourceAt(placeOf(paymentId, custody)), amount), line(unverified(sponsorId), negate(amount))],
  };
}

export function paymentVerified(data: Data<'PaymentVerified'>): Booking {
  const { sponsorId, paymentId, amount, place, settlesReceivable = '0' } = data;
  return {
    reference: `PaymentVerified/${paymentId}`,
    memo: 'setoran diperiksa / payment verified',
    lines: [
      line(unverified(sponsorId), amount),
      line(available(sponsorId, place), subtract(settlesReceivable, amount)),
      line(receivableFrom(sponsorId), negate(settlesReceivable)),
    ],
  };
}

export function paymentRejected({ sponsorId, paymentId, amount, place }: Data<'PaymentRejected'>): Booking {
  return {
    reference: `PaymentRejected/${paymentId}`,
    corrects: `PaymentRecorded/${paymentId}`,
    memo: 'setoran ditolak pemeriksa / payment rejected',
    lines: [line(unverified(sponsorId), amount), line(sourceAt(place), negate(amount))],
  };
}

export function paymentReversed(data: Data<'PaymentReversed'>): Booking {
  const { sponsorId, paymentId, amount, place, wasVerified } = data;
  const from = wasVerified ? available(sponsorId, place) : unverified(sponsorId);
  return {
    reference: `PaymentReversed/${paymentId}`,
    corrects: `${wasVerified ? 'PaymentVerified' : 'PaymentRecorded'}/${paymentId}`,
    memo: 'setoran dibatalkan / payment reversed',
    lines: [line(from, amount), line(sourceAt(place), negate(amount))],
  };
}

export function paymentChargedBack(data: Data<'PaymentChargedBack'>): Booking {
  const { sponsorId, paymentId, amount, place, wasVerified, fromAvailable, receivable } = data;
  const from = wasVerified
    ? [line(available(sponsorId, place), fromAvailable), line(receivableFrom(sponsorId), receivable)]
    : [line(unverified(sponsorId), amount)];
  return {
    reference: `PaymentChargedBack/${paymentId}`,
    corrects: `${wasVerified ? 'PaymentVerified' : 'PaymentRecorded'}/${paymentId}`,
    memo: isPositive(receivable)
      ? 'setoran ditarik bank, sebagian menjadi piutang / charged back, in part a receivable'
      : 'setoran ditarik bank / payment charged back',
    lines: [...from, line(sourceAt(place), negate(amount))],
  };
}

export function refundPaid({ sponsorId, refundId, amount, place }: Data<'RefundPaid'>): Booking {
  return {
    reference: `RefundPaid/${refundId}`,
    memo: 'dikembalikan kepada penanggung / refunded to the sponsor',
    lines: [line(available(sponsorId, place), amount), line(moneyAt(place), negate(amount))],
  };
}
