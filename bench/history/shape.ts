import { addMonths, type Month } from '@sedekah/ledger';

/** Size of a generated history. */
export interface Shape {
  readonly workers: number;
  readonly sponsors: number;
  /** Contribution months, each allocated, ordered, paid, acknowledged and settled for everybody. */
  readonly months: number;
  /** Payments in which a sponsor brings a month's premiums. */
  readonly instalments: number;
  readonly seed: number;
}

/** Workers a sponsor has on average: 1,000,000 have 20,000. */
const WORKERS_PER_SPONSOR = 50;
/** Before the discounts of PP 50/2025, so that a premium is 16,800 for everybody. */
const LAST_MONTH: Month = '2025-12';

/** `shape` with what was left out: one sponsor for 50 workers, paid in three instalments. */
export const shapeOf = (shape: Partial<Shape> & Pick<Shape, 'workers' | 'months' | 'seed'>): Shape => ({
  sponsors: Math.max(1, Math.ceil(shape.workers / WORKERS_PER_SPONSOR)),
  instalments: 3,
  ...shape,
});

export const workerMonthsOf = ({ workers, months }: Shape): number => workers * months;

/** The contribution months, in order; the last is December 2025. */
export const monthsOf = ({ months }: Shape): Month[] =>
  Array.from({ length: months }, (_, index) => addMonths(LAST_MONTH, index + 1 - months));
