import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { sha256Hex } from './sha256';

/** What stands before the 32 bytes of an Ed25519 public key in DER (RFC 8410). */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PUBLIC_KEY = /^[0-9a-f]{64}$/;
const SIGNATURE = /^[0-9a-f]{128}$/;

/** The 32 bytes of an Ed25519 public key (or of a private key's public half), 64 hex digits. */
export function publicKeyText(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(DER_PREFIX.length).toString('hex');
}

/** SHA-256 of the public key's 32 bytes: what is read aloud over the telephone. */
export const fingerprintOf = (publicKey: string): string => sha256Hex(Buffer.from(publicKey, 'hex'));

export function signText(privateKey: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), privateKey).toString('hex');
}

/** Whether `signature` (128 hex digits) over `text` was made with the private half of `publicKey`. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  if (!PUBLIC_KEY.test(publicKey) || !SIGNATURE.test(signature)) return false;
  const der = Buffer.concat([DER_PREFIX, Buffer.from(publicKey, 'hex')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'hex'));
}

/** What an old key signs when another takes its place. */
export const rotationText = (party: string, publicKey: string): string =>
  `sedekah-key-rotation-1\n${party}\n${publicKey}\n`;
