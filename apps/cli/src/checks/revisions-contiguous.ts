import type { Check } from './check';

/**
 * Every stream begins at revision 0 and goes on without a gap, and the whole log has one order. An event taken out of a
 * stream's middle, put in twice or moved shows here. One cut off at a stream's end does not: only a seal shows that.
 */
export const revisionsContiguous: Check = {
  name: 'revisions-contiguous',
  proves: [
    'Setiap aliran mulai dari revisi 0 tanpa celah, dan seluruh catatan punya satu urutan.',
    'Every stream begins at revision 0 without a gap, and the whole log has one order.',
  ],
  failure: [
    'Ada peristiwa yang dibuang, digandakan atau dipindah. Bandingkan dengan cadangan terakhir.',
    'An event was taken out, doubled or moved. Compare with the last backup.',
  ],
  start: (_, report) => {
    const lastOf = new Map<string, bigint>();
    let before = '';
    return {
      see: (event) => {
        const { stream, revision, position } = event;
        const expected = (lastOf.get(stream) ?? -1n) + 1n;
        if (revision !== expected) {
          report({
            at: event,
            sentence: `revisi ${revision}, seharusnya ${expected}`,
            english: `revision ${revision} where ${expected} is due`,
          });
        }
        if (position <= before) {
          report({ at: event, sentence: `posisi tidak naik sesudah ${before}`, english: `not after ${before}` });
        }
        lastOf.set(stream, revision);
        before = position;
      },
    };
  },
};
