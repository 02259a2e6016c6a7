import { existsSync } from 'node:fs';
import { openEventStore, sqliteLogFile, type EventStore } from '@sedekah/event-store';
import { checkpointIn, openReadModel, Projector, type ReadModel } from '@sedekah/read-model';
import type { Config } from '../config';
import { Refused } from '../output/failure';
import { Progress } from '../output/progress';

/** Opens the log for reading, beside a server that writes, and closes it when `work` is done. */
export async function withLog<Result>(config: Config, work: (log: EventStore) => Promise<Result>): Promise<Result> {
  const file = sqliteLogFile(config.dataFolder);
  if (config.store.eventStoreDbUrl === undefined && !existsSync(file)) {
    throw new Refused(
      'ledger-missing',
      `Tidak ada buku besar di ${config.dataFolder}; tunjuk foldernya dengan --data atau SEDEKAH_DATA.`,
      `There is no ledger in ${config.dataFolder}; name its folder with --data or SEDEKAH_DATA.`,
    );
  }
  const log = await openEventStore(config.store);
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}

/**
 * The live read model, holding everything that was stored when it was asked for. One that lags (the server is not
 * running, or busy) is brought up here as its projector would: two of them never apply an event twice.
 */
export async function withReadModel<Result>(
  config: Config,
  log: EventStore,
  work: (readModel: ReadModel) => Promise<Result>,
): Promise<Result> {
  const readModel = await caughtUp(config, log);
  try {
    return await work(readModel);
  } finally {
    await readModel.close();
  }
}

async function caughtUp(config: Config, log: EventStore): Promise<ReadModel> {
  const live = await openReadModel({ ...config.readModel, access: 'read' });
  try {
    const checkpoint = await checkpointIn(log, live);
    // Asked after the checkpoint: the log of a running server only grows.
    if ((await log.head()) === checkpoint.position) return live;
  } catch (error) {
    await live.close();
    throw error;
  }
  await live.close();
  const writable = await openReadModel({ ...config.readModel, access: 'write' });
  try {
    const progress = new Progress('Melengkapi model baca / catching up');
    await new Projector({ reader: log, readModel: writable }).catchUp(({ ordinal }) => progress.at(ordinal));
    progress.done();
    return writable;
  } catch (error) {
    await writable.close();
    throw error;
  }
}
