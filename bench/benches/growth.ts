import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Measured, Run } from '../harness/bench';
import { rounded } from '../harness/measuring';
import { runOurs } from '../harness/programs';
import { historyOf } from '../history/history';
import { shapeOf } from '../history/shape';
import { writeLog } from '../history/write-log';
import { importBench } from './import';
import { monthRunBench } from './month-run';

/** Of the largest: a hundredth, a tenth, all of it. */
const SHARES = [0.01, 0.1, 1] as const;

/** Time and memory of a part of the work at one size. */
interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
}

/**
 * Time and memory at 10^4, 10^5 and 10^6 workers: of an import and a month run, which are benches of their own at the
 * largest size, and of a rebuild.
 */
export const growthBench: Bench = {
  name: 'growth',
  question: 'How do time and memory grow with the workers?',
  workers: 1_000_000,
  measure,
};

async function measure(run: Run): Promise<Measured[]> {
  const lines: Measured[] = [];
  for (const share of SHARES) {
    const workers = Math.round(run.workers * share);
    const parts: Record<string, (part: Run) => Promise<Cost>> = { rebuild: costOfRebuild };
    if (share < 1) Object.assign(parts, { 'month run': costOfMonth, import: costOfImport });
    for (const [name, costOf] of Object.entries(parts)) {
      run.tell(`${name} of ${workers} workers`);
      const folder = join(run.folder, `${name} ${workers}`);
      mkdirSync(folder);
      const cost = await costOf({ ...run, workers, folder });
      rmSync(folder, { recursive: true });
      lines.push(lineOf(name, workers, cost));
    }
  }
  return lines;
}

const lineOf = (name: string, workers: number, { seconds, megabytes }: Cost): Measured => ({
  bench: `growth: ${name}, ${workers} workers`,
  figure: rounded((seconds * 1e6) / workers),
  unit: 'µs/worker',
  size: `${workers} workers`,
  limits: [],
  details: { seconds: rounded(seconds), 'peak MB': megabytes },
});

/** Each registered, checked, enrolled, assigned and paid for one month. */
async function costOfRebuild({ workers, seed, folder }: Run): Promise<Cost> {
  await writeLog(folder, historyOf(shapeOf({ workers, months: 1, seed })));
  const { seconds, peakMegabytes = 0 } = await runOurs('cli', ['rebuild', '--data', folder]);
  return { seconds, megabytes: peakMegabytes };
}

const costOfMonth = async (run: Run): Promise<Cost> => costIn(await monthRunBench.measure(run));
const costOfImport = async (run: Run): Promise<Cost> => costIn(await importBench.measure(run));

function costIn([line]: readonly Measured[]): Cost {
  if (line === undefined) throw new Error('nothing was measured');
  return { seconds: line.figure, megabytes: Number(line.details?.['peak MB']) };
}
