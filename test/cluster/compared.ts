import type { StoredEvent } from '@sedekah/event-store';
import type { Acknowledged } from './officer';

/** Where a log and what was acknowledged differ, in words. */
export interface Differences {
  /** Acknowledged writes of which the log lacks something. */
  readonly lost: readonly string[];
  /** What is in the log more than once, or was never asked for. */
  readonly doubled: readonly string[];
}

/** The events that a write of each kind leaves, over all its streams. */
const LEAVES: Readonly<Record<string, readonly string[]>> = {
  sponsor: ['SponsorRegistered'],
  pledge: ['PledgeMade'],
  payment: ['CreditRecorded', 'CreditPartDrawn', 'PaymentRecorded'],
  verification: ['PaymentVerified'],
  rejection: ['PaymentRejected', 'CreditPartReturned'],
  worker: ['NikClaimed', 'WorkerRegistered'],
  'eligibility-check': ['EligibilityChecked'],
  enrolment: ['WorkerEnrolled'],
  assignment: ['SponsorshipClaimed', 'SponsorshipClaimed', 'BeneficiariesAssigned'],
  'premium-run': ['JobSubmitted'],
};
/** What jobs record under command ids of their own. */
const BY_JOBS: ReadonlySet<string> = new Set(['JobProgressed', 'JobCompleted', 'PremiumsAllocated']);
/** Event by event: what an acknowledged write leaves is there once, and nothing that nobody asked for. */
export function compared(log: readonly StoredEvent[], acknowledged: readonly Acknowledged[]): Differences {
  const byCommand = Map.groupBy(log, commandOf);
  const lost: string[] = [];
  const doubled: string[] = [];
  for (const write of acknowledged) {
    const left = (byCommand.get(write.commandId) ?? []).map(({ type }) => type);
    const expected = LEAVES[write.kind] ?? [];
    for (const type of new Set([...left, ...expected])) {
      const [has, wants] = [timesOf(type, left), timesOf(type, expected)];
      if (has < wants) lost.push(`${named(write)}: ${has} ${type}, not ${wants}`);
      if (has > wants) doubled.push(`${named(write)}: ${has} ${type}, not ${wants}`);
    }
  }
  const officers = new Set(acknowledged.map(({ by }) => by.userId));
  const asked = new Set(acknowledged.map(({ commandId }) => commandId));
  for (const event of log) {
    const isOfficers = officers.has((event.metadata as { by: string }).by) && !BY_JOBS.has(event.type);
    if (isOfficers && !asked.has(commandOf(event)))
      doubled.push(`${event.type} in ${event.stream}: nobody asked for it`);
  }
  return { lost: [...lost, ...unpaid(log, acknowledged)], doubled: [...doubled, ...paidTwice(log)] };
}

/** Workers whose month the premium runs did not pay, though their sponsor's money was there. */
function unpaid(log: readonly StoredEvent[], acknowledged: readonly Acknowledged[]): string[] {
  const paid = new Set(premiumsIn(log).map(({ workerId }) => workerId));
  return acknowledged
    .flatMap(({ kind, body }) => (kind === 'assignment' ? (body as { workers: string[] }).workers : []))
    .filter((workerId) => !paid.has(workerId))
    .map((workerId) => `no premium for ${workerId}`);
}

function paidTwice(log: readonly StoredEvent[]): string[] {
  const premiums = Map.groupBy(premiumsIn(log), ({ workerId, month }) => `${workerId} ${month}`);
  return [...premiums]
    .filter(([, times]) => times.length > 1)
    .map(([unit, { length }]) => `${length} premiums for ${unit}`);
}

function premiumsIn(log: readonly StoredEvent[]): { readonly workerId: string; readonly month: string }[] {
  return log
    .filter(({ type }) => type === 'PremiumsAllocated')
    .flatMap(({ data }) => {
      const { workers, month } = data as { workers: readonly string[]; month: string };
      return workers.map((workerId) => ({ workerId, month }));
    });
}

/** The command an event belongs to: steps after the first of a crossing carry its id with a suffix. */
const commandOf = ({ metadata }: StoredEvent): string =>
  (metadata as { commandId: string }).commandId.split('#', 1)[0] ?? '';

const timesOf = (type: string, types: readonly string[]): number => types.filter((each) => each === type).length;

/** A write, for a sentence about it. */
export const named = ({ kind, key, url }: Acknowledged): string => `${kind} ${key} (${url})`;
