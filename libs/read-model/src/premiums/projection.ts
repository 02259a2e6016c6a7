import type { Month } from '@sedekah/ledger';
import type { Page } from '../projector/page';
import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

/** Premiums allocated together: one month, price and place. */
export const allocation = defineTable({
  columns: {
    allocation_id: 'text',
    sponsor_id: 'text',
    pledge_id: 'text',
    run_id: 'text',
    month: 'text',
    enrolment_group: 'text',
    tariff_id: 'text',
    amount_per_worker: 'rupiah',
    total: 'rupiah',
    heads: 'integer',
    parts: 'json',
    /** The direct payment it is paid from. */
    payment_id: 'text?',
    ordinal: 'integer',
    effective_on: 'text',
  },
  key: ['allocation_id'],
  indexes: [
    ['enrolment_group', 'month'],
    ['sponsor_id', 'month'],
    ['run_id', 'ordinal'],
  ],
});

/**
 * Worker-months paid for: `change` +1 when allocated, −1 when reversed, rejected or refunded. Live while the changes add
 * up to one.
 */
export const premium = defineTable({
  columns: {
    worker_id: 'text',
    month: 'text',
    ordinal: 'integer',
    change: 'integer',
    sponsor_id: 'text',
    /** Of a +1 and of a reversal; otherwise the remittance says which it was. */
    allocation_id: 'text?',
    remittance_id: 'text?',
    kind: 'text',
    effective_on: 'text',
  },
  key: ['worker_id', 'month', 'ordinal'],
  indexes: [['allocation_id', 'worker_id']],
});

/** Which order an allocation went into; an order that was cancelled has an `unordered` step of the sponsor. */
export const allocationOrder = defineTable({
  columns: { allocation_id: 'text', remittance_id: 'text', sponsor_id: 'text', ordinal: 'integer' },
  key: ['allocation_id', 'ordinal'],
  indexes: [['remittance_id', 'sponsor_id']],
});

/** Worker-months of an allocation taken back before they were ordered. */
export const allocationReversal = defineTable({
  columns: { allocation_id: 'text', ordinal: 'integer', heads: 'integer', total: 'rupiah' },
  key: ['allocation_id', 'ordinal'],
});

/** A sponsor's steps in a remittance: ordered, unordered, settled, rejected, refunded. */
export const sponsorStep = defineTable({
  columns: {
    ordinal: 'integer',
    remittance_id: 'text',
    sponsor_id: 'text',
    kind: 'text',
    heads: 'integer',
    total: 'rupiah',
    refund_id: 'text?',
    effective_on: 'text',
  },
  key: ['ordinal'],
  indexes: [['remittance_id', 'sponsor_id', 'kind'], ['sponsor_id']],
});

/** Units of cover: `units` +1 settled, −1 cancelled. A living, enrolled worker is covered in a month that adds up to one. */
export const cover = defineTable({
  columns: {
    worker_id: 'text',
    month: 'text',
    ordinal: 'integer',
    units: 'integer',
    sponsor_id: 'text',
    remittance_id: 'text',
    cover_from: 'text?',
    cover_through: 'text?',
    receipt_number: 'text?',
  },
  key: ['worker_id', 'month', 'ordinal'],
  indexes: [['month', 'worker_id']],
});

interface OfSponsor {
  readonly sponsorId: string;
  readonly month: Month;
  readonly effectiveOn: string;
}

interface PremiumChange {
  readonly change: 1 | -1;
  readonly kind: string;
  readonly allocationId?: string;
  readonly remittanceId?: string;
}

function insertPremiums(
  page: Page,
  workers: readonly string[],
  { sponsorId, month, effectiveOn }: OfSponsor,
  ordinal: number,
  { change, kind, allocationId, remittanceId }: PremiumChange,
): void {
  for (const workerId of workers) {
    page.insert('premium', {
      worker_id: workerId,
      month,
      ordinal,
      change,
      sponsor_id: sponsorId,
      allocation_id: allocationId ?? null,
      remittance_id: remittanceId ?? null,
      kind,
      effective_on: effectiveOn,
    });
  }
}

interface Step {
  readonly sponsorId: string;
  readonly remittanceId: string;
  readonly total: string;
  readonly effectiveOn: string;
}

function insertStep(page: Page, kind: string, step: Step, heads: number, ordinal: number, refundId?: string): void {
  page.insert('sponsor_step', {
    ordinal,
    remittance_id: step.remittanceId,
    sponsor_id: step.sponsorId,
    kind,
    heads,
    total: step.total,
    refund_id: refundId ?? null,
    effective_on: step.effectiveOn,
  });
}

export const premiumsProjection: Projection<
  | 'PremiumsAllocated'
  | 'AllocationsReversed'
  | 'AllocationsOrdered'
  | 'AllocationsUnordered'
  | 'AllocationsSettled'
  | 'AllocationsRejected'
  | 'AllocationsRefunded'
  | 'CoverCancelled'
> = {
  PremiumsAllocated({ data, ordinal }, page) {
    const direct = data.parts.find(({ place }) => place.startsWith('direct:'))?.place.slice('direct:'.length);
    page.insert('allocation', {
      allocation_id: data.allocationId,
      sponsor_id: data.sponsorId,
      pledge_id: data.pledgeId,
      run_id: data.runId,
      month: data.month,
      enrolment_group: data.group,
      tariff_id: data.tariffId,
      amount_per_worker: data.amountPerWorker,
      total: data.total,
      heads: data.workers.length,
      parts: JSON.stringify(data.parts),
      payment_id: direct ?? null,
      ordinal,
      effective_on: data.effectiveOn,
    });
    const { allocationId } = data;
    insertPremiums(page, data.workers, data, ordinal, { change: 1, kind: 'allocated', allocationId });
  },
  AllocationsReversed({ data, ordinal }, page) {
    const { allocationId, workers, total } = data;
    page.insert('allocation_reversal', { allocation_id: allocationId, ordinal, heads: workers.length, total });
    insertPremiums(page, workers, data, ordinal, { change: -1, kind: 'reversed', allocationId });
  },
  AllocationsOrdered({ data, ordinal }, page) {
    const { remittanceId, sponsorId, allocationIds, heads } = data;
    insertStep(page, 'ordered', data, heads, ordinal);
    for (const allocationId of allocationIds) {
      const row = { allocation_id: allocationId, remittance_id: remittanceId, sponsor_id: sponsorId, ordinal };
      page.insert('allocation_order', row);
    }
  },
  AllocationsUnordered({ data, ordinal }, page) {
    insertStep(page, 'unordered', data, data.heads, ordinal);
  },
  AllocationsSettled({ data, ordinal }, page) {
    const { remittanceId, sponsorId, month, workers, receiptNumber, coverFrom, coverThrough } = data;
    insertStep(page, 'settled', data, workers.length, ordinal);
    for (const workerId of workers) {
      page.insert('cover', {
        worker_id: workerId,
        month,
        ordinal,
        units: 1,
        sponsor_id: sponsorId,
        remittance_id: remittanceId,
        cover_from: coverFrom,
        cover_through: coverThrough,
        receipt_number: receiptNumber,
      });
    }
  },
  AllocationsRejected({ data, ordinal }, page) {
    const { remittanceId } = data;
    const workers = data.workers.map(({ workerId }) => workerId);
    insertStep(page, 'rejected', data, workers.length, ordinal);
    insertPremiums(page, workers, data, ordinal, { change: -1, kind: 'rejected', remittanceId });
  },
  AllocationsRefunded({ data, ordinal }, page) {
    const { remittanceId, workers, refundId } = data;
    insertStep(page, 'refunded', data, workers.length, ordinal, refundId);
    insertPremiums(page, workers, data, ordinal, { change: -1, kind: 'refunded', remittanceId });
  },
  CoverCancelled({ data: { sponsorId, month, remittanceId, workers }, ordinal }, page) {
    for (const workerId of workers) {
      page.insert('cover', {
        worker_id: workerId,
        month,
        ordinal,
        units: -1,
        sponsor_id: sponsorId,
        remittance_id: remittanceId,
        cover_from: null,
        cover_through: null,
        receipt_number: null,
      });
    }
  },
};
