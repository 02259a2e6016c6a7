import type { LocalDate, Month } from '../calendar';
import type { DomainEvent } from '../decider';
import * as money from '../money';
import { charge } from './charges';
import type { Part } from './events';
import { move, workerMonth, type SponsorState } from './state';

/**
 * A tariff published late (DESIGN: late law) changes what worker-months that are allocated already cost: the original
 * stays, this credits or charges the difference. `workers` all cost `previousPerWorker` before and `amountPerWorker` now.
 * `effectiveOn` = the day it is recorded.
 */
export type AllocationsRepriced = DomainEvent<
  'AllocationsRepriced',
  {
    sponsorId: string;
    pledgeId: string;
    /** The original, in PremiumsAllocated. */
    allocationId: string;
    month: Month;
    group: string;
    tariffId: string;
    tariffRevision: number;
    previousPerWorker: money.Rupiah;
    amountPerWorker: money.Rupiah;
    workers: readonly string[];
    /** What all of `workers` cost more, or negative: less, than before; `"0"` when the law left their price alone. */
    difference: money.Rupiah;
    /** What available gains (positive) or loses at each place: −difference + receivable. */
    changes: readonly Part[];
    /** Of a charge, what available did not carry; negative: less is owed of an earlier charge. */
    receivable: money.Rupiah;
    /**
     * Remitted already: what is less is credit at BPJS, what is more and BPJS does not hold for the sponsor already is an
     * additional charge, to be ordered.
     */
    remittanceId?: string;
    /** Not ordered yet: where the money of `workers` at their new price lies, as in PremiumsAllocated. */
    parts?: readonly Part[];
    effectiveOn: LocalDate;
  }
>;

/** Folds the event in place. */
export function repriced(state: SponsorState, { data }: AllocationsRepriced): void {
  const { month, group, workers, amountPerWorker, tariffRevision, parts, changes } = data;
  const allocations = workers.map((workerId) => {
    const allocation = state.allocations.get(workerMonth(workerId, month));
    if (allocation) return allocation;
    throw new Error(`sponsor ${state.sponsorId}: ${month} of ${workerId} is re-priced but not allocated`);
  });
  const [first] = allocations;
  if (!first) return;
  const batch = { ...first.batch, amountPerWorker, tariffRevision, ...(parts ? { parts } : {}) };
  for (const allocation of allocations) {
    state.allocations.set(workerMonth(allocation.workerId, month), { ...allocation, batch });
  }
  state.allocated = money.sum(state.allocated, data.difference);
  state.receivable = money.sum(state.receivable, data.receivable);
  for (const { place, amount } of changes) move(state, place, amount);
  if (data.remittanceId !== undefined) charge(state, group, month, changes, data.receivable);
}
