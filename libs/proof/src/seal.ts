import { canonicalJson } from './canonical';
import type { CoverRoot } from './cover-book';
import type { StreamCounts } from './stream-book';
import { isHash, sha256Hex } from './sha256';
import { fingerprintOf, isSignedBy } from './signing-keys';

/** A party whose signature counts, with the key it held when the seal was made. */
export interface SealParty {
  readonly party: string;
  /** Ed25519, 64 hex digits. */
  readonly publicKey: string;
}

/** What is sealed and signed. Hashes are SHA-256, 64 hex digits; ordinals count the events of the ledger from 1. */
export interface SealStatement {
  readonly format: 'sedekah-seal-1';
  readonly ledger: string;
  /** From 1, without a gap. */
  readonly number: number;
  readonly firstOrdinal: number;
  readonly lastOrdinal: number;
  /** Root of the tree over the canonical events 1 to `lastOrdinal`. */
  readonly eventsRoot: string;
  /** How many events each stream has, sorted by name. */
  readonly streams: StreamCounts;
  /** Who is covered in which month, sorted by month and worker. */
  readonly cover: CoverRoot;
  /** Hash over all rows of a read model that was rebuilt from zero. */
  readonly readModel: { readonly schemaVersion: number; readonly rows: number; readonly hash: string };
  /** Hash of the seal before; null for the first. */
  readonly previous: string | null;
  readonly recordedAt: string;
  /** Final when `required` of the parties have signed. */
  readonly rule: { readonly required: number; readonly parties: readonly SealParty[] };
}

export interface SealSignature {
  readonly party: string;
  /** 128 hex digits. */
  readonly signature: string;
}

/** A seal with the signatures it has so far: what is handed to a party, and what a bundle holds. */
export interface SealDocument {
  readonly seal: SealStatement;
  readonly signatures: readonly SealSignature[];
}

/** What the parties sign. */
export const signedText = (seal: SealStatement): string => `sedekah-seal-1\n${canonicalJson(seal)}\n`;

export const sealHash = (seal: SealStatement): string => sha256Hex(signedText(seal));

/** Which parties have signed; a signature that is not by the party's key makes the whole document worthless. */
export interface Signed {
  /** Parties that signed, in the order of the rule. */
  readonly parties: readonly string[];
  readonly fingerprints: readonly string[];
  readonly isFinal: boolean;
}

/** @returns the party whose signature is none of its own, or is there twice, as text; else who signed */
export function signedBy({ seal, signatures }: SealDocument): Signed | string {
  const text = signedText(seal);
  const seen = new Set<string>();
  for (const { party, signature } of signatures) {
    const key = seal.rule.parties.find((each) => each.party === party)?.publicKey;
    if (key === undefined || seen.has(party) || !isSignedBy(key, text, signature)) return party;
    seen.add(party);
  }
  const signers = seal.rule.parties.filter(({ party }) => seen.has(party));
  return {
    parties: signers.map(({ party }) => party),
    fingerprints: signers.map(({ publicKey }) => fingerprintOf(publicKey)),
    isFinal: signers.length >= seal.rule.required,
  };
}

const isCount = (value: unknown, least: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/.test(value);
const isCover = (value: unknown): boolean => {
  const { root, entries } = (value ?? {}) as Partial<CoverRoot>;
  return isHash(root) && isCount(entries, 0);
};

const isStreamCounts = (value: unknown): boolean => {
  const { hash, count } = (value ?? {}) as Partial<StreamCounts>;
  return isHash(hash) && isCount(count, 0);
};

/** Whether a JSON value has the form of a seal with its signatures. Says nothing about what is in it. */
export function isSealDocument(value: unknown): value is SealDocument {
  const { seal, signatures } = (value ?? {}) as Partial<SealDocument>;
  if (typeof seal !== 'object' || seal === null || !Array.isArray(signatures)) return false;
  const { readModel, rule } = seal;
  return (
    seal.format === 'sedekah-seal-1' &&
    isName(seal.ledger) &&
    isCount(seal.number, 1) &&
    isCount(seal.firstOrdinal, 1) &&
    isCount(seal.lastOrdinal, seal.firstOrdinal) &&
    isHash(seal.eventsRoot) &&
    isStreamCounts(seal.streams) &&
    isCover(seal.cover) &&
    isHash(readModel?.hash) &&
    (seal.previous === null || isHash(seal.previous)) &&
    typeof seal.recordedAt === 'string' &&
    isRule(rule) &&
    signatures.every((each) => isSignature(each))
  );
}

function isRule(value: unknown): boolean {
  const { required, parties } = (value ?? {}) as Partial<SealStatement['rule']>;
  if (!isCount(required, 1) || !Array.isArray(parties) || required > parties.length) return false;
  const named = parties as readonly Partial<SealParty>[];
  return (
    named.every(({ party, publicKey }) => isName(party) && isHash(publicKey)) &&
    new Set(named.map(({ party }) => party)).size === named.length
  );
}

const isSignature = (value: unknown): boolean => {
  const { party, signature } = (value ?? {}) as Partial<SealSignature>;
  return isName(party) && typeof signature === 'string';
};
