import { isMonth, monthOf } from '../calendar';
import type { Context } from '../decider';
import { Rejection } from '../rejection';
import { requireMonthsInOrder } from '../requirements';
import type { ClaimSponsorship, ReleaseSponsorship } from './commands';
import type { WorkerEvent } from './events';
import { workerDeceased, workerErased, workerLeft } from './refusals';
import type { Claim, RegisteredWorker, WorkerState } from './state';

/** Whether `command` says again what `claim` said when it was made. */
const repeats = (claim: Claim, command: ClaimSponsorship): boolean =>
  claim.sponsorId === command.sponsorId &&
  claim.pledgeId === command.pledgeId &&
  claim.firstMonth === command.firstMonth &&
  claim.claimedThrough === command.lastMonth;

function refuseTaken(state: RegisteredWorker, { firstMonth, lastMonth }: ClaimSponsorship): void {
  const taken = state.claims.find((claim) => claim.firstMonth <= lastMonth && firstMonth <= claim.lastMonth);
  if (!taken) return;
  throw new Rejection(
    'worker-already-sponsored',
    `Pekerja ini sudah ditanggung untuk ${taken.firstMonth} sampai ${taken.lastMonth}; ` +
      'pilih bulan lain atau lepaskan dahulu dari penanggungnya.',
    `This worker is already sponsored from ${taken.firstMonth} through ${taken.lastMonth}; ` +
      'choose other months or release them first.',
    {
      sponsorId: taken.sponsorId,
      pledgeId: taken.pledgeId,
      firstMonth: taken.firstMonth,
      lastMonth: taken.lastMonth,
    },
  );
}

/**
 * Holds the worker for one sponsor from `firstMonth` through `lastMonth`; the same claim again changes nothing.
 * @throws Rejection months-reversed, worker-deceased, worker-left, worker-already-sponsored; worker-not-assigned when
 * a late repeat would bring a released claim back
 */
export function claimSponsorship(state: RegisteredWorker, command: ClaimSponsorship, context: Context): WorkerEvent[] {
  const { assignmentId, sponsorId, pledgeId, firstMonth, lastMonth } = command;
  requireMonthsInOrder(firstMonth, lastMonth);
  if (state.erased) throw workerErased();
  const known = state.claims.find((claim) => claim.assignmentId === assignmentId);
  if (known && repeats(known, command)) return [];
  if (state.releasedClaims.includes(assignmentId)) throw notAssigned(assignmentId);
  if (state.diedOn !== undefined && lastMonth > monthOf(state.diedOn)) throw workerDeceased(state.diedOn);
  if (state.leftOn !== undefined && lastMonth > monthOf(state.leftOn)) throw workerLeft(state.leftOn);
  refuseTaken(state, command);
  if (known) throw new Error(`assignment ${assignmentId} already holds this worker for other months`);
  return [
    {
      type: 'SponsorshipClaimed',
      data: {
        workerId: state.workerId,
        assignmentId,
        sponsorId,
        pledgeId,
        firstMonth,
        lastMonth,
        effectiveOn: context.today,
      },
    },
  ];
}

const notAssigned = (assignmentId: string) =>
  new Rejection(
    'worker-not-assigned',
    'Penugasan ini tidak (lagi) memegang pekerja ini; buat penugasan baru bila perlu.',
    'This assignment does not hold this worker (any more); make a new one if need be.',
    { assignmentId },
  );

/**
 * Frees the claim's months from `fromMonth` on; all of it when that is its first month or earlier. A claim that holds
 * none of them any more is left as it is.
 * @throws Rejection worker-not-assigned
 */
export function releaseSponsorship(state: WorkerState, command: ReleaseSponsorship, context: Context): WorkerEvent[] {
  const { assignmentId, fromMonth, reason } = command;
  if (!isMonth(fromMonth)) throw new Error('not a contribution month: fromMonth');
  if (state.releasedClaims.includes(assignmentId)) return [];
  const claim = state.claims.find((held) => held.assignmentId === assignmentId);
  if (!state.registered || !claim) throw notAssigned(assignmentId);
  if (fromMonth > claim.lastMonth) return [];
  return [
    {
      type: 'SponsorshipReleased',
      data: { workerId: state.workerId, assignmentId, fromMonth, reason, effectiveOn: context.today },
    },
  ];
}
