import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreSqlite, sqliteLogFile, type BackupReport } from '@sedekah/event-store';
import type { Config } from '../config';
import { Refused } from '../output/failure';
import { counted, grouped } from '../output/numbers';
import { run } from '../run';
import { refuseServer } from './backup';

export function addRestore(program: Command): void {
  program
    .command('restore')
    .description(
      'Memulihkan cadangan, setelah diperiksa, ke folder data. / Restore a checked backup into a data folder.',
    )
    .argument('<file>', 'berkas cadangan / a backup')
    .option('--replace', 'ganti catatan yang ada; yang lama disimpan di sampingnya / replace the log that is there')
    .action((file: string, { replace }: { replace?: true }, self: Command) =>
      run(self, async ({ config, output }) => {
        const backup = resolve(file);
        refuseServer(config);
        if (!existsSync(backup)) {
          throw new Refused('file-missing', `Tidak ada berkas ${backup}.`, `There is no file ${backup}.`);
        }
        const log = sqliteLogFile(config.dataFolder);
        if (existsSync(log) && !replace) {
          throw new Refused(
            'target-not-empty',
            `Di ${log} sudah ada catatan. Pakai folder lain, atau --replace untuk mengganti (yang lama disimpan).`,
            `There is a log at ${log}. Use another folder, or --replace to replace it (the old one is kept beside it).`,
          );
        }
        const report = await restored(config, backup, replace === true);
        const { events, streams, digest } = report;
        output.answer(
          { file: log, ...report },
          () =>
            `Dipulihkan ke ${log}: ${grouped(events)} peristiwa, ${grouped(streams)} aliran, SHA-256 ${digest}. ` +
            'Jalankan `sedekah rebuild`, lalu `sedekah check`.\n' +
            `Restored: ${counted(events, 'event')}, ${counted(streams, 'stream')}. Now run \`sedekah rebuild\`, then \`sedekah check\`.`,
        );
      }),
    );
}

/** Leaves no folder behind that was made for a backup that is then refused. */
async function restored({ dataFolder, ledger }: Config, backup: string, replace: boolean): Promise<BackupReport> {
  const made = mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  try {
    return await restoreSqlite({ backup, file: sqliteLogFile(dataFolder), ledger, replace });
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true });
    throw error;
  }
}
