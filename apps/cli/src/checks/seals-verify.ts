import { checkSeals } from '@sedekah/proof';
import { LogPass, type SealBreach } from '../proof/log-pass';
import { documentOf, sealState } from '../proof/seal-stream';
import type { Check, Finding } from './check';

/**
 * Reckons every seal again from the events: the tree over them, the number of events of each stream, and who is covered;
 * and checks that seals follow one another and are signed by the parties they name. With the hashes that are kept beside
 * the log the first event that is not what was sealed has a name. Of events after the last seal it says nothing.
 */
export const sealsVerify: Check = {
  name: 'seals-verify',
  proves: [
    'Setiap peristiwa yang disegel masih seperti ketika disegel, dan setiap segel ditandatangani pihaknya.',
    'Every sealed event is as it was when it was sealed, and every seal is signed by its parties.',
  ],
  failure: [
    'Catatan diubah sesudah disegel. Bandingkan dengan bundel yang dipegang pihak lain; jangan menyegel lagi.',
    'The log was changed after it was sealed. Compare with a bundle that another party holds; do not seal again.',
  ],
  start: ({ config, log }, report) => ({
    end: async () => {
      const seals = (await sealState(log, config)).seals.map(documentOf);
      if (seals.length === 0) return;
      const signed = checkSeals(seals);
      if ('code' in signed) report({ sentence: signed.sentence, english: signed.english });
      const pass = new LogPass(config, seals);
      const last = seals.at(-1)?.seal.lastOrdinal ?? 0;
      let ordinal = 0;
      for await (const page of log.readAll()) {
        for (const event of page) if (++ordinal <= last) pass.see(event);
        if (ordinal >= last) break;
      }
      pass.end();
      for (const breach of pass.breaches.slice(0, 1)) report(finding(breach));
    },
  }),
};

const WHAT = {
  events: ['peristiwa', 'the events'],
  streams: ['jumlah peristiwa tiap aliran', 'the numbers of events of the streams'],
  cover: ['perlindungan', 'the cover'],
} as const;

function finding({ seal, what, at, ordinal }: SealBreach): Finding {
  const [indonesian, english] = WHAT[what];
  if (at) {
    return {
      at,
      sentence: `peristiwa ${ordinal} bukan yang disegel dengan segel ${seal}`,
      english: `event ${ordinal} is not the one sealed by seal ${seal}`,
    };
  }
  return {
    sentence: `${indonesian} sampai segel ${seal} tidak seperti yang disegel`,
    english: `${english} up to seal ${seal} are not what was sealed`,
  };
}
