import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { ServerProcess } from '../../test/crash/server-process';
import type { Bench, Measured, Run } from '../harness/bench';
import { percentiles, rounded } from '../harness/measuring';
import { hire } from '../harness/officer';
import { Random } from '../history/random';
import { load, type Loaded } from '../load/load';
import { OfficeAtWork, type Planned } from '../load/office';

/** Writes over HTTP, each on the disk before it is answered. */
export const commandsBench: Bench = {
  name: 'commands',
  question: 'How many durable commands a second over 64 connections, mixed and on one sponsor?',
  workers: 20_000,
  measure,
};

/** Share of the writes sent before those that count. */
const WARM_UP = 0.2;

async function measure({ workers: count, seed, folder, tell }: Run): Promise<Measured[]> {
  const raw = await startRaw(join(folder, 'raw.db'));
  const server = ServerProcess.start({ dataFolder: join(folder, 'data'), built: true });
  try {
    const address = await server.url();
    const office = await OfficeAtWork.open(await hire(address, server.oneTimePassword), new Random(seed));
    const lines: Measured[] = [];
    for (const [name, next] of [
      ['mixed', office.mixed],
      ['one hot sponsor', office.hot],
    ] as const) {
      tell(`${count} writes, ${name}`);
      const sent: Planned[] = [];
      const planned = (): Planned => {
        const write = next();
        sent.push(write);
        return write;
      };
      const ours = await warm(count, (part) => load(address, part, planned, office.heard));
      const same = (index: number): Planned => sent.at(index - count) as Planned;
      const appended = await warm(count, (part) =>
        load(raw.address, part, (index) => ({ ...same(index), path: same(index).rawPath })),
      );
      const empty = await warm(count, (part) =>
        load(raw.address, part, (index) => ({ ...same(index), path: '/empty' })),
      );
      lines.push(lineOf(name, count, ours, appended, empty));
    }
    return lines;
  } finally {
    await server.stop();
    raw.child.disconnect();
  }
}

async function warm(count: number, work: (count: number) => Promise<Loaded>): Promise<Loaded> {
  await work(Math.ceil(count * WARM_UP));
  return work(count);
}

const lineOf = (name: string, count: number, ours: Loaded, raw: Loaded, empty: Loaded): Measured => ({
  bench: `commands: ${name}`,
  figure: rounded(ours.rate),
  unit: 'commands/s',
  size: `${count} commands, 64 connections`,
  limits: [
    { name: 'the same bodies validated and appended raw', figure: rounded(raw.rate), goal: { atLeast: 0.6 } },
    { name: 'empty route', figure: rounded(empty.rate) },
  ],
  details: {
    ...percentiles(ours.milliseconds),
    ...percentiles(raw.milliseconds, 'raw '),
    ...percentiles(empty.milliseconds, 'empty '),
  },
});

function startRaw(file: string): Promise<{ readonly address: string; readonly child: ChildProcess }> {
  const child = fork(join(__dirname, '..', 'load', 'raw-server.ts'), {
    execArgv: ['-r', join(__dirname, '..', 'compiled.cjs')],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (address: string) => resolve({ address, child }));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the raw server ended with ${code}`)));
    child.send(file);
  });
}
