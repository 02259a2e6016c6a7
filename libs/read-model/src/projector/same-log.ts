import type { EventMetadata } from '@sedekah/ledger';
import { readCheckpoint, type Checkpoint } from '../log/checkpoint';
import type { ReadModel } from '../store/read-model';
import type { StreamReader } from './recorded-event';

/** The read model holds events that the log does not: of another log, or from before an older backup was restored. */
export class ReadModelForeign extends Error {
  override readonly name = 'ReadModelForeign';
  constructor() {
    super(
      'Model baca memuat peristiwa yang tidak ada di catatan ini (catatan lain, atau cadangan lama dipulihkan). ' +
        'Periksa folder data, SEDEKAH_LEDGER dan READ_MODEL_URL; bila benar, jalankan `sedekah rebuild`. / ' +
        'The read model holds events that are not in this log (another log, or an old backup restored). Check the ' +
        'data folder, SEDEKAH_LEDGER and READ_MODEL_URL; if they are right, run `sedekah rebuild`.',
    );
  }
}

/**
 * The last event the read model took must stand in this log as it took it. Answers where the read model stands.
 * @throws ReadModelForeign
 */
export async function checkpointIn(log: StreamReader, { db }: Pick<ReadModel, 'db'>): Promise<Checkpoint> {
  const checkpoint = await readCheckpoint(db);
  const { position, ordinal } = checkpoint;
  if (position === undefined) return checkpoint;
  const taken = await db.selectFrom('log_entry').selectAll().where('ordinal', '=', ordinal).executeTakeFirst();
  if (!taken) throw new ReadModelForeign();
  for await (const [event] of log.readStream(taken.stream, BigInt(taken.revision))) {
    const { commandId } = (event?.metadata ?? {}) as Partial<EventMetadata>;
    if (event?.position === position && event.type === taken.type && commandId === taken.command_id) return checkpoint;
    break;
  }
  throw new ReadModelForeign();
}
