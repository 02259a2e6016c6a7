import {
  sponsorDecider,
  workerDecider,
  type Rejection,
  type ReleaseCause,
  type SponsorshipClaim,
} from '@sedekah/ledger';
import { inTurn } from './in-turn';
import { refusalIn, type Steps } from './steps';

/** The terms of an assignment, the same for all its workers. */
export type Terms = Omit<SponsorshipClaim, 'workerId'>;

export interface RefusedWorker {
  readonly workerId: string;
  readonly refusal: Rejection;
}

/**
 * Claims every worker (each at most one sponsor a month), then the sponsor takes those who were free. Workers who are
 * refused are named; the others are kept. @throws Rejection when the sponsor refuses, e.g. `quota-exceeded`
 */
export async function assignWorkers(terms: Terms, workers: readonly string[], steps: Steps): Promise<RefusedWorker[]> {
  const refused: RefusedWorker[] = [];
  const claimed: string[] = [];
  await inTurn(workers, async (workerId) => {
    const refusal = await claim(terms, workerId, steps);
    if (refusal) refused.push({ workerId, refusal });
    else claimed.push(workerId);
  });
  if (claimed.length > 0) await settleClaims(terms, claimed, steps, 'assign');
  return refused;
}

/** Claims one worker; a refusal stays on the worker's stream, so that a repeat of the command finds it again. */
export async function claim(terms: Terms, workerId: string, steps: Steps): Promise<Rejection | undefined> {
  const command = { type: 'ClaimSponsorship', ...terms } as const;
  const { refusal } = await steps.onlyOrRefuse(workerDecider, workerId, command, 'claim');
  return refusal;
}

/** The second step of an assignment. Whoever the sponsor does not take is free again. */
export async function settleClaims(
  terms: Terms,
  workers: readonly string[],
  steps: Steps,
  step: string,
): Promise<void> {
  const { assignmentId, sponsorId, pledgeId, firstMonth, lastMonth } = terms;
  // The process that finishes a forgotten claim respects what the request itself came to.
  const decided = step === 'assign' ? undefined : await steps.doneIn(sponsorDecider, sponsorId, 'assign');
  const earlier = decided && refusalIn(decided);
  const command = { type: 'AssignBeneficiaries', pledgeId, assignmentId, firstMonth, lastMonth, workers } as const;
  const refusal = earlier ?? (await steps.takeOrRefuse(sponsorDecider, sponsorId, command, step)).refusal;
  if (!refusal) return;
  await giveUp(terms, workers, `ditolak: ${refusal.code} / refused`, steps);
  throw refusal;
}

/** Frees the claimed workers whom the sponsor did not take. */
export async function giveUp(
  { assignmentId, sponsorId, firstMonth }: Terms,
  workers: readonly string[],
  reason: string,
  steps: Steps,
): Promise<void> {
  const { state } = await steps.load(sponsorDecider, sponsorId);
  const taken = (workerId: string) =>
    state.members.get(workerId)?.some((member) => member.assignmentId === assignmentId) ?? false;
  const command = { type: 'ReleaseSponsorship', assignmentId, fromMonth: firstMonth, reason } as const;
  await inTurn(
    workers.filter((workerId) => !taken(workerId)),
    async (workerId) => {
      await steps.take(workerDecider, workerId, command, 'undo');
    },
  );
}

export interface Replacement {
  readonly assignmentId: string;
  readonly sponsorId: string;
  readonly pledgeId: string;
  readonly workerId: string;
  readonly replacedBy: string;
  readonly fromMonth: string;
  readonly cause: ReleaseCause;
  readonly reason: string;
}

/**
 * The replacement is claimed, then the sponsor releases one and takes the other in one append, then the one released is
 * free. `span`: the months taken over; absent for a command that is repeated. @throws Rejection
 */
export async function replaceWorker(
  replacement: Replacement,
  span: { firstMonth: string; lastMonth: string } | undefined,
  steps: Steps,
): Promise<void> {
  const { sponsorId, replacedBy, assignmentId, pledgeId } = replacement;
  if (span) {
    const terms = { assignmentId, sponsorId, pledgeId, ...span };
    const refusal = await claim(terms, replacedBy, steps);
    if (refusal) throw refusal;
  }
  const command = { type: 'ReplaceBeneficiary', ...replacement } as const;
  const { refusal } = await steps.takeOrRefuse(sponsorDecider, sponsorId, command, 'assign');
  if (!refusal) return;
  const terms = { assignmentId, sponsorId, pledgeId, firstMonth: replacement.fromMonth, lastMonth: '' };
  await giveUp(terms, [replacedBy], `ditolak: ${refusal.code} / refused`, steps);
  throw refusal;
}
