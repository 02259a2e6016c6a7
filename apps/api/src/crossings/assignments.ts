import {
  Rejection,
  replaceableSpan,
  sponsorDecider,
  workerDecider,
  type ReleaseCause,
  type SponsorCommand,
  type SponsorEvent,
  type SponsorshipClaim,
  type SponsorshipClaimed,
} from '@sedekah/ledger';
import { inTurn } from './in-turn';
import type { Steps } from './steps';

/** The terms of an assignment, the same for all its workers. */
export type Terms = Omit<SponsorshipClaim, 'workerId'>;

/** The one step of an assignment at the sponsor: whoever appends it first decides for all its workers. */
const ASSIGN = 'assign';

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
  const claimed: SponsorshipClaim[] = [];
  await inTurn(workers, async (workerId) => {
    const { refusal, claims } = await claim(terms, workerId, steps);
    if (refusal) refused.push({ workerId, refusal });
    else claimed.push(...claims);
  });
  if (claimed.length === 0) return refused;
  const { sponsorId, pledgeId, assignmentId, firstMonth, lastMonth } = terms;
  const people = claimed.map(({ workerId }) => workerId);
  const assign = {
    type: 'AssignBeneficiaries',
    pledgeId,
    assignmentId,
    firstMonth,
    lastMonth,
    workers: people,
  } as const;
  // A first attempt may have claimed other months: the pledge's own, before it was amended.
  const isOne = claimed.every((each) => each.firstMonth === firstMonth && each.lastMonth === lastMonth);
  await decideAt(sponsorId, isOne ? sponsorDecider : interrupting, assign, steps, { ...terms, workers: people });
  return refused;
}

/** Claims one worker; a refusal stays on the worker's stream, so that a repeat of the command finds it again. */
async function claim(terms: Terms, workerId: string, steps: Steps) {
  const command = { type: 'ClaimSponsorship', ...terms } as const;
  const { refusal, taken } = await steps.onlyOrRefuse(workerDecider, workerId, command, 'claim');
  const claims = taken.events.flatMap((event) => (event.type === 'SponsorshipClaimed' ? [event.data] : []));
  return { refusal, claims };
}

interface Claimed extends Pick<Terms, 'assignmentId' | 'sponsorId' | 'firstMonth'> {
  readonly workers: readonly string[];
}

/** The sponsor decides; whom it does not take is free again. @throws Rejection as it was decided the first time */
async function decideAt(
  sponsorId: string,
  decider: typeof sponsorDecider,
  command: SponsorCommand,
  steps: Steps,
  claimed: Claimed,
): Promise<void> {
  const { refusal } = await steps.takeOrRefuse(decider, sponsorId, command, ASSIGN);
  if (!refusal) return;
  await giveUp(claimed, `ditolak: ${refusal.code} / refused`, steps);
  throw refusal;
}

/**
 * A claim whose request ended before the sponsor decided. Nobody but the request knows who else was to be assigned, and
 * half an assignment is none: the sponsor refuses what is left of it, and a late request finds that.
 */
export async function afterSponsorshipClaimed({ data }: SponsorshipClaimed, steps: Steps): Promise<void> {
  const { sponsorId, pledgeId, assignmentId, firstMonth, lastMonth, workerId } = data;
  const workers = [workerId];
  const assign = { type: 'AssignBeneficiaries', pledgeId, assignmentId, firstMonth, lastMonth, workers } as const;
  await decideAt(sponsorId, interrupting, assign, steps, { ...data, workers });
  await giveUp({ ...data, workers }, 'tidak ditetapkan / not assigned', steps);
}

/** Refuses whatever is asked. */
const interrupting: typeof sponsorDecider = {
  ...sponsorDecider,
  decide: (): SponsorEvent[] => {
    throw interrupted();
  },
};

const interrupted = (): Rejection =>
  new Rejection(
    'assignment-interrupted',
    'Penetapan ini terputus di tengah jalan dan sudah dibatalkan. Periksa ikrarnya, lalu kirim lagi dengan kunci baru.',
    'This assignment was interrupted between its steps and has been undone. Look at the pledge, then send it again ' +
      'under a new key.',
  );

/** Frees the claimed workers whom the sponsor did not take. */
async function giveUp(
  { assignmentId, sponsorId, firstMonth, workers }: Claimed,
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
  const { sponsorId, replacedBy, assignmentId, pledgeId, fromMonth } = replacement;
  let claimed: Pick<Terms, 'firstMonth' | 'lastMonth'> | undefined;
  if (span) {
    const { refusal, claims } = await claim({ assignmentId, sponsorId, pledgeId, ...span }, replacedBy, steps);
    if (refusal) throw refusal;
    [claimed] = claims;
  }
  const command = { type: 'ReplaceBeneficiary', ...replacement } as const;
  const workers = [replacedBy];
  const undone = { assignmentId, sponsorId, firstMonth: fromMonth, workers };
  await decideAt(sponsorId, takingOver(replacement, claimed), command, steps, undone);
}

/** The sponsor's rules; and the months it takes over are those that were claimed. */
const takingOver = (
  { pledgeId, workerId, fromMonth }: Replacement,
  claimed: Pick<Terms, 'firstMonth' | 'lastMonth'> | undefined,
): typeof sponsorDecider => ({
  ...sponsorDecider,
  decide: (state, command, context) => {
    const events = sponsorDecider.decide(state, command, context);
    const span = replaceableSpan(state, pledgeId, workerId, fromMonth);
    if (claimed?.firstMonth !== span.firstMonth || claimed.lastMonth !== span.lastMonth) throw interrupted();
    return events;
  },
});
