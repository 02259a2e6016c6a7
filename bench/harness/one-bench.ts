import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Measured } from './bench';

/** What the harness asks of the process that runs one bench. */
export interface Order {
  readonly name: string;
  readonly workers?: number;
  readonly seed: number;
}

/** Runs one bench in a folder of its own, which is removed whatever happens. */
export async function runBench(bench: Bench, { workers = bench.workers, seed }: Order): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), `sedekah-bench-${bench.name}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  // Interrupted: `exit` still removes the folder and the programs that were started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  try {
    const tell = (sentence: string): void => void process.stderr.write(`  ${bench.name}: ${sentence}\n`);
    return await bench.measure({ workers, seed, folder, tell });
  } finally {
    remove();
  }
}
