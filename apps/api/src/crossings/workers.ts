import {
  addMonths,
  monthOf,
  sponsorDecider,
  workerDecider,
  type BeneficiariesReleased,
  type Month,
  type NikClaimed,
  type SponsorCommand,
  type SponsorState,
  type WorkerDied,
  type WorkerLeft,
} from '@sedekah/ledger';
import { inTurn } from './in-turn';
import type { Steps } from './steps';

/** The NIK is claimed, now the worker exists. */
export async function afterNikClaimed({ data }: NikClaimed, steps: Steps): Promise<void> {
  await steps.onlyNew(workerDecider, data.workerId, { type: 'RegisterWorker', registration: data }, 'register');
}

/**
 * The sponsor has released, now the workers are free for another: from the month on that the sponsor has them no more,
 * which is earlier than this release says when another came after it.
 */
export async function afterBeneficiariesReleased({ data }: BeneficiariesReleased, steps: Steps): Promise<void> {
  const { sponsorId, assignmentId, fromMonth, reason } = data;
  const { state } = await steps.load(sponsorDecider, sponsorId);
  const last = new Map(data.workers.map((workerId) => [workerId, lastMonthOf(state, workerId, assignmentId)]));
  await inTurn(data.workers, async (workerId) => {
    const lastMonth = last.get(workerId);
    const free = lastMonth === undefined ? await claimedFrom(workerId, assignmentId, steps) : addMonths(lastMonth, 1);
    const from = free !== undefined && free < fromMonth ? free : fromMonth;
    const command = { type: 'ReleaseSponsorship', assignmentId, fromMonth: from, reason } as const;
    await steps.take(workerDecider, workerId, command, `release-${assignmentId}-${fromMonth}`);
  });
}

const lastMonthOf = (state: SponsorState, workerId: string, assignmentId: string): Month | undefined =>
  state.members.get(workerId)?.find((member) => member.assignmentId === assignmentId)?.lastMonth;

async function claimedFrom(workerId: string, assignmentId: string, steps: Steps): Promise<Month | undefined> {
  const { state } = await steps.load(workerDecider, workerId);
  return state.claims.find((claim) => claim.assignmentId === assignmentId)?.firstMonth;
}

/** Every sponsor who ever had the worker ends what lies after the month of death. */
export async function afterWorkerDied({ data }: WorkerDied, steps: Steps): Promise<void> {
  const { workerId, effectiveOn } = data;
  const command = { type: 'EndForDeath', workerId, monthOfDeath: monthOf(effectiveOn) } as const;
  const { state } = await steps.load(workerDecider, workerId);
  for (const sponsorId of [...state.sponsors]) await endAt(sponsorId, command, steps);
}

export async function afterWorkerLeft({ data }: WorkerLeft, steps: Steps): Promise<void> {
  const { workerId, effectiveOn } = data;
  const { state } = await steps.load(workerDecider, workerId);
  const assignments = state.leftBehind.get(effectiveOn) ?? [];
  const command = { type: 'EndForLeaving', workerId, monthOfLeaving: monthOf(effectiveOn), assignments } as const;
  for (const sponsorId of [...state.sponsors]) await endAt(sponsorId, command, steps);
}

type End = Extract<SponsorCommand, { type: 'EndForDeath' | 'EndForLeaving' }>;

/**
 * Ends what there is to end at a sponsor. More of it can come later, when an order is settled or cancelled that the end
 * had to leave alone: then this is called again, and goes on after what it did before.
 */
export async function endAt(sponsorId: string, command: End, steps: Steps): Promise<void> {
  for (let time = 1; ; time += 1) {
    const { events } = await steps.take(sponsorDecider, sponsorId, command, `end-${command.workerId}-${time}`);
    if (events.length === 0) return;
  }
}
