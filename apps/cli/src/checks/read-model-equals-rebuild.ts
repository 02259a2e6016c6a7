import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  compareReadModels,
  openReadModel,
  Projector,
  readCheckpoint,
  type LogReader,
  type ReadModel,
} from '@sedekah/read-model';
import { withReadModel } from '../ledger/open';
import { Progress } from '../output/progress';
import type { Audit, Check } from './check';

/**
 * Builds a second read model from the log, from zero, in a scratch folder, and compares it with the live one row for
 * row at the same event. Equal: every balance, status and report the server shows follows from the events alone.
 */
export const readModelEqualsRebuild: Check = {
  name: 'read-model-equals-rebuild',
  proves: [
    'Model baca sama, baris demi baris, dengan yang dibangun ulang dari peristiwa.',
    'The read model equals, row for row, one that is rebuilt from the events.',
  ],
  failure: [
    'Angka yang ditampilkan tidak mengikuti peristiwa. Peristiwa tetap benar: jalankan `sedekah rebuild`, lalu cari sebabnya.',
    'Figures that are shown do not follow from the events. The events stand: run `sedekah rebuild`, then find the cause.',
  ],
  start: (audit, report) => ({
    end: () =>
      atOneMoment(audit, async (live) => {
        const differences = await withScratch(audit, live, (scratch) => compareReadModels(live, scratch));
        for (const { table, onlyIn, row } of differences) {
          const [where, inEnglish] = onlyIn === 'left' ? ONLY_LIVE : ONLY_REBUILT;
          report({ sentence: `${table}: ${where}: ${withoutPersonalData(row)}`, english: inEnglish });
        }
      }),
  }),
};

/** A row as JSON, without ciphertext and without the keyed hash of a NIK. */
function withoutPersonalData(row: string): string {
  const { sealed: _sealed, nik_hash: _nikHash, ...rest } = JSON.parse(row) as Record<string, unknown>;
  return JSON.stringify(rest);
}

const ONLY_LIVE = ['hanya di model baca', 'only in the live one'] as const;
const ONLY_REBUILT = ['hanya di hasil bangun ulang', 'only in the rebuilt one'] as const;

/** The live tables in one transaction, so that a running projector does not move them meanwhile. */
const atOneMoment = ({ config, log }: Audit, work: (live: ReadModel) => Promise<void>): Promise<void> =>
  withReadModel(config, log, (live) => {
    const transaction = live.db.transaction();
    const isolated = live.dialect === 'postgres' ? transaction.setIsolationLevel('repeatable read') : transaction;
    return isolated.execute((db) => work({ ...live, db }));
  });

async function withScratch<Result>(
  { config, log }: Audit,
  live: ReadModel,
  work: (scratch: ReadModel) => Promise<Result>,
): Promise<Result> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sedekah-check-'));
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
