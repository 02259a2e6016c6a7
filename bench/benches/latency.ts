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

const KINDS = ['write', 'list', 'balance', 'status'] as const;
type Kind = (typeof KINDS)[number];
interface Asked {
  readonly kind: Kind;
  /** From the moment it was due: a request that had to wait for others has waited. */
  readonly ms: number;
}

const p99 = (asked: readonly Asked[], of?: Kind): number =>
  rounded(
    percentile(
      asked.filter(({ kind }) => of === undefined || kind === of).map(({ ms }) => ms),
      0.99,
    ),
  );

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
    const ask = (): Promise<Kind> => request(treasurer, cast, random);
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
        figure: p99(beside),
        unit: 'ms',
        size,
        limits: [{ name: 'without a rebuild', figure: p99(alone), goal: { atMost: 2 } }],
        details: {
          ...percentiles(
            alone.map(({ ms }) => ms),
            'without ',
          ),
          ...percentiles(
            beside.map(({ ms }) => ms),
            'while rebuilding ',
          ),
          ...Object.fromEntries(
            KINDS.map((kind) => [
              `${kind}, p99 ms without and while rebuilding`,
              `${p99(alone, kind)}, ${p99(beside, kind)}`,
            ]),
          ),
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
async function whileRebuilding(ask: () => Promise<Kind>, data: string) {
  const rebuilds: number[] = [];
  const beside: Asked[] = [];
  while (beside.length < REQUESTS) {
    let isDone = false;
    const rebuilding = runOurs('cli', ['rebuild', '--data', data]).finally(() => (isDone = true));
    beside.push(...(await atWork(ask, () => isDone)));
    rebuilds.push((await rebuilding).seconds);
  }
  return { beside, rebuilds };
}

/** Requests one after the other at their times, whether those before are answered or not. */
async function atWork(ask: () => Promise<Kind>, isDone: (count: number) => boolean): Promise<Asked[]> {
  const asked: Asked[] = [];
  const open = new Set<Promise<void>>();
  const begun = performance.now();
  for (let count = 0; !isDone(count); count += 1) {
    const due = begun + count * EVERY_MS;
    const early = due - performance.now();
    if (early > 0) await wait(early);
    const asking = ask().then((kind) => {
      asked.push({ kind, ms: performance.now() - due });
      open.delete(asking);
    });
    open.add(asking);
  }
  await Promise.all(open);
  return asked;
}

/** Balances, statuses, lists; and one request in ten records something. */
async function request(treasurer: Officer, cast: readonly Sponsor[], random: Random): Promise<Kind> {
  const sponsor = cast[random.below(cast.length)];
  if (!sponsor) throw new Error('nobody there');
  const { sponsorId, workers } = sponsor;
  const kind = KINDS[[0, 1, 2, 2, 2, 2, 3, 3, 3, 3][random.below(10)] ?? 0] ?? 'write';
  const asOf = addDays('2025-12-31', -random.below(30 * MONTHS));
  switch (kind) {
    case 'write':
      await treasurer.post('/v1/sponsors', { kind: 'office', name: `Kantor ${random.id()}`, fundingSource: 'private' });
      return kind;
    case 'list':
      await treasurer.get('/v1/sponsors?limit=50');
      return kind;
    case 'balance':
      await treasurer.get(`/v1/sponsors/${sponsorId}/balance?asOf=${asOf}`);
      return kind;
    case 'status':
      await treasurer.get(`/v1/workers/${workers[random.below(workers.length)]}/premium-status?asOf=${asOf}`);
      return kind;
  }
}
