import { existsSync } from 'node:fs';
import { openEventStore, sqliteLogFile, type EventMetadata, type EventStore } from '@sedekah/event-store';
import { openReadModel, Projector, readCheckpoint, type Checkpoint, type ReadModel } from '@sedekah/read-model';
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
    const checkpoint = await readCheckpoint(live.db);
    await refuseForeign(live, checkpoint, log);
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

/** The last event the read model took must stand in this log as it took it. @throws Refused */
async function refuseForeign({ db }: ReadModel, { ordinal, position }: Checkpoint, log: EventStore): Promise<void> {
  if (position === undefined) return;
  const taken = await db.selectFrom('log_entry').selectAll().where('ordinal', '=', ordinal).executeTakeFirst();
  for await (const [event] of log.readStream(taken?.stream ?? '', BigInt(taken?.revision ?? 0))) {
    const { commandId } = (event?.metadata ?? {}) as Partial<EventMetadata>;
    if (event?.position === position && event.type === taken?.type && commandId === taken.command_id) return;
    break;
  }
  throw new Refused(
    'read-model-foreign',
    'Model baca memuat peristiwa yang tidak ada di catatan ini (catatan lain, atau cadangan lama dipulihkan). ' +
      'Periksa --data, SEDEKAH_LEDGER dan READ_MODEL_URL; bila benar, jalankan `sedekah rebuild`.',
    'The read model holds events that are not in this log (another log, or an old backup restored). Check --data, ' +
      'SEDEKAH_LEDGER and READ_MODEL_URL; if they are right, run `sedekah rebuild`.',
  );
}
