import { differencesOf, type RowDifference } from '@sedekah/read-model';
import { atOneMoment, withRebuilt } from '../ledger/scratch';
import { unlike, type Unlike } from '../replay/differences';
import type { Check, Finding } from './check';
import { placeAt } from './place-at';

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
      atOneMoment(config, log, (live) =>
        withRebuilt(config, log, live, async (rebuilt) => {
          for (const difference of await firstWrong(differencesOf(live, rebuilt))) {
            for (const each of unlike(difference))
              report({ ...(await placeAt(rebuilt.db, ordinalOf(difference))), ...told(each) });
          }
        }),
      ),
  }),
};

/** Differences kept; as many again are looked at before the later ones are let go. */
const KEPT = 1_000;

/** Those of the earliest events first, however many there are. */
async function firstWrong(differences: AsyncIterable<RowDifference>): Promise<RowDifference[]> {
  let kept: RowDifference[] = [];
  const sorted = () => kept.sort((a, b) => ordinalOf(a) - ordinalOf(b)).slice(0, KEPT);
  for await (const difference of differences) {
    kept.push(difference);
    if (kept.length >= 2 * KEPT) kept = sorted();
  }
  return sorted();
}

/** Rows without one say nothing of a single event. */
function ordinalOf({ left, right }: RowDifference): number {
  const { ordinal } = right ?? left ?? {};
  return typeof ordinal === 'number' ? ordinal : Number.MAX_SAFE_INTEGER;
}

function told({ table, key, column, live, replayed }: Unlike): Pick<Finding, 'sentence' | 'english'> {
  const where = `${table} ${Object.values(key).join(' ')}`;
  if (column !== null) {
    const sentence = `${where}, kolom ${column}: ${text(live)}, seharusnya ${text(replayed)}`;
    return { sentence, english: 'the column is not what the events make it' };
  }
  if (replayed === null) return { sentence: `${where}: baris berlebih ${text(live)}`, english: 'a row too many' };
  return { sentence: `${where}: baris hilang ${text(replayed)}`, english: 'a row is missing' };
}

const text = (value: Unlike['live']): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
