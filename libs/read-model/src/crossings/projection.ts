import type { Page } from '../projector/page';
import type { Projection } from '../projector/projection';
import { REMITTANCE_STREAM } from '../remittances/projection';
import { defineTable } from '../store/table';
import { recheckDirect, recheckLeavings, recheckLeavingsHeldBy, recheckLeavingsIn } from './recompute';

/** Crossings that have begun and not ended. `ordinal` is the event that began it. */
export const crossing = defineTable({
  columns: { kind: 'text', subject: 'text', ordinal: 'integer' },
  key: ['kind', 'subject'],
  keepsFirst: true,
});

/** These people are not assigned, covered or paid as they were: what their death or leaving asks for may have changed. */
function touchEnded(page: Page, workers: readonly string[]): void {
  const ended = page.endedAmong(workers);
  page.crossings.touch('death', ...ended);
  page.crossings.touch('leaving', ...ended);
}

/** Crossings with several last steps: open as long as the tables show that something is missing. */
export const crossingsProjection: Projection<
  | 'RemittanceCancelled'
  | 'RemittanceOrdered'
  | 'AllocationsOrdered'
  | 'AllocationsUnordered'
  | 'RemittancePaid'
  | 'RemittanceAcknowledged'
  | 'AllocationsSettled'
  | 'AllocationsRejected'
  | 'CoverCancelled'
  | 'RefundReceived'
  | 'AllocationsRefunded'
  | 'DirectListRecorded'
  | 'PaymentVerified'
  | 'PaymentRejected'
  | 'PaymentReversed'
  | 'WorkerDied'
  | 'WorkerLeft'
  | 'BeneficiariesAssigned'
  | 'BeneficiariesReleased'
  | 'CommandRefused'
> = {
  RemittanceCancelled: ({ data }, page) => page.crossings.touch('unorder', data.remittanceId),
  RemittanceOrdered: ({ data }, page) => page.crossings.touch('unorder', data.remittanceId),
  AllocationsOrdered({ data }, page) {
    page.crossings.touch('unorder', data.remittanceId);
    page.crossings.touch('settlement', data.remittanceId);
    page.after(recheckLeavings);
  },
  AllocationsUnordered({ data: { remittanceId, sponsorId } }, page) {
    page.crossings.touch('unorder', remittanceId);
    page.crossings.touch('settlement', remittanceId);
    page.after(recheckLeavingsIn(remittanceId, sponsorId));
  },
  /** The months of a direct payment are finished with their remittances. */
  RemittancePaid: ({ data }, page) => page.after(recheckDirect(data.remittanceId)),
  RemittanceAcknowledged: ({ data }, page) => page.crossings.touch('settlement', data.remittanceId),
  AllocationsSettled({ data }, page) {
    page.crossings.touch('settlement', data.remittanceId);
    touchEnded(page, data.workers);
  },
  AllocationsRejected({ data }, page) {
    page.crossings.touch('settlement', data.remittanceId);
    touchEnded(
      page,
      data.workers.map(({ workerId }) => workerId),
    );
  },
  CoverCancelled: ({ data }, page) => touchEnded(page, data.workers),
  RefundReceived: ({ data }, page) => page.crossings.touch('refund', data.refundId),
  AllocationsRefunded({ data }, page) {
    page.crossings.touch('refund', data.refundId);
    touchEnded(page, data.workers);
  },
  DirectListRecorded: ({ data }, page) => touchEnded(page, data.workers),
  PaymentVerified: ({ data }, page) => page.crossings.touch('direct-allocation', data.paymentId),
  PaymentRejected: ({ data }, page) => page.after(recheckLeavingsHeldBy(data.paymentId)),
  PaymentReversed({ data }, page) {
    page.crossings.touch('direct-allocation', data.paymentId);
    page.after(recheckLeavingsHeldBy(data.paymentId));
  },
  WorkerDied({ data }, page) {
    page.end(data.workerId);
    page.crossings.touch('death', data.workerId);
  },
  WorkerLeft({ data }, page) {
    page.end(data.workerId);
    page.crossings.touch('leaving', data.workerId);
  },
  BeneficiariesAssigned: ({ data }, page) => touchEnded(page, data.workers),
  BeneficiariesReleased: ({ data }, page) => touchEnded(page, data.workers),
  /** A refusal itself ends nothing: the steps that undo what was done before it do. */
  CommandRefused({ stream }, page) {
    const remittanceId = REMITTANCE_STREAM.exec(stream)?.[1];
    if (remittanceId !== undefined) page.crossings.touch('unorder', remittanceId);
  },
};
