import type { SealEvent } from '@sedekah/ledger';
import type { Narration } from './narration';

/** Digits of a fingerprint that tell keys apart at a glance. */
const short = (fingerprint: string): string => `${fingerprint.slice(0, 16)}…`;

export const sealNarration: Narration<SealEvent['type']> = {
  SigningKeyRegistered: ({ party, fingerprint }) => `Kunci ${party} terdaftar, sidik ${short(fingerprint)}`,
  SigningKeyRotated: ({ party, fingerprint, replaces, endorsement }) =>
    `Kunci ${party} diganti: ${short(replaces)} menjadi ${short(fingerprint)}, ` +
    (endorsement === null ? 'tanpa tanda tangan kunci lama' : 'ditandatangani kunci lama'),
  SealRuleSet: ({ required }) => `Segel berikutnya final dengan ${required} tanda tangan`,
  SealMade: ({ number, firstOrdinal, lastOrdinal }) =>
    `Segel ${number}: peristiwa ${firstOrdinal} sampai ${lastOrdinal}`,
  SealSigned: ({ number, party }) => `Segel ${number} ditandatangani ${party}`,
};
