import type { Goal, Measured, MeasuredLimit } from './bench';

export interface Limit extends MeasuredLimit {
  /** Our figure ÷ the limit's. */
  readonly ratio: number;
}

/** A line of `bench/results.json`. */
export interface Result extends Omit<Measured, 'goal' | 'limits'> {
  readonly limits: readonly Limit[];
  /** Every goal, in words; empty when there is none. */
  readonly goal: string;
  readonly met: boolean;
  readonly seed: number;
  /** Of the program that was measured; `+` when files differed from it. */
  readonly commit: string;
  /** Of the machine when the bench began, over one minute. */
  readonly loadAverage: number;
  readonly measuredAt: string;
}

/** What is the same for every figure of one run. */
export type Circumstances = Pick<Result, 'seed' | 'commit' | 'loadAverage' | 'measuredAt'>;

/** @throws RangeError for a limit that measured nothing */
export function ratioOf(figure: number, limit: number): number {
  if (!(limit > 0) || !Number.isFinite(figure)) throw new RangeError(`no ratio of ${figure} to ${limit}`);
  return figure / limit;
}

/** Whether a figure is as the goal asks; without a goal it is. */
export const isMet = (figure: number, { atLeast, atMost }: Goal = {}): boolean =>
  (atLeast === undefined || figure >= atLeast) && (atMost === undefined || figure <= atMost);

/** A measurement with its ratios, its goals in words, and whether all of them are met. */
export function resultOf(measured: Measured, circumstances: Circumstances): Result {
  const { bench, figure, unit, size, goal, details } = measured;
  const limits = measured.limits.map((limit): Limit => ({ ...limit, ratio: ratioOf(figure, limit.figure) }));
  const goals = [...inWords(goal, ` ${unit}`), ...limits.flatMap((limit) => inWords(limit.goal, `× ${limit.name}`))];
  return {
    bench,
    figure,
    unit,
    limits,
    goal: goals.join('; '),
    met: isMet(figure, goal) && limits.every((limit) => isMet(limit.ratio, limit.goal)),
    size,
    ...circumstances,
    ...(details && { details }),
  };
}

function inWords({ atLeast, atMost }: Goal = {}, of: string): string[] {
  return [
    ...(atLeast === undefined ? [] : [`≥ ${atLeast}${of}`]),
    ...(atMost === undefined ? [] : [`≤ ${atMost}${of}`]),
  ];
}

/**
 * Fresh results in the place of those of the same benches; the others stay as they were, each with its own commit.
 * `rerun`: names of the benches that were run, whose old lines go even if they have no successor.
 */
export function merged(kept: readonly Result[], fresh: readonly Result[], rerun: readonly string[]): Result[] {
  const others = kept.filter(({ bench }) => !rerun.includes(nameOf(bench)));
  return [...others, ...fresh].sort((left, right) =>
    left.bench < right.bench ? -1 : left.bench > right.bench ? 1 : 0,
  );
}

/** `commands: one hot sponsor` → `commands`. */
export const nameOf = (bench: string): string => bench.split(':')[0] ?? bench;
