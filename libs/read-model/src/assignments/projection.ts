import { addMonths } from '@sedekah/ledger';
import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

/** A worker's place in a pledge. The oldest assignment of a sponsor has the lowest (`ordinal`, `line`). */
export const assignment = defineTable({
  columns: {
    assignment_id: 'text',
    worker_id: 'text',
    sponsor_id: 'text',
    pledge_id: 'text',
    first_month: 'text',
    last_month: 'text',
    ordinal: 'integer',
    /** Place in its event's list. */
    line: 'integer',
  },
  key: ['worker_id', 'assignment_id'],
  indexes: [
    ['sponsor_id', 'ordinal', 'line'],
    ['pledge_id', 'ordinal', 'line'],
  ],
});

/** From `from_month` on the worker is not this sponsor's any more. */
export const assignmentRelease = defineTable({
  columns: {
    assignment_id: 'text',
    worker_id: 'text',
    sponsor_id: 'text',
    pledge_id: 'text',
    from_month: 'text',
    /** The month before `from_month`: the last one that is still this sponsor's. */
    through_month: 'text',
    cause: 'text',
    reason: 'text',
    ordinal: 'integer',
    effective_on: 'text',
  },
  key: ['worker_id', 'assignment_id', 'ordinal'],
  indexes: [['sponsor_id']],
});

const claimOf = (assignmentId: string, workerId: string): string => `${assignmentId}/${workerId}`;

export const assignmentsProjection: Projection<
  'BeneficiariesAssigned' | 'BeneficiariesReleased' | 'SponsorshipClaimed' | 'SponsorshipReleased'
> = {
  SponsorshipClaimed({ data, ordinal }, page) {
    page.crossings.open('assignment', claimOf(data.assignmentId, data.workerId), ordinal);
  },
  BeneficiariesAssigned({ data, ordinal }, page) {
    data.workers.forEach((workerId, line) => {
      page.insert('assignment', {
        assignment_id: data.assignmentId,
        worker_id: workerId,
        sponsor_id: data.sponsorId,
        pledge_id: data.pledgeId,
        first_month: data.firstMonth,
        last_month: data.lastMonth,
        ordinal,
        line,
      });
      page.crossings.close('assignment', claimOf(data.assignmentId, workerId));
    });
    page.heads.assign(data.sponsorId, data.workers, ordinal);
  },
  BeneficiariesReleased({ data, ordinal }, page) {
    for (const workerId of data.workers) {
      page.insert('assignment_release', {
        assignment_id: data.assignmentId,
        worker_id: workerId,
        sponsor_id: data.sponsorId,
        pledge_id: data.pledgeId,
        from_month: data.fromMonth,
        through_month: addMonths(data.fromMonth, -1),
        cause: data.cause,
        reason: data.reason,
        ordinal,
        effective_on: data.effectiveOn,
      });
      page.crossings.open('release', claimOf(data.assignmentId, workerId), ordinal);
      page.heads.release({ workerId, assignmentId: data.assignmentId, ordinal });
    }
  },
  SponsorshipReleased({ data }, page) {
    const claim = claimOf(data.assignmentId, data.workerId);
    page.crossings.close('assignment', claim);
    page.crossings.close('release', claim);
  },
};
