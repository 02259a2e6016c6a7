import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ServerProcess } from '../../test/crash/server-process';
import type { Bench, Measured, Run } from '../harness/bench';
import { rounded, timed } from '../harness/measuring';
import { hire, Officer } from '../harness/officer';
import { runOurs } from '../harness/programs';
import { historyOf } from '../history/history';
import { shapeOf, workerMonthsOf } from '../history/shape';
import { writeLog } from '../history/write-log';

const MONTHS = 100;
const STARTS = 3;
const AT_THE_SAME_TIME = 32;
/** Load before the plug is pulled. */
const LOAD_MS = 4_000;

interface Health {
  readonly status: 'up' | 'down';
  readonly lagEvents: number | null;
}

/** How long an office waits for a server that was switched on, and for one whose plug was pulled. */
export const startBench: Bench = {
  name: 'start',
  question: 'How soon is a server with years of history ready, and caught up after a kill -9?',
  workers: 100_000,
  measure,
};

async function measure({ workers, seed, folder, tell }: Run): Promise<Measured[]> {
  const shape = shapeOf({ workers, months: MONTHS, instalments: 1, seed });
  const data = join(folder, 'data');
  tell(`writing a log of ${workerMonthsOf(shape)} worker-months`);
  const events = await writeLog(data, historyOf(shape));
  tell(`building the read model of ${events} events`);
  await runOurs('cli', ['rebuild', '--data', data]);
  // The first start publishes nothing but makes the first admin: told apart from the others.
  const first = await started(data);
  await hire(await first.server.url(), first.server.oneTimePassword);
  await first.server.stop();
  tell('starting');
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const { server, seconds } = await started(data);
    starts.push(seconds);
    await server.stop();
  }
  tell('killing under load');
  const { written, seconds } = await killed(data);
  const size = `${workerMonthsOf(shape)} worker-months, ${events} events`;
  const longest = rounded(Math.max(...starts));
  return [
    {
      bench: 'start: to ready',
      figure: longest,
      unit: 's',
      size,
      goal: { atMost: 5 },
      limits: [],
      details: { starts: starts.map(rounded).join(', '), 'first start s': rounded(first.seconds) },
    },
    {
      bench: 'start: from kill -9 to caught up',
      figure: rounded(seconds),
      unit: 's',
      size,
      goal: { atMost: 5 },
      limits: [],
      details: { 'commands before the kill': written },
    },
  ];
}

/** A server, and the seconds until it said that it is ready and caught up. */
async function started(data: string): Promise<{ server: ServerProcess; seconds: number }> {
  const server = ServerProcess.start({ dataFolder: data, built: true });
  const { seconds } = await timed(async () => untilCaughtUp(await server.url()));
  return { server, seconds };
}

async function untilCaughtUp(address: string): Promise<void> {
  const anyone = new Officer(address, 'anyone');
  for (;;) {
    const { body } = await anyone.send<Health>('GET', '/health/ready');
    if (body.status === 'up' && body.lagEvents === 0) break;
    await wait(5);
  }
  anyone.close();
}

/** Kills a server in the middle of its work; seconds from the next start to caught up with everything acknowledged. */
async function killed(data: string): Promise<{ written: number; seconds: number }> {
  const { server } = await started(data);
  const treasurer = await new Officer(await server.url(), 'bendahara').signInAgain();
  let written = 0;
  let isOver = false;
  const working = Array.from({ length: AT_THE_SAME_TIME }, async (_, worker) => {
    for (let number = 0; !isOver; number += 1) {
      const body = { kind: 'office', name: `Kantor ${worker}-${number}`, fundingSource: 'private' };
      // The kill leaves requests without an answer.
      const answer = await treasurer.send('POST', '/v1/sponsors', body).catch(() => undefined);
      if (answer === undefined) return;
      if (answer.status >= 300) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
      written += 1;
    }
  });
  await wait(LOAD_MS);
  await server.kill();
  isOver = true;
  await Promise.all(working);
  treasurer.close();
  const again = await started(data);
  await again.server.stop();
  return { written, seconds: again.seconds };
}
