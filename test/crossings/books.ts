import type { StoredEvent } from '@sedekah/event-store';
import {
  authorityDecider,
  bpjsCodeDecider,
  creditDecider,
  fold,
  jobDecider,
  nikClaimDecider,
  remittanceDecider,
  sponsorDecider,
  workerDecider,
  type AuthorityState,
  type BpjsCodeState,
  type CreditState,
  type Decider,
  type DomainEvent,
  type JobState,
  type LedgerEvent,
  type NikClaimState,
  type RemittanceState,
  type SponsorState,
  type WorkerState,
} from '@sedekah/ledger';

/** Every stream of a log, folded by its own rules; by the id in its name. */
export interface Books {
  readonly events: readonly StoredEvent[];
  readonly authorities: ReadonlyMap<string, AuthorityState>;
  readonly sponsors: ReadonlyMap<string, SponsorState>;
  readonly credits: ReadonlyMap<string, CreditState>;
  readonly codes: ReadonlyMap<string, BpjsCodeState>;
  readonly niks: ReadonlyMap<string, NikClaimState>;
  readonly workers: ReadonlyMap<string, WorkerState>;
  readonly remittances: ReadonlyMap<string, RemittanceState>;
  readonly jobs: ReadonlyMap<string, JobState>;
}

/** The event as the domain sees it. */
export const domainEvent = ({ type, data }: StoredEvent): LedgerEvent => ({ type, data }) as LedgerEvent;

export function booksOf(events: readonly StoredEvent[]): Books {
  const streams = Map.groupBy(events, ({ stream }) => stream);
  const folded = <State, Event extends DomainEvent>(decider: Decider<State, never, Event>): Map<string, State> => {
    const start = `.${decider.category}-`;
    const mine = [...streams].flatMap(([stream, of]) => {
      const at = stream.indexOf('.');
      const id = stream.startsWith(start, at) ? stream.slice(at + start.length) : undefined;
      // `credit-bpjs-<code>` is a billing code, not a credit on an account called "bpjs-…".
      return id === undefined || (decider.category === 'credit' && id.startsWith('bpjs-')) ? [] : [{ id, of }];
    });
    return new Map(mine.map(({ id, of }) => [id, fold(decider, of.map(domainEvent) as unknown as Event[])]));
  };
  return {
    events,
    authorities: folded(authorityDecider),
    sponsors: folded(sponsorDecider),
    credits: folded(creditDecider),
    codes: folded(bpjsCodeDecider),
    niks: folded(nikClaimDecider),
    workers: folded(workerDecider),
    remittances: folded(remittanceDecider),
    jobs: folded(jobDecider),
  };
}

const sorted = (lines: readonly string[]): string[] => [...lines].sort();
const each = <Value>(map: ReadonlyMap<string, Value>, lines: (value: Value, id: string) => readonly string[]) =>
  sorted([...map].flatMap(([id, value]) => lines(value, id)));

/**
 * What the books come to, line by line, without a trace of what was begun and undone: two ledgers in which the same is
 * true give the same lines.
 */
export function summaryOf(books: Books): string[] {
  return [
    ...each(books.authorities, (state, id) =>
      state.status === 'unknown'
        ? []
        : [...state.commitments.values()]
            .filter(({ reserved }) => reserved !== '0')
            .map(({ pledgeId, reserved }) => `budget ${id} holds ${reserved} for ${pledgeId}`),
    ),
    ...each(books.credits, (state, id) =>
      state.status === 'unknown'
        ? []
        : [...state.parts]
            .filter(([, { live }]) => live !== '0')
            .map(([paymentId, { live }]) => `credit ${id} gave ${live} to ${paymentId}`),
    ),
    ...each(books.codes, (state, code) =>
      state.status === 'claimed' ? [`code ${code} paid by ${state.payerId}`] : [],
    ),
    ...each(books.niks, ({ holder }) => (holder ? [`nik held by ${holder.workerId}`] : [])),
    ...each(books.workers, workerLines),
    ...each(books.sponsors, sponsorLines),
    ...each(books.remittances, remittanceLines),
    ...each(books.jobs, (state, id) =>
      state.status === 'unknown' ? [] : [`job ${id} ${state.jobId} ${state.status}`],
    ),
  ];
}

function workerLines(state: WorkerState, id: string): string[] {
  const { claims, diedOn, leftOn, registered } = state;
  if (!registered) return [];
  return [
    `worker ${id} died ${diedOn ?? '-'} left ${leftOn ?? '-'}`,
    ...claims.map((claim) => `worker ${id} is ${claim.sponsorId}'s ${claim.firstMonth}..${claim.lastMonth}`),
  ];
}

function sponsorLines(state: SponsorState, id: string): string[] {
  const { pledges, payments, members, allocations, places, verified, allocated, refunded, receivable } = state;
  return [
    `sponsor ${id}: ${verified} verified, ${allocated} allocated, ${refunded} refunded, ${receivable} receivable`,
    ...[...pledges.values()].map(
      (pledge) =>
        `pledge ${pledge.pledgeId}: ${pledge.quota} ${pledge.firstMonth}..${pledge.lastMonth} reserved ` +
        `${pledge.reserved ?? '-'} withdrawn ${pledge.withdrawnFrom ?? '-'}`,
    ),
    ...[...payments.values()].map((payment) => `payment ${payment.paymentId}: ${payment.status} ${payment.amount}`),
    ...[...members].flatMap(([worker, of]) =>
      of.map((member) => `sponsor ${id} has ${worker} ${member.firstMonth}..${member.lastMonth}`),
    ),
    ...[...allocations].map(([key, { status, remittanceId }]) => `premium ${key}: ${status} ${remittanceId ?? '-'}`),
    ...[...places]
      .filter(([, amount]) => amount !== '0')
      .map(([place, amount]) => `sponsor ${id} at ${place}: ${amount}`),
  ];
}

/** An order that was cancelled, or never came out right, is as good as none. */
const remittanceLines = (state: RemittanceState, id: string): string[] =>
  state.status === 'unknown' || state.status === 'cancelled'
    ? []
    : [`remittance ${id}: ${state.status} ${'amount' in state ? `${state.heads} × ${state.amount}` : ''}`];
