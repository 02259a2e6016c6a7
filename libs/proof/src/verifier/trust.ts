import { sealHash, type SealDocument, type Signed } from '../seal';
import { isHash } from '../sha256';
import { readText, sealDocument } from './files';
import { isVouched, type KeyChange } from './key-changes';
import { NotProved } from './not-proved';
import { group, nounFor } from './sentences';

/** What the reader knows from elsewhere. */
export interface Trust {
  /** Fingerprints of the keys the reader trusts; empty: none were named. */
  readonly fingerprints: readonly string[];
  /** How many of them must have signed; absent: as many as the seal's own rule asks for. */
  readonly required?: number;
  /** A seal that must be there: its hash, or the file it was handed over in. */
  readonly seal?: string;
}

/** What is trusted: seals in their order, who signed each, and the keys that were replaced in the events they cover. */
export interface Sealed {
  readonly seals: readonly SealDocument[];
  readonly signed: readonly Signed[];
  readonly keyChanges: readonly KeyChange[];
  /** The events are there from the first one on, so that no change of a key is missing. */
  readonly isWhole: boolean;
}

/** The last seal must be final, by keys the reader trusts when any are named. @throws NotProved */
export function checkTrust(trust: Trust, sealed: Sealed): void {
  const [last, signers] = [sealed.seals.at(-1), sealed.signed.at(-1)];
  if (!last || !signers) throw new NotProved('seal-missing', 'Tidak ada segel.', 'There is no seal.');
  const { number, rule } = last.seal;
  const required = Math.max(trust.required ?? 0, rule.required);
  if (trust.fingerprints.length === 0) {
    if (signers.parties.length >= required) return;
    throw new NotProved(
      'seal-not-final',
      `Segel ${number} belum final: ${signers.parties.length} dari ${required} tanda tangan.`,
      `Seal ${number} is not final: ${signers.parties.length} of ${required} ${nounFor(required, 'signature')}.`,
    );
  }
  const roots = rootsOf(trust.fingerprints, sealed.keyChanges);
  const counted = trustedSigners(signers, roots);
  if (counted >= required) return;
  const isTrusted = ({ seal }: SealDocument, index: number): boolean =>
    trustedSigners(sealed.signed[index], roots) >= Math.max(trust.required ?? 0, seal.rule.required);
  const reached = sealed.seals.findLast(isTrusted);
  const broken = sealed.keyChanges.filter((change) => roots.has(change.from) && !roots.has(change.to));
  const [advice, inEnglish] = wayOut(broken, reached, sealed.isWhole);
  throw new NotProved(
    'key-not-trusted',
    `Segel ${number} ditandatangani ${counted} kunci yang Anda percayai; dituntut ${required}. Yang menandatangani: ` +
      `${signers.fingerprints.join(', ')}.${advice}`,
    `Seal ${number} is signed by ${counted} of the keys you trust; ${required} required.${inEnglish}`,
  );
}

interface Root {
  /** The key the reader named. */
  readonly fingerprint: string;
  /** Whose key took its place; absent for the key itself. */
  readonly party?: string;
}

/**
 * The keys a reader may trust: those named, and whatever took their place when the old key has vouched for the new one.
 * Each stands for the named key it goes back to, so that one named key never counts as two signatures.
 */
function rootsOf(fingerprints: readonly string[], changes: readonly KeyChange[]): ReadonlyMap<string, Root> {
  const roots = new Map<string, Root>(fingerprints.map((fingerprint) => [fingerprint, { fingerprint }]));
  for (const change of changes) {
    const root = roots.get(change.from);
    if (!root || roots.has(change.to) || !isVouched(change)) continue;
    if (root.party !== undefined && root.party !== change.party) continue;
    roots.set(change.to, { fingerprint: root.fingerprint, party: change.party });
  }
  return roots;
}

/** How many of the reader's keys are behind the signatures. */
function trustedSigners(signed: Signed | undefined, roots: ReadonlyMap<string, Root>): number {
  const behind = (signed?.fingerprints ?? []).map((fingerprint, index) => {
    const root = roots.get(fingerprint);
    return root?.party === undefined || root.party === signed?.parties[index] ? root?.fingerprint : undefined;
  });
  return new Set(behind.filter((fingerprint) => fingerprint !== undefined)).size;
}

/** What a reader must do whose keys were replaced without their own word. */
function wayOut(
  broken: readonly KeyChange[],
  reached: SealDocument | undefined,
  isWhole: boolean,
): [indonesian: string, english: string] {
  const changes = broken.map(({ party, from, to, ordinal, vouching }): [string, string] => {
    const [why, inEnglish] =
      vouching === 'forged'
        ? ['dengan tanda tangan yang BUKAN dari kunci lama', 'with a signature that is NOT by the old key']
        : ['tanpa tanda tangan kunci lama', 'without a signature of the old key'];
    return [
      ` Kunci ${party} ${from} diganti ${to} pada peristiwa ${group(ordinal)} ${why}: tanyakan sidik barunya langsung kepada ${party}, lalu sebut dengan --trust.`,
      ` The key of ${party} was replaced by event ${group(ordinal)} ${inEnglish}: ask ${party} for the new fingerprint and name it with --trust.`,
    ];
  });
  const seals: [string, string][] = reached
    ? [
        [
          ` Kunci yang Anda percayai cukup sampai segel ${reached.seal.number} (peristiwa ${group(reached.seal.lastOrdinal)}).`,
          ` The keys you trust are enough up to seal ${reached.seal.number} (event ${group(reached.seal.lastOrdinal)}).`,
        ],
      ]
    : [];
  const all = [...changes, ...seals, ...(isWhole ? [] : [EARLIER_CHANGES])];
  return [all.map(([indonesian]) => indonesian).join(''), all.map(([, english]) => english).join('')];
}

const EARLIER_CHANGES: [string, string] = [
  ' Bila kunci Anda sudah diganti, bundel dari peristiwa 1 menunjukkannya.',
  ' If your key has been replaced, a bundle from event 1 on shows it.',
];

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
