import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Measured, Run } from '../harness/bench';
import { rounded } from '../harness/measuring';
import { runOurs } from '../harness/programs';
import { historyOf } from '../history/history';
import { shapeOf } from '../history/shape';
import { writeLog } from '../history/write-log';

/** Of the largest: a hundredth, a tenth, all of it. */
const SHARES = [0.01, 0.1, 1] as const;

/** Time and memory of a rebuild at 10^4, 10^5 and 10^6 workers, each registered, enrolled and paid for one month. */
export const growthBench: Bench = {
  name: 'growth',
  question: 'How do time and memory grow with the workers?',
  workers: 1_000_000,
  measure,
};

async function measure({ workers, seed, folder, tell }: Run): Promise<Measured[]> {
  const lines: Measured[] = [];
  for (const share of SHARES) {
    const shape = shapeOf({ workers: Math.round(workers * share), months: 1, seed });
    const data = join(folder, String(shape.workers));
    tell(`writing ${shape.workers} workers`);
    const events = await writeLog(data, historyOf(shape));
    tell(`rebuilding from ${events} events`);
    const { seconds, peakMegabytes = 0 } = await runOurs('cli', ['rebuild', '--data', data]);
    rmSync(data, { recursive: true });
    const first = lines[0];
    lines.push({
      bench: `growth: ${shape.workers} workers`,
      figure: rounded((seconds * 1e6) / events),
      unit: 'µs/event',
      size: `${events} events`,
      limits: first ? [{ name: `at ${first.details?.['workers']} workers`, figure: first.figure }] : [],
      details: { workers: shape.workers, 'rebuild s': rounded(seconds), 'peak MB': peakMegabytes },
    });
  }
  return lines;
}
