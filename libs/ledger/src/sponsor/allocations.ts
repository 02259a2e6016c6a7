import { monthRange, type Month } from '../calendar';
import type { Context } from '../decider';
import * as money from '../money';
import { Rejection } from '../rejection';
import { chunks, directPlace } from '../vocabulary';
import type { AllocationsReversed, Part, PremiumsAllocated } from './events';
import { notAssigned } from './payment-record';
import { Purse } from './purse';
import {
  addUp,
  memberIn,
  partsOf,
  paymentOf,
  registered,
  spendableOf,
  workerMonth,
  type Allocation,
  type SponsorState,
} from './state';

/** A premium due, priced by the tariff in force for its month. */
export interface DuePremium {
  readonly workerId: string;
  readonly pledgeId: string;
  readonly month: Month;
  readonly group: string;
  readonly amount: money.Rupiah;
  readonly tariffId: string;
  /** Of the law it is priced by. */
  readonly tariffRevision?: number;
}
export interface AllocatePremiums {
  readonly type: 'AllocatePremiums';
  readonly runId: string;
  /** Oldest unpaid month first, then oldest assignment; what is paid meanwhile or not assigned any more is passed over. */
  readonly due: readonly DuePremium[];
}
/** One month of a verified direct payment becomes allocations of its own list. Idempotent. */
export interface AllocateDirectPayment {
  readonly type: 'AllocateDirectPayment';
  readonly paymentId: string;
  readonly month: Month;
}
export interface ReverseAllocations {
  readonly type: 'ReverseAllocations';
  readonly month: Month;
  readonly workers: readonly string[];
  readonly reason: string;
}

interface Funded extends DuePremium {
  readonly parts: readonly Part[];
}

/** Stops at the first premium that does not fit. Unchanged state, run again: nothing. */
export function allocatePremiums(
  state: SponsorState,
  command: AllocatePremiums,
  context: Context,
): PremiumsAllocated[] {
  registered(state);
  const purse = new Purse(state.places);
  const funded: Funded[] = [];
  const seen = new Set<string>();
  let spendable = spendableOf(state);
  for (const due of command.due) {
    const key = workerMonth(due.workerId, due.month);
    if (seen.has(key) || !isOpen(state, due)) continue;
    if (money.compare(due.amount, spendable) > 0) break;
    const parts = purse.take(due.group, due.amount);
    if (!parts) break;
    spendable = money.subtract(spendable, due.amount);
    seen.add(key);
    funded.push({ ...due, parts });
  }
  return allocationsOf(state, funded, command.runId, context);
}

/** Assigned to this pledge in its month, and not paid or held. */
export function isOpen(state: SponsorState, due: Pick<DuePremium, 'workerId' | 'month' | 'pledgeId'>): boolean {
  const key = workerMonth(due.workerId, due.month);
  if (state.allocations.has(key) || state.holds.has(key)) return false;
  return memberIn(state, due.workerId, due.month)?.pledgeId === due.pledgeId;
}

/** Runs of premiums that differ in the worker only become one event. */
function allocationsOf(
  state: SponsorState,
  funded: readonly Funded[],
  runId: string,
  { today, newId }: Context,
): PremiumsAllocated[] {
  const { sponsorId } = registered(state);
  const batches = Map.groupBy(funded, (premium) => {
    const { month, pledgeId, group, tariffId, tariffRevision, amount, parts, workerId } = premium;
    const place = parts.length === 1 ? parts[0]?.place : `${workerId} alone`;
    return JSON.stringify([month, pledgeId, group, tariffId, tariffRevision, amount, place]);
  });
  return [...batches.values()]
    .flatMap((batch) => chunks(batch))
    .flatMap((batch, index): PremiumsAllocated[] => {
      const [first] = batch;
      if (!first) return [];
      const { pledgeId, month, group, tariffId, tariffRevision, amount } = first;
      const data = {
        sponsorId,
        pledgeId,
        allocationId: newId(`allocation-${index}`),
        runId,
        month,
        group,
        tariffId,
        ...(tariffRevision === undefined ? {} : { tariffRevision }),
        amountPerWorker: amount,
        workers: batch.map(({ workerId }) => workerId),
        total: money.times(amount, batch.length),
        parts: addUp(batch.flatMap(({ parts }) => parts)),
        effectiveOn: today,
      };
      return [{ type: 'PremiumsAllocated', data }];
    });
}

export function allocateDirectPayment(
  state: SponsorState,
  { paymentId, month }: AllocateDirectPayment,
  context: Context,
): PremiumsAllocated[] {
  const { custody, status } = paymentOf(state, paymentId);
  if (custody.kind !== 'direct' || status !== 'verified') throw new Error(`${paymentId} is no verified direct payment`);
  const place = directPlace(paymentId);
  const funded = (state.directLists.get(paymentId) ?? []).flatMap(({ prices, workers }) =>
    prices
      .filter((price) => price.month === month)
      .flatMap((price) =>
        workers
          .filter((workerId) => state.holds.get(workerMonth(workerId, month)) === paymentId)
          .map((workerId): Funded => {
            const { pledgeId, group } = custody;
            return { ...price, workerId, pledgeId, group, parts: [{ place, amount: price.amount }] };
          }),
      ),
  );
  return allocationsOf(state, funded, paymentId, context);
}

export function reverseAllocations(
  state: SponsorState,
  command: ReverseAllocations,
  context: Context,
): AllocationsReversed[] {
  registered(state);
  const back = [...new Set(command.workers)].map((workerId) => {
    const allocation = state.allocations.get(workerMonth(workerId, command.month));
    if (!allocation) throw notAssigned(workerId, command.month);
    if (allocation.status !== 'allocated') throw allocationOrdered(allocation);
    return allocation;
  });
  return reversalsOf(state, back, command.reason, context);
}

export function allocationOrdered({ workerId, batch, remittanceId }: Allocation): Rejection {
  return new Rejection(
    'allocation-ordered',
    `Iuran ${batch.month} pekerja ini sudah masuk penyetoran; batalkan penyetoran itu dahulu bila belum dibayar.`,
    `The premium of ${batch.month} of this worker is in a remittance; cancel that first while it is not paid.`,
    { workerId, month: batch.month, remittanceId: remittanceId ?? '' },
  );
}

/** The events that give unordered allocations back to the places they came from. */
export function reversalsOf(
  state: SponsorState,
  allocations: readonly Allocation[],
  reason: string,
  { today }: Context,
): AllocationsReversed[] {
  const { sponsorId } = registered(state);
  return [...Map.groupBy(allocations, ({ batch }) => batch)].map(([batch, group]): AllocationsReversed => {
    const { allocationId, month } = batch;
    const data = {
      sponsorId,
      allocationId,
      month,
      group: batch.group,
      workers: group.map(({ workerId }) => workerId),
      total: money.times(batch.amountPerWorker, group.length),
      parts: addUp(group.flatMap(() => partsOf(batch))),
      reason,
      effectiveOn: today,
    };
    return { type: 'AllocationsReversed', data };
  });
}

/** Every month a direct payment pays for, in order. */
export const monthsOfDirect = (months: readonly Month[]): Month[] => {
  const [first, last] = [[...months].sort()[0], [...months].sort().at(-1)];
  return first && last ? monthRange(first, last).filter((month) => months.includes(month)) : [];
};
