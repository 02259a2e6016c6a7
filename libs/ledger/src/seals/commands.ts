export interface RegisterSigningKey {
  readonly type: 'RegisterSigningKey';
  readonly party: string;
  readonly publicKey: string;
  readonly fingerprint: string;
}
export interface RotateSigningKey {
  readonly type: 'RotateSigningKey';
  readonly party: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  /** The old key's signature, checked by the caller; null when that key is lost. */
  readonly endorsement: string | null;
  readonly reason: string;
}
export interface SetSealRule {
  readonly type: 'SetSealRule';
  readonly required: number;
}
/** The caller has read the log and reckoned the statement; the stream owns its place in the chain. */
export interface MakeSeal {
  readonly type: 'MakeSeal';
  readonly number: number;
  readonly firstOrdinal: number;
  readonly lastOrdinal: number;
  readonly hash: string;
  readonly previous: string | null;
  readonly statement: string;
  /** The first signature, checked by the caller. */
  readonly party: string;
  readonly publicKey: string;
  readonly signature: string;
}
export interface SignSeal {
  readonly type: 'SignSeal';
  readonly number: number;
  readonly hash: string;
  readonly party: string;
  readonly publicKey: string;
  /** Checked by the caller: the ledger's rules know no cryptography. */
  readonly signature: string;
}
export type SealCommand = RegisterSigningKey | RotateSigningKey | SetSealRule | MakeSeal | SignSeal;
