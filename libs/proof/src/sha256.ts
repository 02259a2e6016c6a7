import { createHash, hash } from 'node:crypto';

/** Bytes of a hash. */
export const HASH_BYTES = 32;

/**
 * SHA-256 as text of 32 characters, one a byte. Node makes such a text in a third of the time of a Buffer, and a log of
 * a million events asks for two million hashes. Before Node 20.12 there is only the slower call.
 */
const hashed: (bytes: Uint8Array) => string =
  typeof hash === 'function'
    ? (bytes) => hash('sha256', bytes, 'binary')
    : (bytes) => createHash('sha256').update(bytes).digest('binary');

/** Writes SHA-256 of `bytes` into `target` at `offset`. */
export function hashInto(target: Buffer, offset: number, bytes: Uint8Array): void {
  target.write(hashed(bytes), offset, HASH_BYTES, 'latin1');
}

export function sha256(bytes: Uint8Array): Buffer {
  return Buffer.from(hashed(bytes), 'latin1');
}

export const sha256Hex = (bytes: Uint8Array | string): string =>
  sha256(typeof bytes === 'string' ? Buffer.from(bytes) : bytes).toString('hex');

/** Whether a text is a SHA-256 as this program writes it. */
export const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
