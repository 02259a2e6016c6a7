import { resolve } from 'node:path';
import type { Command } from 'commander';
import { backupSqlite, sqliteLogFile } from '@sedekah/event-store';
import type { Config } from '../config';
import { withLog } from '../ledger/open';
import { Refused } from '../output/failure';
import { counted, grouped } from '../output/numbers';
import { run } from '../run';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('Cadangan catatan ke satu berkas, di samping server yang berjalan. / Back the log up into one file.')
    .argument('<file>', 'berkas baru; kunci tidak ikut / a new file; keys are not part of it')
    .action((file: string, _: object, self: Command) =>
      run(self, async ({ config, output }) => {
        const destination = resolve(file);
        refuseServer(config);
        // Opened first, so that a folder without a ledger, or with another one, is told apart.
        await withLog(config, async () => undefined);
        const report = await backupSqlite(sqliteLogFile(config.dataFolder), destination);
        const { events, streams, digest } = report;
        output.answer(
          { file: destination, ...report },
          () =>
            `Cadangan ${destination}: ${grouped(events)} peristiwa, ${grouped(streams)} aliran, SHA-256 ${digest}. ` +
            'Kunci tidak ikut: simpan SEDEKAH_KEYS di tempat lain.\n' +
            `Backup: ${counted(events, 'event')}, ${counted(streams, 'stream')}. Keys are not part of it: keep SEDEKAH_KEYS elsewhere.`,
        );
      }),
    );
}

/** @throws Refused with EventStoreDB, which has backups of its own */
export function refuseServer({ store }: Config): void {
  if (store.eventStoreDbUrl === undefined) return;
  throw new Refused(
    'not-embedded',
    'Ini untuk penyimpanan SQLite. EventStoreDB dicadangkan dengan caranya sendiri, atau disalin: `sedekah copy`.',
    'This is for the SQLite store. EventStoreDB has backups of its own, or copy it: `sedekah copy`.',
  );
}
