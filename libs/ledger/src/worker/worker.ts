import type { Context, Decider } from '../decider';
import { commandRefused } from '../refused';
import { Rejection } from '../rejection';
import { requireNotBefore, requireNotFuture } from '../requirements';
import { recordBenefit } from './benefits';
import type { CheckEligibility, LiftHold, RecordDeath, RecordLeaving, RegisterWorker, WorkerCommand } from './commands';
import { enrol } from './enrolment';
import type { WorkerEvent } from './events';
import { evolveWorker } from './evolve';
import { sectorOf } from './occupations';
import { workerDeceased, workerErased, workerLeft, workerUnknown } from './refusals';
import { claimSponsorship, releaseSponsorship } from './sponsorship';
import { unregisteredWorker, type RegisteredWorker, type WorkerState } from './state';

function register(state: WorkerState, { registration }: RegisterWorker, context: Context): WorkerEvent[] {
  if (state.registered) {
    throw new Rejection('worker-exists', 'Pekerja ini sudah terdaftar.', 'This worker is already registered.', {
      workerId: state.workerId,
    });
  }
  requireNotFuture(registration.effectiveOn, 'effectiveOn', context);
  if (sectorOf(registration.occupation) !== registration.sector) {
    throw new Error(`occupation ${registration.occupation} is not of sector ${registration.sector}`);
  }
  return [{ type: 'WorkerRegistered', data: registration }];
}

function checkEligibility(state: RegisteredWorker, command: CheckEligibility, context: Context): WorkerEvent[] {
  const { source, eligible, reference, reason, checkedOn } = command;
  requireNotFuture(checkedOn, 'checkedOn', context);
  if (state.erased) throw workerErased();
  if (state.diedOn !== undefined && checkedOn > state.diedOn) throw workerDeceased(state.diedOn);
  return [
    {
      type: 'EligibilityChecked',
      data: {
        workerId: state.workerId,
        source,
        eligible,
        reference,
        ...(reason === undefined ? {} : { reason }),
        effectiveOn: checkedOn,
      },
    },
  ];
}

/** The same day reported again changes nothing. */
function recordDeath(state: RegisteredWorker, command: RecordDeath, context: Context): WorkerEvent[] {
  const { diedOn, evidence, birthDate } = command;
  requireNotFuture(diedOn, 'diedOn', context);
  if (state.diedOn === diedOn) return [];
  if (state.diedOn !== undefined) throw workerDeceased(state.diedOn);
  // A death is never taken back and ends all cover after it: a mistyped year must not get that far.
  if (birthDate !== undefined && diedOn < birthDate) {
    throw new Rejection(
      'date-out-of-order',
      `Hari meninggal ${diedOn} lebih awal daripada hari lahir pekerja ini. Periksa tahunnya pada akta kematian.`,
      `The day of death ${diedOn} is earlier than this worker's birth. Check the year on the certificate.`,
      { field: 'diedOn', date: diedOn },
    );
  }
  return [{ type: 'WorkerDied', data: { workerId: state.workerId, evidence, effectiveOn: diedOn } }];
}

function recordLeaving(state: RegisteredWorker, command: RecordLeaving, context: Context): WorkerEvent[] {
  const { leftOn, reason, note } = command;
  requireNotFuture(leftOn, 'leftOn', context);
  if (state.diedOn !== undefined) throw workerDeceased(state.diedOn);
  if (state.leftOn !== undefined) throw workerLeft(state.leftOn);
  const enrolledOn = state.enrolments.at(-1)?.on;
  if (enrolledOn !== undefined) requireNotBefore(leftOn, 'leftOn', enrolledOn, 'enrolment');
  return [
    {
      type: 'WorkerLeft',
      data: { workerId: state.workerId, reason, ...(note === undefined ? {} : { note }), effectiveOn: leftOn },
    },
  ];
}

function liftHold({ workerId, holds }: RegisteredWorker, command: LiftHold, { today }: Context): WorkerEvent[] {
  const { holdId, reason } = command;
  if (holds.some((hold) => hold.holdId === holdId)) {
    return [{ type: 'LegalHoldLifted', data: { workerId, holdId, reason, effectiveOn: today } }];
  }
  throw new Rejection('hold-unknown', 'Penahanan data ini tidak berlaku.', 'This legal hold is not in force.', {
    holdId,
  });
}

function decideErasure(state: RegisteredWorker, reason: string, { today }: Context): WorkerEvent[] {
  if (state.erased) return [];
  const [hold] = state.holds;
  if (hold) {
    throw new Rejection(
      'hold-in-force',
      'Data pekerja ini ditahan untuk proses hukum atau pemeriksaan; cabut dahulu penahanannya.',
      "This worker's data are under a legal hold; lift it first.",
      { holdId: hold.holdId, holds: String(state.holds.length) },
    );
  }
  return [{ type: 'ErasureDecided', data: { workerId: state.workerId, reason, effectiveOn: today } }];
}

function decide(state: WorkerState, command: WorkerCommand, context: Context): WorkerEvent[] {
  if (command.type === 'RegisterWorker') return register(state, command, context);
  if (command.type === 'RefuseCommand') return [commandRefused(command, context)];
  if (!state.registered) throw workerUnknown();
  const { workerId } = state;
  switch (command.type) {
    case 'CheckEligibility':
      return checkEligibility(state, command, context);
    case 'EnrolWorker':
      return enrol(state, command, context);
    case 'ClaimSponsorship':
      return claimSponsorship(state, command, context);
    case 'ReleaseSponsorship':
      return releaseSponsorship(state, command, context);
    case 'RecordDeath':
      return recordDeath(state, command, context);
    case 'RecordLeaving':
      return recordLeaving(state, command, context);
    case 'PlaceHold': {
      const data = { workerId, holdId: context.newId('hold'), mandate: command.mandate, effectiveOn: context.today };
      return [{ type: 'LegalHoldPlaced', data }];
    }
    case 'LiftHold':
      return liftHold(state, command, context);
    case 'RecordBenefit':
      return recordBenefit(state, command, context);
    case 'DecideErasure':
      return decideErasure(state, command.reason, context);
    default:
      throw new Error(`not a command for a worker: ${JSON.stringify((command satisfies never as WorkerCommand).type)}`);
  }
}

/**
 * One worker (stream `worker-<id>`): registration, eligibility, enrolment, the exclusive hold of one sponsor a month,
 * death, leaving, benefits, legal holds, erasure. Death and leaving keep the claims; the process that follows them releases.
 */
export const workerDecider: Decider<WorkerState, WorkerCommand, WorkerEvent> = {
  category: 'worker',
  initial: unregisteredWorker,
  decide,
  evolve: evolveWorker,
};
