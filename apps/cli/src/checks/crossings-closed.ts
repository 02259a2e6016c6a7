import { openCrossings } from '@sedekah/read-model';
import { withReadModel } from '../ledger/open';
import type { Check } from './check';
import { placeAt } from './place-at';

/** Younger ones are still being worked on. */
const GRACE_MS = 60_000;

/**
 * What goes over several streams (a payment, an assignment, a month's order, a death) is finished or undone: nothing has
 * been open for longer than a minute.
 */
export const crossingsClosed: Check = {
  name: 'crossings-closed',
  proves: [
    'Tidak ada urusan lintas aliran yang terbuka lebih dari satu menit.',
    'No flow over several streams has been open for longer than a minute.',
  ],
  failure: [
    'Urusan belum selesai: jalankan server agar diselesaikan. Tetap terbuka? Lihat catatan server.',
    'Something is unfinished: run the server, which finishes it. Still open then? See the server’s log.',
  ],
  start: ({ config, log, now }, report) => ({
    end: () =>
      withReadModel(config, log, async ({ db }) => {
        const open = await openCrossings(db, { olderThan: new Date(now - GRACE_MS).toISOString() });
        for (const { kind, subject, ordinal, recordedAt, by } of open) {
          report({
            ...(await placeAt(db, ordinal)),
            sentence: `${kind} ${subject} terbuka sejak ${recordedAt} (${by})`,
            english: `${kind} has been open since then`,
          });
        }
      }),
  }),
};
