/** Seconds that `work` takes, and what it gives. */
export async function timed<Value>(work: () => Promise<Value> | Value): Promise<{ value: Value; seconds: number }> {
  const begun = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - begun) / 1_000 };
}

/** Adds up moments of work between other work that does not count. */
export class Stopwatch {
  seconds = 0;

  time<Value>(work: () => Value): Value {
    const begun = performance.now();
    try {
      return work();
    } finally {
      this.seconds += (performance.now() - begun) / 1_000;
    }
  }
}

/** The value below which `share` (0 to 1) of all values lie, by nearest rank. @throws RangeError for no values */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('no percentile of nothing');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** p50, p95, p99 and p99.9 of times in milliseconds, for a result's details. */
export const percentiles = (milliseconds: readonly number[], prefix = ''): Record<string, number> =>
  Object.fromEntries(
    ([0.5, 0.95, 0.99, 0.999] as const).map((share) => [
      `${prefix}p${Number((share * 100).toFixed(1))} ms`,
      rounded(percentile(milliseconds, share)),
    ]),
  );

/** Three significant digits, whole from 1,000 on: more would pretend. */
export const rounded = (figure: number): number =>
  Math.abs(figure) >= 1_000 ? Math.round(figure) : Number(figure.toPrecision(3));
