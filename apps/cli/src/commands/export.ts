import { Option, type Command } from 'commander';
import {
  beancountJournal,
  csvJournal,
  hledgerJournal,
  type Entries,
  type LocalDate,
  type RecordedEntry,
} from '@sedekah/ledger';
import { journalEntries } from '../ledger/journal-entries';
import { withLog } from '../ledger/open';
import { withTimes, type TimeOptions } from '../options';
import { Refused } from '../output/failure';
import { write } from '../output/write';
import { run } from '../run';
import { addExportBundle } from './export-bundle';

const WRITERS: Readonly<Record<Format, (entries: Entries) => AsyncGenerator<string>>> = {
  hledger: hledgerJournal,
  beancount: beancountJournal,
  csv: csvJournal,
};
const FORMATS = ['hledger', 'beancount', 'csv'] as const;
type Format = (typeof FORMATS)[number];

/** `export journal`: both commodities, for an independent program to compute the same balances from. */
export function addExport(program: Command): void {
  const exporting = program.command('export').description('Ekspor untuk program lain. / Exports for other programs.');
  addExportBundle(exporting);
  const command = exporting
    .command('journal')
    .description('Jurnal rupiah dan bulan perlindungan. / The journal of rupiah and cover-months.');
  command.addOption(new Option('--format <format>', 'bentuk berkas / form').choices(FORMATS).default('hledger'));
  withTimes(command).action(({ format, asOf, knownAt }: TimeOptions & { format: Format }, self: Command) =>
    run(self, async ({ config }) => {
      const entries = await withLog(config, (log) => journalEntries(log, config, knownAt));
      for await (const block of WRITERS[format](through(entries, asOf))) await write(block);
    }),
  );
}

/** Entries up to and with `asOf`. @throws Refused when there are none */
function through(entries: readonly RecordedEntry[], asOf: LocalDate | undefined): readonly RecordedEntry[] {
  const kept = asOf === undefined ? entries : entries.filter(({ date }) => date <= asOf);
  if (kept.length > 0) return kept;
  throw new Refused(
    'journal-empty',
    'Tidak ada pembukuan sampai hari dan pengetahuan itu. Periksa --as-of dan --known-at.',
    'There is no entry up to that day and knowledge. Check --as-of and --known-at.',
  );
}
