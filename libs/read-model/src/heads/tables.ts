import { defineTable } from '../store/table';

/**
 * How many workers of a sponsor have the same `span` (months assigned, enrolment, sector, band), after each event that
 * changes it. Who is in `worker_apart` is not counted: the others need not be looked at one by one.
 */
export const sponsorHeads = defineTable({
  columns: { sponsor_id: 'text', span: 'text', ordinal: 'integer', heads: 'integer' },
  key: ['sponsor_id', 'span', 'ordinal'],
  clustered: true,
});

/**
 * Workers whose months cannot be counted by their span alone, from the event `ordinal` on: not enrolled when they were
 * assigned, enrolled again, died, left, or with a premium or cover that was taken back.
 */
export const workerApart = defineTable({
  columns: { worker_id: 'text', ordinal: 'integer' },
  key: ['worker_id'],
  clustered: true,
});

/** The same by the sponsors they are or were assigned to. */
export const sponsorApart = defineTable({
  columns: { sponsor_id: 'text', worker_id: 'text', ordinal: 'integer' },
  key: ['sponsor_id', 'worker_id'],
  keepsFirst: true,
  clustered: true,
});
