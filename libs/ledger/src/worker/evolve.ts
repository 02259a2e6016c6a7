import { addMonths } from '../calendar';
import type { WorkerEvent } from './events';
import { benefitKeyOf, type WorkerState } from './state';

type WorkerEventOf<Type extends WorkerEvent['type']> = Extract<WorkerEvent, { type: Type }>;

function release(state: WorkerState, { assignmentId, fromMonth }: WorkerEventOf<'SponsorshipReleased'>['data']): void {
  const index = state.claims.findIndex((claim) => claim.assignmentId === assignmentId);
  const claim = state.claims[index];
  if (!claim) throw new Error(`released an assignment that this worker does not hold: ${assignmentId}`);
  if (fromMonth > claim.firstMonth) {
    state.claims[index] = { ...claim, lastMonth: addMonths(fromMonth, -1) };
  } else {
    state.claims.splice(index, 1);
    state.releasedClaims.push(assignmentId);
  }
}

/** Takes `event` into `state`, in place. */
export function evolveWorker(state: WorkerState, event: WorkerEvent): WorkerState {
  switch (event.type) {
    case 'WorkerRegistered': {
      const { effectiveOn, ...registration } = event.data;
      return { ...state, ...registration, registered: true, registeredOn: effectiveOn };
    }
    case 'EligibilityChecked': {
      const { source, eligible, reference, effectiveOn } = event.data;
      state.checks.push({ source, eligible, reference, on: effectiveOn });
      return state;
    }
    case 'WorkerEnrolled': {
      const { group, band, effectiveOn } = event.data;
      state.enrolments.push({ on: effectiveOn, group, band });
      state.leftOn = undefined;
      return state;
    }
    case 'SponsorshipClaimed': {
      const { workerId: _, effectiveOn: __, ...claim } = event.data;
      state.claims.push({ ...claim, claimedThrough: claim.lastMonth });
      state.sponsors.add(claim.sponsorId);
      return state;
    }
    case 'SponsorshipReleased':
      release(state, event.data);
      return state;
    case 'WorkerDied':
      state.diedOn = event.data.effectiveOn;
      return state;
    case 'WorkerLeft':
      state.leavings.push(event.data.effectiveOn);
      state.leftBehind.set(
        event.data.effectiveOn,
        state.claims.map(({ assignmentId }) => assignmentId),
      );
      state.leftOn = event.data.effectiveOn;
      return state;
    case 'LegalHoldPlaced':
      state.holds.push({ holdId: event.data.holdId, mandate: event.data.mandate });
      return state;
    case 'LegalHoldLifted':
      state.holds.splice(
        state.holds.findIndex(({ holdId }) => holdId === event.data.holdId),
        1,
      );
      return state;
    case 'ErasureDecided':
      state.erased = true;
      return state;
    case 'BenefitRecorded': {
      const { kind, amount, heirs, reference, effectiveOn } = event.data;
      state.benefits.set(benefitKeyOf(reference), { kind, amount, heirs, reference, on: effectiveOn });
      return state;
    }
    case 'CommandRefused':
      return state;
    default:
      throw new Error(`not an event of a worker: ${JSON.stringify((event satisfies never as WorkerEvent).type)}`);
  }
}
