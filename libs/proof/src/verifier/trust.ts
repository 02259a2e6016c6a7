import { sealHash, type SealDocument, type Signed } from '../seal';
import { isHash } from '../sha256';
import { readText, sealDocument } from './files';
import { NotProved } from './not-proved';

/** What the reader knows from elsewhere. */
export interface Trust {
  /** Fingerprints of the keys the reader trusts; empty: none were named. */
  readonly fingerprints: readonly string[];
  /** How many of them must have signed; absent: as many as the seal's own rule asks for. */
  readonly required?: number;
  /** A seal that must be there: its hash, or the file it was handed over in. */
  readonly seal?: string;
}

/** The last seal must be final, by keys the reader trusts when any are named. @throws NotProved */
export function checkTrust(trust: Trust, { seal }: SealDocument, signed: Signed): void {
  const { fingerprints } = trust;
  const required = Math.max(trust.required ?? 0, seal.rule.required);
  const counted =
    fingerprints.length === 0 ? signed.fingerprints : signed.fingerprints.filter((each) => fingerprints.includes(each));
  if (counted.length >= required) return;
  if (fingerprints.length > 0) {
    throw new NotProved(
      'key-not-trusted',
      `Segel ${seal.number} ditandatangani ${counted.length} kunci yang Anda percayai; dituntut ${required}. Yang menandatangani: ${signed.fingerprints.join(', ')}.`,
      `Seal ${seal.number} is signed by ${counted.length} keys that you trust; ${required} are required.`,
    );
  }
  throw new NotProved(
    'seal-not-final',
    `Segel ${seal.number} belum final: ${counted.length} dari ${required} tanda tangan.`,
    `Seal ${seal.number} is not final: ${counted.length} of ${required} signatures.`,
  );
}

/** The seal the reader holds must be among these. @throws NotProved */
export function checkHeldSeal(held: string | undefined, seals: readonly SealDocument[]): void {
  if (held === undefined) return;
  const text = isHash(held) ? undefined : readText(held);
  const hash = text === undefined ? held : sealHash(sealDocument(text.trimEnd(), held).seal);
  if (seals.some(({ seal }) => sealHash(seal) === hash)) return;
  throw new NotProved(
    'seal-not-found',
    `Segel yang Anda pegang (${hash.slice(0, 16)}…) tidak ada di sini: catatan ini bukan yang disegel waktu itu, atau dipotong.`,
    `The seal you hold (${hash.slice(0, 16)}…) is not here: this is not the log that was sealed, or it was cut.`,
  );
}
