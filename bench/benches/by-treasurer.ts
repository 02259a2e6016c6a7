import { ServerProcess } from '../../test/crash/server-process';
import { hire, type Officer } from '../harness/officer';
import { runOurs } from '../harness/programs';
import { caughtUp, peakMegabytes } from '../harness/server';
import { eventsIn } from './raw-writes';

/** What a treasurer did, and what it took. */
export interface Worked<Result> {
  readonly result: Result;
  /** Events in the log before. */
  readonly before: number;
  /** Resident memory of the server at its highest, in MB. */
  readonly peak: number;
}

/** Makes the tables of a log, starts the built server on them and lets a treasurer work there. */
export async function byTreasurer<Result>(
  data: string,
  work: (treasurer: Officer) => Promise<Result>,
): Promise<Worked<Result>> {
  await runOurs('cli', ['rebuild', '--data', data]);
  const server = ServerProcess.start({ dataFolder: data, built: true });
  try {
    const { treasurer } = await hire(await server.url(), server.oneTimePassword);
    await caughtUp(treasurer);
    const before = eventsIn(data);
    const result = await work(treasurer);
    return { result, before, peak: peakMegabytes(server) };
  } finally {
    await server.stop();
  }
}
