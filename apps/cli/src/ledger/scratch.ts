import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '@sedekah/event-store';
import { openReadModel, Projector, readCheckpoint, type LogReader, type ReadModel } from '@sedekah/read-model';
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

/** A second read model, built from zero in a scratch folder up to the event at which `live` stands. */
export async function withRebuilt<Result>(
  config: Config,
  log: EventStore,
  live: ReadModel,
  work: (rebuilt: ReadModel) => Promise<Result>,
): Promise<Result> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sedekah-rebuilt-'));
  try {
    const { position, ordinal } = await readCheckpoint(live.db);
    const scratch = await openReadModel({ dataFolder, ledger: config.ledger, access: 'write' });
    try {
      const progress = new Progress('Membangun ulang / rebuilding', ordinal);
      const reader = upTo(log, position);
      await new Projector({ reader, readModel: scratch, batchSize: 2000 }).catchUp((at) => progress.at(at.ordinal));
      progress.done();
      return await work(scratch);
    } finally {
      await scratch.close();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** The log as it was when `last` was its last event. */
const upTo = (log: LogReader, last: string | undefined): LogReader => ({
  subscribeAll: (options) => log.subscribeAll(options),
  async *readAll(options) {
    for await (const page of log.readAll(options)) {
      const events = page.filter(({ position }) => last !== undefined && position <= last);
      if (events.length > 0) yield events;
      if (events.length < page.length) return;
    }
  },
});
