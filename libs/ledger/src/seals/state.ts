import type { SealEvent } from './events';

export interface SigningKey {
  readonly party: string;
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** A seal as the stream knows it. */
export interface SealRecord {
  readonly number: number;
  readonly lastOrdinal: number;
  readonly hash: string;
  readonly required: number;
  /** Who could sign, with the keys of that time. */
  readonly parties: readonly Omit<SigningKey, 'fingerprint'>[];
  /** As it is signed: canonical JSON. */
  readonly statement: string;
  readonly signatures: { readonly party: string; readonly signature: string }[];
}

export interface SealState {
  /** The key of each party now, in the order of registration. */
  readonly keys: Map<string, SigningKey>;
  /** Fingerprints of every key there ever was. */
  readonly known: Set<string>;
  /** Signatures that make a seal final. */
  required: number;
  /** `seals[n - 1]` is seal n. */
  readonly seals: SealRecord[];
}

export const noSeals = (): SealState => ({ keys: new Map(), known: new Set(), required: 1, seals: [] });

export function evolveSeals(state: SealState, event: SealEvent): SealState {
  switch (event.type) {
    case 'SigningKeyRegistered':
    case 'SigningKeyRotated': {
      const { party, publicKey, fingerprint } = event.data;
      state.keys.set(party, { party, publicKey, fingerprint });
      state.known.add(fingerprint);
      return state;
    }
    case 'SealRuleSet':
      state.required = event.data.required;
      return state;
    case 'SealMade': {
      const { number, lastOrdinal, hash, required, parties, statement } = event.data;
      state.seals.push({ number, lastOrdinal, hash, required, parties, statement, signatures: [] });
      return state;
    }
    case 'SealSigned': {
      const { number, party, signature } = event.data;
      state.seals[number - 1]?.signatures.push({ party, signature });
      return state;
    }
    default:
      throw new Error(`unknown event ${JSON.stringify(event satisfies never)}`);
  }
}
