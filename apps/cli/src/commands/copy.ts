import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { copyLog, openEventStore, sqliteLogFile, type CopyReport, type EventStore } from '@sedekah/event-store';
import type { Config } from '../config';
import { Refused } from '../output/failure';
import { counted, grouped } from '../output/numbers';
import { Progress } from '../output/progress';
import { run } from '../run';

export function addCopy(program: Command): void {
  program
    .command('copy')
    .description('Menyalin seluruh catatan ke penyimpanan lain dan membuktikan keduanya sama. / Copy a whole ledger.')
    .requiredOption('--from <store>', 'folder data, atau esdb://… / a data folder, or esdb://…')
    .requiredOption(
      '--to <store>',
      'yang kosong, atau salinan yang belum selesai / an empty one, or a copy to go on with',
    )
    .action((stores: { from: string; to: string }, self: Command) =>
      run(self, async ({ config, output }) => {
        const report = await copied(config, stores);
        const { events, streams, digest, found, copied: fresh, perSecond } = report;
        output.answer(
          report,
          () =>
            `Disalin ${grouped(fresh)} peristiwa (${grouped(perSecond)}/s), ${grouped(found)} sudah ada. Terbukti sama: ` +
            `${grouped(events)} peristiwa, ${grouped(streams)} aliran, SHA-256 ${digest}.\n` +
            `Copied ${counted(fresh, 'event')}, ${grouped(found)} ${found === 1 ? 'was' : 'were'} there. Both logs are equal.`,
        );
      }),
    );
}

async function copied({ ledger }: Config, { from, to }: { from: string; to: string }): Promise<CopyReport> {
  const source = await opened(from, ledger, true);
  try {
    const target = await opened(to, ledger, false);
    try {
      const progress = new Progress('Menyalin / copying');
      const report = await copyLog(source, target, { onProgress: ({ copied: done }) => progress.at(done) });
      progress.done();
      return report;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** A connection string names a server, anything else a data folder. */
async function opened(place: string, ledger: string, readOnly: boolean): Promise<EventStore> {
  if (place.includes('://')) return openEventStore({ dataFolder: '', eventStoreDbUrl: place, ledger, readOnly });
  const dataFolder = resolve(place);
  if (readOnly && !existsSync(sqliteLogFile(dataFolder))) {
    throw new Refused(
      'ledger-missing',
      `Tidak ada buku besar di ${dataFolder}.`,
      `There is no ledger in ${dataFolder}.`,
    );
  }
  return openEventStore({ dataFolder, ledger, readOnly });
}
