import type { LocalDate, Rupiah } from '@sedekah/ledger';
import type { Page } from '../projector/page';
import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

export const remittance = defineTable({
  columns: {
    remittance_id: 'text',
    enrolment_group: 'text',
    month: 'text',
    number: 'integer',
    billing_code: 'text',
    expected_amount: 'rupiah?',
    /** 1: what a dearer law asks for months that are remitted already. */
    charge: 'integer',
    opened_by: 'text',
    /** Paid by this sponsor to BPJS itself. */
    direct_sponsor_id: 'text?',
    direct_payment_id: 'text?',
    direct_receipt_number: 'text?',
    direct_paid_on: 'text?',
    ordinal: 'integer',
    effective_on: 'text',
  },
  key: ['remittance_id'],
  indexes: [['enrolment_group', 'month', 'number'], ['month', 'remittance_id'], ['direct_payment_id']],
});

/** The sponsors that were listed for an order. */
export const remittanceSponsor = defineTable({
  columns: { remittance_id: 'text', sponsor_id: 'text', ordinal: 'integer' },
  key: ['remittance_id', 'sponsor_id', 'ordinal'],
});

/** Steps of a remittance: ordered, cancelled, refused, paid, acknowledged, refund. Amounts are zero where the step has none. */
export const remittanceStep = defineTable({
  columns: {
    ordinal: 'integer',
    remittance_id: 'text',
    kind: 'text',
    effective_on: 'text',
    heads: 'integer',
    amount: 'rupiah',
    bank_amount: 'rupiah',
    credit_amount: 'rupiah',
    direct_amount: 'rupiah',
    parts: 'json?',
    account_id: 'text?',
    /** Of the payment, of the refund, or the receipt's number. */
    reference: 'text?',
    refund_id: 'text?',
    cover_from: 'text?',
    cover_through: 'text?',
    reason: 'text?',
    by_user: 'text',
  },
  key: ['ordinal'],
  indexes: [['remittance_id', 'kind'], ['refund_id']],
});

/** People a step names: not accepted by BPJS (`rejected`, with the reason) or refunded (`refund`, with the amount). */
export const remittanceWorker = defineTable({
  columns: {
    ordinal: 'integer',
    worker_id: 'text',
    remittance_id: 'text',
    kind: 'text',
    sponsor_id: 'text?',
    amount: 'rupiah?',
    reason: 'text?',
  },
  key: ['ordinal', 'worker_id'],
  indexes: [['remittance_id']],
});

/** The id in a remittance's stream name. */
export const REMITTANCE_STREAM = /\.remittance-(.+)$/;

interface Step {
  readonly remittanceId: string;
  readonly effectiveOn: LocalDate;
  readonly heads?: number;
  readonly amount?: Rupiah;
  readonly bankAmount?: Rupiah;
  readonly creditAmount?: Rupiah;
  readonly directAmount?: Rupiah;
  readonly parts?: readonly object[];
  readonly accountId?: string;
  readonly reference?: string;
  readonly refundId?: string;
  readonly coverFrom?: LocalDate;
  readonly coverThrough?: LocalDate;
  readonly reason?: string;
}

function insertStep(page: Page, kind: string, step: Step, by: string, ordinal: number): void {
  page.insert('remittance_step', {
    ordinal,
    remittance_id: step.remittanceId,
    kind,
    effective_on: step.effectiveOn,
    heads: step.heads ?? 0,
    amount: step.amount ?? '0',
    bank_amount: step.bankAmount ?? '0',
    credit_amount: step.creditAmount ?? '0',
    direct_amount: step.directAmount ?? '0',
    parts: step.parts ? JSON.stringify(step.parts) : null,
    account_id: step.accountId ?? null,
    reference: step.reference ?? null,
    refund_id: step.refundId ?? null,
    cover_from: step.coverFrom ?? null,
    cover_through: step.coverThrough ?? null,
    reason: step.reason ?? null,
    by_user: by,
  });
}

export const remittancesProjection: Projection<
  | 'RemittanceOpened'
  | 'RemittanceSponsorsListed'
  | 'RemittanceOrdered'
  | 'RemittanceCancelled'
  | 'RemittancePaid'
  | 'RemittanceAcknowledged'
  | 'RefundReceived'
  | 'CommandRefused'
> = {
  RemittanceOpened({ data, ordinal }, page) {
    page.insert('remittance', {
      remittance_id: data.remittanceId,
      enrolment_group: data.group,
      month: data.month,
      number: data.number,
      billing_code: data.billingCode,
      expected_amount: data.expectedAmount ?? null,
      charge: data.charge ? 1 : 0,
      opened_by: data.openedBy,
      direct_sponsor_id: data.direct?.sponsorId ?? null,
      direct_payment_id: data.direct?.paymentId ?? null,
      direct_receipt_number: data.direct?.receiptNumber ?? null,
      direct_paid_on: data.direct?.paidOn ?? null,
      ordinal,
      effective_on: data.effectiveOn,
    });
    page.crossings.open('order', data.remittanceId, ordinal);
  },
  RemittanceSponsorsListed({ data: { remittanceId, sponsors }, ordinal }, page) {
    for (const sponsorId of sponsors) {
      page.insert('remittance_sponsor', { remittance_id: remittanceId, sponsor_id: sponsorId, ordinal });
    }
  },
  RemittanceOrdered({ data, ordinal, metadata }, page) {
    insertStep(page, 'ordered', data, metadata.by, ordinal);
    page.crossings.close('order', data.remittanceId);
  },
  RemittanceCancelled({ data, ordinal, metadata }, page) {
    insertStep(page, 'cancelled', data, metadata.by, ordinal);
    page.crossings.close('order', data.remittanceId);
  },
  RemittancePaid({ data, ordinal }, page) {
    insertStep(page, 'paid', data, data.paidBy, ordinal);
    page.crossings.close('remittance-payment', data.remittanceId);
  },
  RemittanceAcknowledged({ data, ordinal }, page) {
    const { remittanceId, rejected, receiptNumber: reference, acknowledgedBy } = data;
    insertStep(page, 'acknowledged', { ...data, reference }, acknowledgedBy, ordinal);
    for (const { workerId, reason } of rejected) {
      const row = { ordinal, worker_id: workerId, remittance_id: remittanceId, sponsor_id: null, amount: null, reason };
      page.insert('remittance_worker', { ...row, kind: 'rejected' });
    }
  },
  RefundReceived({ data, ordinal, metadata }, page) {
    const { remittanceId, workers } = data;
    insertStep(page, 'refund', data, metadata.by, ordinal);
    for (const { workerId, sponsorId, amount } of workers) {
      const row = { ordinal, worker_id: workerId, remittance_id: remittanceId, sponsor_id: sponsorId, reason: null };
      page.insert('remittance_worker', { ...row, kind: 'refund', amount });
    }
  } /** The order did not come out as billed, or could not be paid: the steps before it are undone. */,
  CommandRefused({ data, ordinal, stream, metadata }, page) {
    const remittanceId = REMITTANCE_STREAM.exec(stream)?.[1];
    if (remittanceId === undefined) return;
    const step = { remittanceId, effectiveOn: data.effectiveOn, reason: data.code };
    insertStep(page, 'refused', step, metadata.by, ordinal);
    page.crossings.close('order', remittanceId);
  },
};
