import { bankPlace, directPlace, type LocalDate, type Place, type Rupiah } from '@sedekah/ledger';
import { subjectByCommand } from '../crossings/opened';
import type { Page } from '../projector/page';
import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

export const payment = defineTable({
  columns: {
    payment_id: 'text',
    sponsor_id: 'text',
    ordinal: 'integer',
    effective_on: 'text',
    amount: 'rupiah',
    custody: 'text',
    place: 'text',
    recorded_by: 'text',
    account_id: 'text?',
    credit_key: 'text?',
    channel: 'text?',
    pledge_id: 'text?',
    enrolment_group: 'text?',
    months: 'json?',
    billing_code: 'text?',
    receipt_number: 'text?',
    heads: 'integer?',
    list_hash: 'text?',
  },
  key: ['payment_id'],
  indexes: [['sponsor_id', 'payment_id']],
});

/** What happened to a payment after it was recorded: verified, rejected, reversed, charged-back. */
export const paymentFact = defineTable({
  columns: {
    ordinal: 'integer',
    payment_id: 'text',
    sponsor_id: 'text',
    kind: 'text',
    amount: 'rupiah',
    by_user: 'text',
    reason: 'text?',
    effective_on: 'text',
  },
  key: ['ordinal'],
  indexes: [['payment_id', 'ordinal']],
});

/** Worker-months a direct payment pays for. */
export const directListing = defineTable({
  columns: { payment_id: 'text', worker_id: 'text', month: 'text', sponsor_id: 'text', ordinal: 'integer' },
  key: ['payment_id', 'worker_id', 'month'],
  indexes: [['worker_id', 'month']],
});

/** Months of which a direct payment pays an additional charge. */
export const chargePayment = defineTable({
  columns: { payment_id: 'text', month: 'text', amount: 'rupiah', ordinal: 'integer' },
  key: ['payment_id', 'month'],
});

interface Fact {
  readonly paymentId: string;
  readonly sponsorId: string;
  readonly amount: Rupiah;
  readonly reason?: string;
  readonly effectiveOn: LocalDate;
}

function insertFact(page: Page, kind: string, fact: Fact, by: string, ordinal: number): void {
  page.insert('payment_fact', {
    ordinal,
    payment_id: fact.paymentId,
    sponsor_id: fact.sponsorId,
    kind,
    amount: fact.amount,
    by_user: by,
    reason: fact.reason ?? null,
    effective_on: fact.effectiveOn,
  });
}

export const paymentsProjection: Projection<
  | 'PaymentRecorded'
  | 'DirectListRecorded'
  | 'PaymentVerified'
  | 'PaymentRejected'
  | 'PaymentReversed'
  | 'PaymentChargedBack'
> = {
  PaymentRecorded({ data, ordinal }, page) {
    const { paymentId, sponsorId, amount, recordedBy, effectiveOn, custody } = data;
    const scheme = custody.kind === 'scheme' ? custody : undefined;
    const direct = custody.kind === 'direct' ? custody : undefined;
    const place = scheme ? bankPlace(scheme.accountId) : directPlace(paymentId);
    page.insert('payment', {
      payment_id: paymentId,
      sponsor_id: sponsorId,
      ordinal,
      effective_on: effectiveOn,
      amount,
      custody: custody.kind,
      place,
      recorded_by: recordedBy,
      account_id: scheme?.accountId ?? null,
      credit_key: scheme?.creditKey ?? null,
      channel: scheme?.channel ?? null,
      pledge_id: direct?.pledgeId ?? null,
      enrolment_group: direct?.group ?? null,
      months: direct ? JSON.stringify(direct.months) : null,
      billing_code: direct?.billingCode ?? null,
      receipt_number: direct?.receiptNumber ?? null,
      heads: direct?.heads ?? null,
      list_hash: direct?.listHash ?? null,
    });
    for (const { month, amount: part } of direct?.charge ? direct.monthly : []) {
      page.insert('charge_payment', { payment_id: paymentId, month, amount: part, ordinal });
    }
    page.crossings.close('payment', paymentId);
    page.crossings.close('direct-payment', paymentId);
  },
  DirectListRecorded({ data: { paymentId, sponsorId, workers, prices }, ordinal }, page) {
    for (const worker of workers) {
      for (const { month } of prices) {
        page.insert('direct_listing', {
          payment_id: paymentId,
          worker_id: worker,
          month,
          sponsor_id: sponsorId,
          ordinal,
        });
      }
    }
  },
  PaymentVerified({ data, ordinal }, page) {
    insertFact(page, 'verified', data, data.verifiedBy, ordinal);
  },
  PaymentRejected({ data, ordinal }, page) {
    insertFact(page, 'rejected', data, data.rejectedBy, ordinal);
    page.crossings.open(taking(data.place), data.paymentId, ordinal);
  },
  PaymentReversed({ data, ordinal }, page) {
    insertFact(page, 'reversed', data, data.reversedBy, ordinal);
    page.crossings.open(taking(data.place), data.paymentId, ordinal);
  },
  PaymentChargedBack({ data, ordinal, metadata }, page) {
    insertFact(page, 'charged-back', data, metadata.by, ordinal);
    if (isDirect(data.place)) return;
    page.crossings.open('charge-back', subjectByCommand(data.paymentId, metadata), ordinal);
  },
};

const isDirect = (place: Place): boolean => place.startsWith('direct:');

/** What a payment that does not count any more has to give back: its part of the credit, or BPJS's code. */
const taking = (place: Place) => (isDirect(place) ? 'code-release' : 'part-return');
