import type { Month } from '../calendar';
import { compare, isNegative, isPositive, smaller, subtract, sum, times, fits, type Rupiah } from '../money';

/** A month that is still to be paid: for how many workers, and what they cost. */
export interface UnpaidMonth {
  readonly month: Month;
  readonly workers: number;
  readonly cost: Rupiah;
}

export interface Runway {
  /** Whole months the money carries, oldest first. */
  readonly months: number;
  readonly cost: Rupiah;
  readonly remainder: Rupiah;
  /** The first month the money does not carry whole; null when it carries them all. */
  readonly runsOutIn: Month | null;
}

/** How far `money` goes, whole months only, oldest first. A month that costs nothing is carried. */
export function runwayOf(money: Rupiah, months: readonly UnpaidMonth[]): Runway {
  let cost: Rupiah = '0';
  let carried = 0;
  for (const { cost: next } of months) {
    const all = sum(cost, next);
    if (isPositive(next) && compare(all, money) > 0) break;
    cost = all;
    carried += 1;
  }
  return { months: carried, cost, remainder: subtract(money, cost), runsOutIn: months[carried]?.month ?? null };
}

/** So many workers who cost the same over the same months. */
export interface EqualWorkers {
  readonly workers: number;
  readonly costPerWorker: Rupiah;
}

export interface CarriedWorkers {
  readonly workers: number;
  readonly cost: Rupiah;
  /** `"0"` when more is owed than there is. */
  readonly remainder: Rupiah;
}

/** How many workers `money` carries at least, whoever they are: the dearest are counted first. */
export function workersCarried(money: Rupiah, groups: readonly EqualWorkers[]): CarriedWorkers {
  const dearestFirst = groups.toSorted((left, right) => compare(right.costPerWorker, left.costPerWorker));
  let [workers, cost]: [number, Rupiah] = [0, '0'];
  for (const group of dearestFirst) {
    const left = subtract(money, cost);
    const count = carriedOf(group, isNegative(left) ? '0' : left);
    workers += count;
    cost = sum(cost, times(group.costPerWorker, count));
    if (count < group.workers) break;
  }
  const rest = subtract(money, cost);
  return { workers, cost, remainder: isNegative(rest) ? '0' : rest };
}

function carriedOf({ workers, costPerWorker }: EqualWorkers, money: Rupiah): number {
  if (!isPositive(costPerWorker)) return workers;
  return fits(smaller(money, times(costPerWorker, workers)), costPerWorker);
}
