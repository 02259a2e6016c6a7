import { checkSqlite, sqliteLogFile } from '@sedekah/event-store';
import type { Check } from './check';

/** What only the file can tell; the rest of what the store looks for has a check of its own. */
const OF_THE_FILE: ReadonlySet<string> = new Set(['damaged-file', 'position-gap']);

/**
 * The embedded store's file is sound (SQLite's own integrity check) and its positions have no gap, so that nothing was
 * taken out of the log's middle. An EventStoreDB server keeps checksums of its own and is not looked into.
 */
export const storeIntact: Check = {
  name: 'store-intact',
  proves: [
    'Berkas catatan utuh dan tidak ada posisi yang hilang di tengahnya (penyimpanan SQLite).',
    'The log’s file is sound and no position is missing from its middle (SQLite store).',
  ],
  failure: [
    'Berkas rusak atau diubah di luar program. Hentikan server dan pulihkan cadangan: `sedekah restore`.',
    'The file is damaged, or was changed outside the program. Stop the server and restore a backup: `sedekah restore`.',
  ],
  start: ({ config }, report) => ({
    end: async () => {
      if (config.store.eventStoreDbUrl !== undefined) return;
      const { findings } = await checkSqlite(sqliteLogFile(config.dataFolder));
      for (const { code, sentence, english } of findings) {
        if (OF_THE_FILE.has(code)) report({ sentence, english });
      }
    },
  }),
};
