import type { SealDocument, Signed } from '../seal';
import { fingerprintOf, isSignedBy, rotationText } from '../signing-keys';
import { noEvent } from './event-head';

/** Events that say which key a party has. */
export const KEY_EVENTS: ReadonlySet<string> = new Set(['SigningKeyRegistered', 'SigningKeyRotated']);

/** One of them as it stands in the log. */
export interface KeyEvent {
  readonly ordinal: number;
  readonly event: string;
}

/**
 * Why a reader who trusts the old key may trust the new one. `endorsed`: the old key signed the new one. A number: the old
 * key signed this seal, which covers the event. `forged`: there is a signature and it is not by the old key.
 */
export type Vouching = 'endorsed' | 'forged' | 'none' | number;

/** A party's key was replaced, by an event of the log. Keys are named by their fingerprints. */
export interface KeyChange {
  readonly ordinal: number;
  readonly party: string;
  readonly from: string;
  readonly to: string;
  readonly vouching: Vouching;
}

export const isVouched = ({ vouching }: KeyChange): boolean => vouching === 'endorsed' || typeof vouching === 'number';

interface KeyData {
  readonly party: string;
  readonly publicKey: string;
  readonly replaces: string;
  readonly endorsement: string | null;
}

/**
 * The replacements of keys in sealed events, in the order of the log. A key is replaced once: what the log says of it
 * afterwards is nothing it can vouch for. @throws NotProved for an event that has not the form of its type
 */
export function keyChanges(
  ledger: string,
  events: readonly KeyEvent[],
  seals: readonly SealDocument[],
  signed: readonly Signed[],
): readonly KeyChange[] {
  const publicKeys = new Map<string, string>();
  const know = (publicKey: string): void => void publicKeys.set(fingerprintOf(publicKey), publicKey);
  for (const { seal } of seals) for (const { publicKey } of seal.rule.parties) know(publicKey);
  const changes = new Map<string, KeyChange>();
  for (const { ordinal, event } of events) {
    const [stream, , , type, data] = parsed(ordinal, event);
    // The ledger's rules know these events in one stream only; elsewhere they mean nothing.
    if (stream !== `${ledger}.seal-ledger`) continue;
    const { party, publicKey, replaces: from, endorsement = null } = data;
    if (typeof party !== 'string' || typeof publicKey !== 'string') throw noEvent(ordinal);
    know(publicKey);
    if (type !== 'SigningKeyRotated') continue;
    if (typeof from !== 'string') throw noEvent(ordinal);
    if (changes.has(from)) continue;
    const bySeal = seals.findIndex(
      ({ seal }, index) =>
        seal.lastOrdinal >= ordinal && signed[index]?.fingerprints[signed[index].parties.indexOf(party)] === from,
    );
    const isEndorsed = isSignedBy(publicKeys.get(from) ?? '', rotationText(party, publicKey), endorsement ?? '');
    const sealed = seals[bySeal]?.seal.number;
    const vouching = isEndorsed ? 'endorsed' : (sealed ?? (endorsement === null ? 'none' : 'forged'));
    changes.set(from, { ordinal, party, from, to: fingerprintOf(publicKey), vouching });
  }
  return [...changes.values()];
}

function parsed(ordinal: number, event: string): readonly [string, string, string, string, Partial<KeyData>] {
  try {
    return JSON.parse(event) as [string, string, string, string, Partial<KeyData>];
  } catch {
    throw noEvent(ordinal);
  }
}
