import { canonicalJson } from './canonical';
import { sealHash, type SealDocument } from './seal';
import { isHash } from './sha256';

/** Names in a bundle's folder. */
export const BUNDLE_FILES = {
  manifest: 'manifest.json',
  seals: 'seals.jsonl',
  events: 'events.jsonl',
  verifier: 'verify.js',
  readme: 'BACA-SAYA.txt',
} as const;

/**
 * What a bundle holds. Every word of it follows from the other files, so that nothing in it can be changed unseen.
 * `before`: the tree over the events before the first one, as hashes of its full subtrees.
 */
export interface Manifest {
  readonly format: 'sedekah-bundle-1';
  readonly ledger: string;
  readonly firstOrdinal: number;
  readonly lastOrdinal: number;
  readonly eventsBytes: number;
  readonly before: readonly string[];
  readonly seals: readonly { readonly number: number; readonly hash: string; readonly signatures: number }[];
  /** SHA-256 of seals.jsonl. */
  readonly sealsHash: string;
}

/** The text of a manifest, from what it is about. */
export function manifestText(
  documents: readonly SealDocument[],
  parts: Pick<Manifest, 'ledger' | 'firstOrdinal' | 'lastOrdinal' | 'eventsBytes' | 'before' | 'sealsHash'>,
): string {
  const seals = documents.map(({ seal, signatures }) => ({
    number: seal.number,
    hash: sealHash(seal),
    signatures: signatures.length,
  }));
  return `${canonicalJson({ format: 'sedekah-bundle-1', ...parts, seals } satisfies Manifest)}\n`;
}

export const sealLine = (document: SealDocument): string => `${canonicalJson(document)}\n`;

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** Whether a JSON value has the form of a manifest. */
export function isManifest(value: unknown): value is Manifest {
  const { format, ledger, firstOrdinal, lastOrdinal, eventsBytes, before, seals, sealsHash } = (value ??
    {}) as Partial<Manifest>;
  return (
    format === 'sedekah-bundle-1' &&
    typeof ledger === 'string' &&
    isCount(firstOrdinal) &&
    isCount(lastOrdinal) &&
    isCount(eventsBytes) &&
    Array.isArray(before) &&
    before.every(isHash) &&
    Array.isArray(seals) &&
    isHash(sealsHash)
  );
}
