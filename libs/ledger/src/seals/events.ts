import type { LocalDate } from '../calendar';
import type { DomainEvent } from '../decider';

/** A party may sign seals from now on. `publicKey`: Ed25519, 64 hex digits; `fingerprint`: SHA-256 of its 32 bytes. */
export type SigningKeyRegistered = DomainEvent<
  'SigningKeyRegistered',
  { party: string; publicKey: string; fingerprint: string; effectiveOn: LocalDate }
>;

/** Another key takes the place of a party's. `endorsement`: the old key's signature over the new one, null when it is lost. */
export type SigningKeyRotated = DomainEvent<
  'SigningKeyRotated',
  {
    party: string;
    publicKey: string;
    fingerprint: string;
    replaces: string;
    endorsement: string | null;
    reason: string;
    effectiveOn: LocalDate;
  }
>;

/** From the next seal on, a seal is final when `required` of the parties have signed. */
export type SealRuleSet = DomainEvent<'SealRuleSet', { required: number; effectiveOn: LocalDate }>;

/** The events `firstOrdinal` to `lastOrdinal` are sealed. `statement`: what is signed, canonical JSON; `hash`: of it. */
export type SealMade = DomainEvent<
  'SealMade',
  {
    number: number;
    firstOrdinal: number;
    lastOrdinal: number;
    hash: string;
    previous: string | null;
    required: number;
    parties: { party: string; publicKey: string }[];
    statement: string;
    effectiveOn: LocalDate;
  }
>;

/** A party signed a seal. `signature`: Ed25519, 128 hex digits. */
export type SealSigned = DomainEvent<
  'SealSigned',
  { number: number; hash: string; party: string; publicKey: string; signature: string; effectiveOn: LocalDate }
>;

export type SealEvent = SigningKeyRegistered | SigningKeyRotated | SealRuleSet | SealMade | SealSigned;
