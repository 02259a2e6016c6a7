import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '@sedekah/event-store';
import {
  openReadModel,
  Projector,
  readCheckpoint,
  resolveKnownAt,
  type LogReader,
  type ReadModel,
} from '@sedekah/read-model';
import type { Config } from '../config';
import { Progress } from '../output/progress';
import { withReadModel } from './open';

/** The live tables in one transaction, so that a running projector does not move them meanwhile. */
export function atOneMoment<Result>(
  config: Config,
  log: EventStore,
  work: (live: ReadModel) => Promise<Result>,
): Promise<Result> {
  return withReadModel(config, log, (live) => {
    const transaction = live.db.transaction();
    const isolated = live.dialect === 'postgres' ? transaction.setIsolationLevel('repeatable read') : transaction;
    return isolated.execute((db) => work({ ...live, db }));
  });
}

/**
 * A second read model, built from zero in a scratch folder, which is removed afterwards: of the first `events` events, or
 * of all up to the one at which `live` stands.
 */
export async function withRebuilt<Result>(
  config: Config,
  log: EventStore,
  live: ReadModel,
  work: (rebuilt: ReadModel) => Promise<Result>,
  events?: number,
): Promise<Result> {
  return inScratchFolder(async (dataFolder) => {
    const last = events ?? (await readCheckpoint(live.db)).ordinal;
    const scratch = await openReadModel({ dataFolder, ledger: config.ledger, access: 'write' });
    try {
      const progress = new Progress('Membangun ulang / rebuilding', last);
      const reader = firstOf(log, last, live);
      await new Projector({ reader, readModel: scratch, batchSize: 2000 }).catchUp((at) => progress.at(at.ordinal));
      progress.done();
      return await work(scratch);
    } finally {
      await scratch.close();
    }
  });
}

/** A folder of its own, removed also when the work is broken off by Ctrl-C. */
async function inScratchFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'sedekah-rebuilt-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const breakOff = () => process.exit(INTERRUPTED);
  process.once('exit', remove).once('SIGINT', breakOff).once('SIGTERM', breakOff);
  try {
    return await work(folder);
  } finally {
    process.off('exit', remove).off('SIGINT', breakOff).off('SIGTERM', breakOff);
    remove();
  }
}

/** What a shell sees of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * The log as it was when it held `count` events. Between its pages the live tables are asked something: PostgreSQL ends a
 * transaction that is silent for long, and a rebuild is long.
 */
const firstOf = (log: LogReader, count: number, live: ReadModel): LogReader => ({
  subscribeAll: (options) => log.subscribeAll(options),
  async *readAll(options) {
    let left = count;
    for await (const page of log.readAll(options)) {
      if (left > 0) yield page.slice(0, left);
      left -= page.length;
      if (left <= 0) return;
      await resolveKnownAt(live.db);
    }
  },
});
