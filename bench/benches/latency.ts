import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { addDays } from '@sedekah/ledger';
import { ServerProcess } from '../../test/crash/server-process';
import type { Bench, Measured, Run } from '../harness/bench';
import { percentile, percentiles, rounded } from '../harness/measuring';
import { hire, type Officer } from '../harness/officer';
import { runOurs } from '../harness/programs';
import { castOf, type Sponsor } from '../history/cast';
import { historyOf } from '../history/history';
import { Random } from '../history/random';
import { shapeOf, workerMonthsOf } from '../history/shape';
import { writeLog } from '../history/write-log';

const MONTHS = 10;
/** Requests that one figure rests on, at least. */
const REQUESTS = 1_500;
/** An office at work: so many requests a second, whether they are answered quickly or not. */
const EVERY_MS = 25;

/** What officers notice of a rebuild beside the server. */
export const latencyBench: Bench = {
  name: 'latency',
  question: 'Does the server answer as fast while the read model is rebuilt beside it?',
  workers: 50_000,
  measure,
};

async function measure({ workers, seed, folder, tell }: Run): Promise<Measured[]> {
  const shape = shapeOf({ workers, months: MONTHS, seed });
  const data = join(folder, 'data');
  tell(`writing a log of ${workerMonthsOf(shape)} worker-months`);
  await writeLog(data, historyOf(shape));
  await runOurs('cli', ['rebuild', '--data', data]);
  const server = ServerProcess.start({ dataFolder: data, built: true });
  try {
    const { treasurer } = await hire(await server.url(), server.oneTimePassword);
    const random = new Random(seed);
    const cast = castOf(shape);
    const ask = (): Promise<unknown> => request(treasurer, cast, random);
    tell('warming up');
    await atWork(ask, (count) => count >= 500);
    tell('asking without a rebuild');
    const alone = await atWork(ask, (count) => count >= REQUESTS);
    tell('asking while the read model is rebuilt');
    const { beside, rebuilds } = await whileRebuilding(ask, data);
    const size = `${workerMonthsOf(shape)} worker-months, ${1_000 / EVERY_MS} requests/s, 1 in 10 a write`;
    return [
      {
        bench: 'latency: p99 while rebuilding',
        figure: rounded(percentile(beside, 0.99)),
        unit: 'ms',
        size,
        limits: [{ name: 'without a rebuild', figure: rounded(percentile(alone, 0.99)), goal: { atMost: 2 } }],
        details: {
          ...percentiles(alone, 'without '),
          ...percentiles(beside, 'while rebuilding '),
          rebuilds: rebuilds.length,
          'rebuild s': rounded(rebuilds[0] ?? 0),
        },
      },
    ];
  } finally {
    await server.stop();
  }
}

/** Rebuilds again and again until there are requests enough. */
async function whileRebuilding(ask: () => Promise<unknown>, data: string) {
  const rebuilds: number[] = [];
  const beside: number[] = [];
  while (beside.length < REQUESTS) {
    let isDone = false;
    const rebuilding = runOurs('cli', ['rebuild', '--data', data]).finally(() => (isDone = true));
    beside.push(...(await atWork(ask, () => isDone)));
    rebuilds.push((await rebuilding).seconds);
  }
  return { beside, rebuilds };
}

/** Milliseconds of each request from the moment it was due: one that had to wait for others has waited. */
async function atWork(ask: () => Promise<unknown>, isDone: (count: number) => boolean): Promise<number[]> {
  const times: number[] = [];
  const open = new Set<Promise<void>>();
  const begun = performance.now();
  for (let count = 0; !isDone(count); count += 1) {
    const due = begun + count * EVERY_MS;
    const early = due - performance.now();
    if (early > 0) await wait(early);
    const asking = ask().then(() => {
      times.push(performance.now() - due);
      open.delete(asking);
    });
    open.add(asking);
  }
  await Promise.all(open);
  return times;
}

/** Balances, statuses, lists; and one request in ten records something. */
async function request(treasurer: Officer, cast: readonly Sponsor[], random: Random): Promise<unknown> {
  const sponsor = cast[random.below(cast.length)];
  if (!sponsor) throw new Error('nobody there');
  const { sponsorId, workers } = sponsor;
  const kind = random.below(10);
  const asOf = addDays('2025-12-31', -random.below(30 * MONTHS));
  if (kind === 0) {
    const name = `Kantor ${random.id()}`;
    return treasurer.post('/v1/sponsors', { kind: 'office', name, fundingSource: 'private' });
  }
  if (kind === 1) return treasurer.get('/v1/sponsors?limit=50');
  if (kind < 6) return treasurer.get(`/v1/sponsors/${sponsorId}/balance?asOf=${asOf}`);
  return treasurer.get(`/v1/workers/${workers[random.below(workers.length)]}/premium-status?asOf=${asOf}`);
}
