import { sealHash, type SealDocument, type Signed } from '../seal';
import type { BundleVerdict } from './bundle';
import { isVouched, type KeyChange } from './key-changes';
import type { ProofVerdict } from './proof';
import { counted, group, nounFor, type Sentence } from './sentences';

/** A verdict for people and for programs. */
export interface Report {
  readonly isProved: boolean;
  /** `valid`, or the reason why not. */
  readonly code: string;
  readonly headline: Sentence;
  readonly proved: readonly Sentence[];
  readonly notProved: readonly Sentence[];
}

const TYPED_IN: Sentence = [
  'Bahwa yang diketik petugas benar: segel membuktikan catatan tidak berubah, bukan bahwa uang atau orangnya ada.',
  'That what was typed in is true: a seal proves the log unchanged, not that the money or the person is there.',
];

/** What a whole bundle proves to who trusts these keys. `agreesTo`: the last seal in common with the other bundle. */
export function bundleReport(verdict: BundleVerdict, trusted: readonly string[], agreesTo?: number): Report {
  const { ledger, firstOrdinal, lastOrdinal, events, streams, seals, signed, isWhole, keyChanges } = verdict;
  const range = `${group(firstOrdinal)}–${group(lastOrdinal)}`;
  const last = seals.at(-1);
  return {
    isProved: true,
    code: 'valid',
    headline: [
      `SAH: buku besar ${ledger}, ${group(events)} peristiwa (${range}), ${seals.length} segel.`,
      `VALID: ledger ${ledger}, ${counted(events, 'event')} (${range}), ${counted(seals.length, 'seal')}.`,
    ],
    proved: [
      [
        `Tidak satu pun dari ${group(events)} peristiwa diubah, dibuang, ditambah atau dipindah sejak disegel; ${group(streams)} aliran tanpa celah.`,
        `None of the ${counted(events, 'event')} was changed, dropped, added or moved since it was sealed; ${counted(streams, 'stream')} without a gap.`,
      ],
      ...(isWhole ? [WHOLE] : []),
      ...seals.map((document, index) => sealSentence(document, signed[index])),
      ...keyChanges.filter(isVouched).map(vouched),
      ...(agreesTo === undefined ? [] : [agreement(agreesTo)]),
    ],
    notProved: [
      [
        `Apa pun sesudah peristiwa ${group(lastOrdinal)} (segel ${last?.seal.number}, ${last?.seal.recordedAt}).`,
        `Anything after event ${group(lastOrdinal)} (seal ${last?.seal.number}, ${last?.seal.recordedAt}).`,
      ],
      ...(isWhole ? [] : [part(firstOrdinal)]),
      ...keyChanges.filter((change) => !isVouched(change) && !trusted.includes(change.to)).map(unvouched),
      ...(trusted.length > 0 ? [] : [UNTRUSTED]),
      TYPED_IN,
    ],
  };
}

function vouched({ ordinal, party, from, to, vouching }: KeyChange): Sentence {
  const [by, inEnglish] =
    typeof vouching === 'number'
      ? [`dan kunci lama menandatangani segel ${vouching} atasnya`, `and the old key signed seal ${vouching} over that`]
      : ['dengan tanda tangan kunci lama', 'and the old key signed the new one'];
  return [
    `Kunci ${party} ${from} diganti ${to} pada peristiwa ${group(ordinal)}, ${by}.`,
    `The key of ${party} was replaced by event ${group(ordinal)}, ${inEnglish}.`,
  ];
}

const unvouched = ({ ordinal, party, to, vouching }: KeyChange): Sentence => [
  `Bahwa kunci ${to} (peristiwa ${group(ordinal)}) milik ${party}: ${
    vouching === 'forged' ? 'tanda tangan di situ BUKAN dari kunci lama' : 'kunci lama tidak menandatanganinya'
  }. Tanyakan sidiknya langsung kepada ${party}.`,
  `That the key of event ${group(ordinal)} belongs to ${party}: ${
    vouching === 'forged' ? 'the signature there is NOT by the old key' : 'the old key did not sign it'
  }. Ask ${party} for its fingerprint.`,
];

const WHOLE: Sentence = [
  'Jumlah peristiwa tiap aliran dan daftar pekerja terlindungi per bulan, dihitung ulang dari peristiwa, sama dengan segel.',
  'The number of events of each stream and who is covered in which month, reckoned again, are as sealed.',
];

const UNTRUSTED: Sentence = [
  'Bahwa kunci-kunci itu milik pihak yang disebut: bandingkan sidiknya dengan yang Anda terima langsung (--trust).',
  'That the keys belong to the parties named: compare the fingerprints with those you were given (--trust).',
];

const agreement = (number: number): Sentence => [
  `Kedua bundel sama sampai segel ${number}.`,
  `Both bundles agree up to seal ${number}.`,
];

const part = (first: number): Sentence => [
  `Peristiwa 1–${group(first - 1)}: tidak ada dalam bundel ini. Jumlah per aliran dan perlindungan tidak dihitung ulang.`,
  `Events 1–${group(first - 1)}: not in this bundle. Streams and cover were not reckoned again.`,
];

function sealSentence({ seal }: SealDocument, signed: Signed | undefined): Sentence {
  const who = (signed?.parties ?? []).map((party, index) => `${party} (${signed?.fingerprints[index]})`).join(', ');
  const count = `${signed?.parties.length ?? 0}/${seal.rule.parties.length}`;
  const final = signed?.isFinal ? ['final', 'final'] : ['BELUM final', 'NOT final'];
  return [
    `Segel ${seal.number} ${sealHash(seal)}, ${seal.recordedAt}, ${final[0]}: ${count} tanda tangan (perlu ${seal.rule.required}): ${who}.`,
    `Seal ${seal.number} is ${final[1]}: ${count} ${nounFor(seal.rule.parties.length, 'signature')} (${seal.rule.required} required).`,
  ];
}

/** What a proof about one payment, or about one worker and month, proves. */
export function proofReport({ proof, sealed, signed, events }: ProofVerdict, isTrusted: boolean): Report {
  const isPayment = proof.format === 'sedekah-payment-proof-1';
  const { lastOrdinal } = sealed.seal;
  const headline: Sentence = isPayment
    ? [
        `TERBUKTI: setoran ${proof.paymentId} ada dalam catatan tersegel.`,
        `PROVED: payment ${proof.paymentId} is in the sealed log.`,
      ]
    : [
        `TERBUKTI: pekerja ${proof.worker} TIDAK terlindungi pada ${proof.month}.`,
        `PROVED: worker ${proof.worker} has NO cover in ${proof.month}.`,
      ];
  return {
    isProved: true,
    code: 'valid',
    headline,
    proved: [
      ...events.map(({ ordinal, type, data }): Sentence => [
        `Peristiwa ${group(ordinal)}: ${type} ${JSON.stringify(data)}`,
        `Event ${group(ordinal)}, as it stands in the log.`,
      ]),
      sealSentence(sealed, signed),
    ],
    notProved: [
      isPayment
        ? [
            `Bahwa tidak ada peristiwa lain tentang setoran ini (misalnya pembatalan): itu tampak dari bundel, bukan dari bukti ini.`,
            'That no other event is about this payment (a reversal, say): that is seen from a bundle, not from this proof.',
          ]
        : [
            `Sebab orang itu tidak terlindungi, dan apakah nomor ${proof.worker} milik orang yang dimaksud.`,
            `Why the person is not covered, and whether the id ${proof.worker} is the person meant.`,
          ],
      [`Apa pun sesudah peristiwa ${group(lastOrdinal)}.`, `Anything after event ${group(lastOrdinal)}.`],
      ...(isTrusted ? [] : [UNTRUSTED]),
      TYPED_IN,
    ],
  };
}

/** The verdict as text, ready to print. */
export function reportText({ headline, proved, notProved }: Report): string {
  const list = (title: string, sentences: readonly Sentence[]): string[] =>
    sentences.length === 0
      ? []
      : [title, ...sentences.map(([indonesian, english]) => `  - ${indonesian}\n    ${english}`)];
  return [...headline, ...list('Terbukti / proved:', proved), ...list('TIDAK terbukti / NOT proved:', notProved)].join(
    '\n',
  );
}
