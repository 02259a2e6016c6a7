import {
  monthOf,
  sponsorDecider,
  workerDecider,
  type BeneficiariesReleased,
  type NikClaimed,
  type SponsorshipClaimed,
  type WorkerDied,
  type WorkerLeft,
} from '@sedekah/ledger';
import { settleClaims } from './assignments';
import { inTurn } from './in-turn';
import type { Steps } from './steps';

/** The NIK is claimed, now the worker exists. */
export async function afterNikClaimed({ data }: NikClaimed, steps: Steps): Promise<void> {
  await steps.take(workerDecider, data.workerId, { type: 'RegisterWorker', registration: data }, 'register');
}

/** A claim whose request ended before the sponsor took the worker: the sponsor takes it, or the claim is given up. */
export const afterSponsorshipClaimed = ({ data }: SponsorshipClaimed, steps: Steps): Promise<void> =>
  settleClaims(data, [data.workerId], steps, `claim-${data.workerId}`);

/** The sponsor has released, now the workers are free for another. */
export async function afterBeneficiariesReleased({ data }: BeneficiariesReleased, steps: Steps): Promise<void> {
  const { assignmentId, fromMonth, reason } = data;
  const command = { type: 'ReleaseSponsorship', assignmentId, fromMonth, reason } as const;
  await inTurn(data.workers, async (workerId) => {
    await steps.take(workerDecider, workerId, command, `release-${assignmentId}`);
  });
}

/** Every sponsor who ever had the worker ends what lies after the month of death. */
export async function afterWorkerDied({ data }: WorkerDied, steps: Steps): Promise<void> {
  const { workerId, effectiveOn } = data;
  const command = { type: 'EndForDeath', workerId, monthOfDeath: monthOf(effectiveOn) } as const;
  for (const sponsorId of await sponsorsOf(workerId, steps)) {
    await steps.take(sponsorDecider, sponsorId, command, `death-${workerId}`);
  }
}

export async function afterWorkerLeft({ data }: WorkerLeft, steps: Steps): Promise<void> {
  const { workerId, effectiveOn } = data;
  const command = { type: 'EndForLeaving', workerId, monthOfLeaving: monthOf(effectiveOn) } as const;
  for (const sponsorId of await sponsorsOf(workerId, steps)) {
    await steps.take(sponsorDecider, sponsorId, command, `leaving-${workerId}`);
  }
}

async function sponsorsOf(workerId: string, steps: Steps): Promise<string[]> {
  const { state } = await steps.load(workerDecider, workerId);
  return [...new Set(state.claims.map(({ sponsorId }) => sponsorId))];
}
