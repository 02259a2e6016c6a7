import { compareReadModels } from '@sedekah/read-model';
import { atOneMoment, withRebuilt } from '../ledger/scratch';
import type { Check } from './check';

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
  start: ({ config, log }, report) => ({
    end: () =>
      atOneMoment(config, log, async (live) => {
        const differences = await withRebuilt(config, log, live, (rebuilt) => compareReadModels(live, rebuilt));
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
