import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';
import {
  recomputeDeaths,
  recomputeDirectAllocations,
  recomputeLeavings,
  recomputeRefunds,
  recomputeSettlements,
  recomputeUnorders,
} from './recompute';

/** Crossings that have begun and not ended. `ordinal` is the event that began it. */
export const crossing = defineTable({
  columns: { kind: 'text', subject: 'text', ordinal: 'integer' },
  key: ['kind', 'subject'],
});

/** Crossings with several last steps: open as long as the tables show that something is missing. */
export const crossingsProjection: Projection<
  | 'RemittanceCancelled'
  | 'AllocationsOrdered'
  | 'AllocationsUnordered'
  | 'RemittanceOrdered'
  | 'RemittancePaid'
  | 'RemittanceAcknowledged'
  | 'AllocationsSettled'
  | 'AllocationsRejected'
  | 'CoverCancelled'
  | 'RefundReceived'
  | 'AllocationsRefunded'
  | 'DirectListRecorded'
  | 'PaymentRejected'
  | 'PaymentVerified'
  | 'PaymentReversed'
  | 'WorkerDied'
  | 'WorkerLeft'
  | 'BeneficiariesAssigned'
  | 'BeneficiariesReleased'
  | 'CommandRefused'
> = {
  RemittanceCancelled: (_, page) => page.after(recomputeUnorders),
  AllocationsOrdered(_, page) {
    page.after(recomputeUnorders);
    page.after(recomputeSettlements);
    page.after(recomputeLeavings);
  },
  AllocationsUnordered(_, page) {
    page.after(recomputeUnorders);
    page.after(recomputeSettlements);
    page.after(recomputeLeavings);
  },
  RemittanceOrdered: (_, page) => page.after(recomputeUnorders),
  RemittancePaid: (_, page) => page.after(recomputeDirectAllocations),
  RemittanceAcknowledged: (_, page) => page.after(recomputeSettlements),
  AllocationsSettled(_, page) {
    page.after(recomputeSettlements);
    page.after(recomputeDeaths);
  },
  AllocationsRejected(_, page) {
    page.after(recomputeSettlements);
    page.after(recomputeLeavings);
  },
  CoverCancelled: (_, page) => page.after(recomputeDeaths),
  RefundReceived: (_, page) => page.after(recomputeRefunds),
  AllocationsRefunded(_, page) {
    page.after(recomputeRefunds);
    page.after(recomputeLeavings);
  },
  DirectListRecorded: (_, page) => page.after(recomputeLeavings),
  PaymentVerified: (_, page) => page.after(recomputeDirectAllocations),
  PaymentRejected: (_, page) => page.after(recomputeLeavings),
  PaymentReversed(_, page) {
    page.after(recomputeDirectAllocations);
    page.after(recomputeLeavings);
  },
  WorkerDied: (_, page) => page.after(recomputeDeaths),
  WorkerLeft: (_, page) => page.after(recomputeLeavings),
  BeneficiariesAssigned(_, page) {
    page.after(recomputeDeaths);
    page.after(recomputeLeavings);
  },
  BeneficiariesReleased(_, page) {
    page.after(recomputeDeaths);
    page.after(recomputeLeavings);
  },
  /** A refusal itself ends nothing: the steps that undo what was done before it do. */
  CommandRefused: (_, page) => page.after(recomputeUnorders),
};
