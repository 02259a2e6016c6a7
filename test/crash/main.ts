// npm run test:crash -- [--times 100] [--store sqlite|eventstoredb] [--seed n] [--sources]
import { parseArgs } from 'node:util';
import { Campaign } from './campaign';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    store: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** Runs the sources instead of the built program. */
    sources: { type: 'boolean', default: false },
  },
});

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { times, store, seed, sources } = values;
  if (store !== 'sqlite' && store !== 'eventstoredb') throw new Error('--store is sqlite or eventstoredb');
  if (!/^[1-9]\d*$/.test(times) || !/^\d+$/.test(seed)) throw new Error('--times and --seed are whole numbers');
  say(`kill -9 of ${store === 'sqlite' ? 'the server' : 'eventstored'}, ${times} times, seed ${seed}`);
  const verdict = await Campaign.run({ times: Number(times), store, built: !sources, seed: Number(seed), tell: say });
  if (!verdict) return;
  const { acknowledged, refused, events, jobs, findings } = verdict;
  say(`${acknowledged} writes acknowledged, ${events} events, ${jobs} jobs; refused: ${JSON.stringify(refused)}`);
  for (const finding of findings) say(`! ${finding}`);
  say(findings.length === 0 ? 'nothing lost, nothing doubled, nothing open' : `${findings.length} findings`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

// Servers that were started end with this program, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
