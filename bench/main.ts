import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BENCHES } from './benches';
import type { Bench, Measured } from './harness/bench';
import { commit, loadAverage, machine } from './harness/machine';
import type { Order } from './harness/one-bench';
import { REPORT_FILE, RESULTS_FILE } from './harness/places';
import { linesOf, writeReport } from './harness/report';
import { merged, resultOf, type Result } from './harness/results';
import { readResults, writeResults } from './harness/results-file';
import { tidy } from './harness/tidy';

const USAGE = `npm run bench -- [name …] [--workers <n>] [--seed <n>] [--quick] [--report]

  --workers  size of the benches named (each has its own default: the size its goal speaks of)
  --quick    a hundredth of every size: shows that it runs, not how fast
  --seed     of the generated histories (default 1)
  --report   only writes docs/PERFORMANCE.md from bench/results.json

`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      workers: { type: 'string' },
      seed: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (values.help || unknown.length > 0) {
    const benches = BENCHES.map(({ name, question, workers }) => `  ${name.padEnd(24)} ${question} (${workers})\n`);
    process.stderr.write(`${USAGE}${benches.join('')}`);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  if (values.report) {
    writeReport(readResults());
    return tidy(REPORT_FILE);
  }
  const seed = wholeNumber(values.seed, 'seed');
  const given = values.workers === undefined ? undefined : wholeNumber(values.workers, 'workers');
  const chosen = positionals.length === 0 ? BENCHES : BENCHES.filter(({ name }) => positionals.includes(name));
  let isMissed = false;
  for (const bench of chosen) {
    const workers = given ?? (values.quick ? Math.max(100, Math.round(bench.workers / 100)) : undefined);
    const results = await measured(bench, { name: bench.name, seed, ...(workers !== undefined && { workers }) });
    for (const result of results) process.stdout.write(linesOf(result));
    isMissed ||= results.some(({ met }) => !met);
    // What was run smaller than its goal speaks of is printed and not kept.
    if (workers === undefined) keep(results, bench.name, seed);
  }
  process.stdout.write(isMissed ? '\na goal is missed\n' : '');
}

async function measured(bench: Bench, order: Order): Promise<Result[]> {
  const circumstances = {
    seed: order.seed,
    commit: commit(),
    loadAverage: loadAverage(),
    measuredAt: new Date().toISOString(),
  };
  process.stdout.write(`\n${bench.name}: ${bench.question}\n`);
  const answers = await inProcess(order);
  return answers.map((answer) => resultOf(answer, circumstances));
}

/** In a process of its own: no bench inherits another's memory or warm caches. */
function inProcess(order: Order): Promise<readonly Measured[]> {
  const child = fork(join(__dirname, 'one.ts'), { execArgv: ['-r', join(__dirname, 'compiled.cjs')] });
  return new Promise((resolve, reject) => {
    let answer: readonly Measured[] | undefined;
    child.once('message', (message) => (answer = message as readonly Measured[]));
    child.once('error', reject);
    child.once('exit', (code) =>
      answer ? resolve(answer) : reject(new Error(`the bench ${order.name} ended with ${code}`)),
    );
    child.send(order);
  });
}

function keep(results: readonly Result[], name: string, seed: number): void {
  const { results: kept } = readResults();
  writeResults({ head: { ...machine(), commit: commit(), seed }, results: merged(kept, results, [name]) });
  tidy(RESULTS_FILE);
}

function wholeNumber(text: string, name: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`--${name} is a whole number`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
