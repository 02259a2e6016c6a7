import { money, type AllocationsRepriced, type LocalDate, type Month, type Rupiah } from '@sedekah/ledger';
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
    /** Of the law it was priced by; not recorded by the first versions of this program. */
    tariff_revision: 'integer?',
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
  indexes: [['enrolment_group', 'month'], ['sponsor_id', 'month'], ['run_id', 'ordinal'], ['ordinal']],
});

/**
 * Worker-months paid for: `change` +1 when allocated, −1 when reversed, rejected or refunded, 0 when a late law changed
 * the price. Live while the changes add up to one. The rest is in the allocation, the reversal, the re-pricing or the
 * sponsor's step with the same ordinal: these rows are the most of all, and narrow.
 */
export const premium = defineTable({
  columns: { worker_id: 'text', month: 'text', ordinal: 'integer', change: 'integer', effective_on: 'text' },
  key: ['worker_id', 'month', 'ordinal'],
  indexes: [['ordinal']],
  clustered: true,
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

/**
 * Worker-months of an allocation that a law published later has priced anew; the price of each is that of its newest row.
 * `difference`: what all of them cost more, or less; `receivable`: of a charge, what available did not carry.
 */
export const allocationRepricing = defineTable({
  columns: {
    ordinal: 'integer',
    allocation_id: 'text',
    sponsor_id: 'text',
    month: 'text',
    tariff_id: 'text',
    tariff_revision: 'integer',
    previous_per_worker: 'rupiah',
    amount_per_worker: 'rupiah',
    heads: 'integer',
    difference: 'rupiah',
    receivable: 'rupiah',
    /** Of months that were remitted: what is to be paid to BPJS in addition, or negative: not any more. */
    charge: 'rupiah',
    enrolment_group: 'text',
    /** Remitted when the law came. */
    remittance_id: 'text?',
    effective_on: 'text',
  },
  key: ['ordinal'],
  indexes: [['allocation_id'], ['enrolment_group', 'month']],
});

/** A sponsor's steps in a remittance: ordered, unordered, settled, rejected, refunded; and cover-cancelled, without money. */
export const sponsorStep = defineTable({
  columns: {
    ordinal: 'integer',
    remittance_id: 'text',
    sponsor_id: 'text',
    kind: 'text',
    heads: 'integer',
    total: 'rupiah',
    refund_id: 'text?',
    /** Of those settled, as BPJS gave it. */
    cover_from: 'text?',
    cover_through: 'text?',
    receipt_number: 'text?',
    effective_on: 'text',
  },
  key: ['ordinal'],
  indexes: [['remittance_id', 'sponsor_id', 'kind'], ['sponsor_id']],
});

interface WorkerMonths {
  readonly month: Month;
  readonly effectiveOn: LocalDate;
}

function insertPremiums(
  page: Page,
  workers: readonly string[],
  { month, effectiveOn }: WorkerMonths,
  ordinal: number,
  change: 1 | 0 | -1,
): void {
  page.insertEach('premium', 'worker_id', workers, { month, ordinal, change, effective_on: effectiveOn });
  if (change === -1) page.heads.setApart(workers, ordinal);
}

interface Step {
  readonly sponsorId: string;
  readonly remittanceId: string;
  readonly total?: Rupiah;
  readonly refundId?: string;
  readonly coverFrom?: LocalDate;
  readonly coverThrough?: LocalDate;
  readonly receiptNumber?: string;
  readonly effectiveOn: LocalDate;
}

function insertStep(page: Page, kind: string, step: Step, heads: number, ordinal: number): void {
  page.insert('sponsor_step', {
    ordinal,
    remittance_id: step.remittanceId,
    sponsor_id: step.sponsorId,
    kind,
    heads,
    total: step.total ?? '0',
    refund_id: step.refundId ?? null,
    cover_from: step.coverFrom ?? null,
    cover_through: step.coverThrough ?? null,
    receipt_number: step.receiptNumber ?? null,
    effective_on: step.effectiveOn,
  });
}

/** What BPJS holds for the sponsor already settles at once; the rest of a charge is to be paid. */
function chargeOf({ remittanceId, difference, changes }: AllocationsRepriced['data']): Rupiah {
  if (remittanceId === undefined) return '0';
  const atBpjs = changes.filter(({ place }) => !place.startsWith('bank:')).map(({ amount }) => amount);
  return money.sum(difference, ...atBpjs);
}

export const premiumsProjection: Projection<
  | 'PremiumsAllocated'
  | 'AllocationsReversed'
  | 'AllocationsRepriced'
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
      tariff_revision: data.tariffRevision ?? null,
      amount_per_worker: data.amountPerWorker,
      total: data.total,
      heads: data.workers.length,
      parts: JSON.stringify(data.parts),
      payment_id: direct ?? null,
      ordinal,
      effective_on: data.effectiveOn,
    });
    insertPremiums(page, data.workers, data, ordinal, 1);
  },
  AllocationsReversed({ data, ordinal }, page) {
    const { allocationId, workers, total } = data;
    page.insert('allocation_reversal', { allocation_id: allocationId, ordinal, heads: workers.length, total });
    insertPremiums(page, workers, data, ordinal, -1);
  },
  AllocationsRepriced({ data, ordinal }, page) {
    page.insert('allocation_repricing', {
      ordinal,
      allocation_id: data.allocationId,
      sponsor_id: data.sponsorId,
      month: data.month,
      tariff_id: data.tariffId,
      tariff_revision: data.tariffRevision,
      previous_per_worker: data.previousPerWorker,
      amount_per_worker: data.amountPerWorker,
      heads: data.workers.length,
      difference: data.difference,
      receivable: data.receivable,
      charge: chargeOf(data),
      enrolment_group: data.group,
      remittance_id: data.remittanceId ?? null,
      effective_on: data.effectiveOn,
    });
    insertPremiums(page, data.workers, data, ordinal, 0);
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
    insertStep(page, 'settled', data, data.workers.length, ordinal);
  },
  AllocationsRejected({ data, ordinal }, page) {
    const workers = data.workers.map(({ workerId }) => workerId);
    insertStep(page, 'rejected', data, workers.length, ordinal);
    insertPremiums(page, workers, data, ordinal, -1);
  },
  AllocationsRefunded({ data, ordinal }, page) {
    insertStep(page, 'refunded', data, data.workers.length, ordinal);
    insertPremiums(page, data.workers, data, ordinal, -1);
  },
  CoverCancelled({ data, ordinal }, page) {
    insertStep(page, 'cover-cancelled', data, data.workers.length, ordinal);
    page.heads.setApart(data.workers, ordinal);
  },
};
