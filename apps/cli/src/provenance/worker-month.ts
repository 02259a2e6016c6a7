import type { EventStore, StoredEvent } from '@sedekah/event-store';
import {
  emptyProvenance,
  money,
  paidBy,
  type LedgerEventOf,
  type Month,
  type PaidMonth,
  type SponsorEvent,
} from '@sedekah/ledger';
import { seenIn, type View } from '../ledger/view';
import { follow } from './follow';

/** An event of one type, with its data. */
export type Stored<Type extends SponsorEvent['type']> = Omit<StoredEvent, 'data'> & {
  readonly data: LedgerEventOf<Type>['data'];
};

/** One time that money was bound to the worker-month; a second one comes after the first came to nothing. */
export interface Attempt {
  readonly allocated: Stored<'PremiumsAllocated'>;
  readonly repriced: Stored<'AllocationsRepriced'>[];
  /** Orders of what a dearer law asks for the group's months that are remitted already. */
  readonly charged: Stored<'AllocationsOrdered'>[];
  /** Taken out of an order again when that was cancelled. */
  readonly unordered: StoredEvent[];
  ordered?: Stored<'AllocationsOrdered'>;
  settled?: StoredEvent;
  cancelled?: StoredEvent;
  /** How it came to nothing: reversed, not accepted by BPJS, or paid back by it. */
  ended?: StoredEvent;
}

/** What one sponsor's stream says about one worker in one month. */
export interface SponsoredMonth {
  readonly sponsorId: string;
  readonly registered: StoredEvent | undefined;
  readonly assigned: StoredEvent[];
  readonly released: StoredEvent[];
  /** Direct payments that list the worker in that month. */
  readonly listed: Stored<'DirectListRecorded'>[];
  readonly attempts: Attempt[];
  readonly paid: PaidMonth | undefined;
  /** Everything that happened to the payments of this sponsor, and to its pledges. */
  readonly payments: readonly StoredEvent[];
  readonly pledges: readonly StoredEvent[];
}

/** Reads the sponsor's stream once, a page at a time; memory grows with its worker-months, not with its events. */
export async function sponsoredMonth(
  log: EventStore,
  stream: string,
  of: { readonly sponsorId: string; readonly workerId: string; readonly month: Month },
  view: View,
): Promise<SponsoredMonth> {
  const provenance = emptyProvenance();
  const collected = new Collected(of.workerId, of.month);
  for await (const event of seenIn(log, stream, view)) {
    follow(provenance, event);
    collected.see(event);
  }
  return { sponsorId: of.sponsorId, ...collected.all(), paid: paidBy(provenance, of.workerId, of.month) };
}

/** Picks out of a sponsor's stream what is about one worker-month. */
class Collected {
  private registered: StoredEvent | undefined;
  private readonly assigned: StoredEvent[] = [];
  private readonly released: StoredEvent[] = [];
  private readonly listed: Stored<'DirectListRecorded'>[] = [];
  private readonly attempts: Attempt[] = [];
  private readonly payments: StoredEvent[] = [];
  private readonly pledges: StoredEvent[] = [];

  constructor(
    private readonly workerId: string,
    private readonly month: Month,
  ) {}

  all() {
    const { registered, assigned, released, listed, attempts, payments, pledges } = this;
    return { registered, assigned, released, listed, attempts, payments, pledges };
  }

  see(event: StoredEvent): void {
    const { type } = event;
    if (type === 'SponsorRegistered') this.registered = event;
    else if (type.startsWith('Payment')) this.payments.push(event);
    else if (type.startsWith('Pledge')) this.pledges.push(event);
    else if (type.startsWith('Beneficiaries')) this.seeMembership(event);
    else if (type === 'DirectListRecorded') this.seeList(event as Stored<'DirectListRecorded'>);
    else if (type === 'PremiumsAllocated') this.seeAllocation(event as Stored<'PremiumsAllocated'>);
    else this.seeWhatFollowed(event);
  }

  private seeMembership(event: StoredEvent): void {
    const { workers, ...months } = event.data as { workers: readonly string[]; firstMonth?: Month; fromMonth?: Month };
    if (!workers.includes(this.workerId)) return;
    if (event.type === 'BeneficiariesReleased') {
      if ((months.fromMonth ?? '') <= this.month) this.released.push(event);
      return;
    }
    const { firstMonth, lastMonth } = event.data as { firstMonth: Month; lastMonth: Month };
    if (firstMonth <= this.month && this.month <= lastMonth) this.assigned.push(event);
  }

  private seeList(event: Stored<'DirectListRecorded'>): void {
    const { workers, prices } = event.data;
    if (workers.includes(this.workerId) && prices.some(({ month }) => month === this.month)) this.listed.push(event);
  }

  private seeAllocation(event: Stored<'PremiumsAllocated'>): void {
    const { workers, month } = event.data;
    if (month !== this.month || !workers.includes(this.workerId)) return;
    this.attempts.push({ allocated: event, repriced: [], charged: [], unordered: [] });
  }

  /** What happened to the last attempt, while it lasts. */
  private seeWhatFollowed(event: StoredEvent): void {
    const attempt = this.attempts.at(-1);
    if (!attempt || attempt.ended) return;
    if (event.type === 'AllocationsOrdered') {
      const order = event as Stored<'AllocationsOrdered'>;
      if (asksMore(order, attempt)) attempt.charged.push(order);
      if (order.data.allocationIds.includes(attempt.allocated.data.allocationId)) attempt.ordered = order;
      return;
    }
    if (event.type === 'AllocationsUnordered') {
      const { remittanceId } = (event as Stored<'AllocationsUnordered'>).data;
      if (attempt.ordered?.data.remittanceId !== remittanceId) return;
      attempt.unordered.push(event);
      delete attempt.ordered;
      return;
    }
    if (this.names(event)) followUp(attempt, event);
  }

  private names({ data }: StoredEvent): boolean {
    const { month, workers = [] } = data as { month?: Month; workers?: readonly (string | { workerId: string })[] };
    if (month !== this.month) return false;
    return workers.some((each) => (typeof each === 'string' ? each : each.workerId) === this.workerId);
  }
}

/** The order of a charge names no allocation: it is for a group and month that a law made dearer after remitting. */
function asksMore({ data }: Stored<'AllocationsOrdered'>, { allocated, repriced }: Attempt): boolean {
  const { group, month } = allocated.data;
  const isDearer = repriced.some(
    (each) => each.data.remittanceId !== undefined && money.isPositive(each.data.difference),
  );
  return data.charge === true && data.group === group && data.month === month && isDearer;
}

function followUp(attempt: Attempt, event: StoredEvent): void {
  switch (event.type) {
    case 'AllocationsRepriced':
      attempt.repriced.push(event as Stored<'AllocationsRepriced'>);
      return;
    case 'AllocationsSettled':
      attempt.settled = event;
      return;
    case 'CoverCancelled':
      attempt.cancelled = event;
      return;
    case 'AllocationsReversed':
    case 'AllocationsRejected':
    case 'AllocationsRefunded':
      attempt.ended = event;
      return;
    default:
  }
}
