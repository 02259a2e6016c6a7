import { createCipheriv, createDecipheriv, createHmac, createSecretKey } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Bytes of a person's key. */
export const KEY_BYTES = 32;

/** The ciphertext was not made with this person's key, or it was changed. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/**
 * Encrypts `text` for `personId`: `v1.<iv>.<ciphertext and tag>`, base64url. The person's id is authenticated with it,
 * so that a ciphertext cannot be moved to another person. The IV is a keyed hash of the text: a command sent again
 * writes the same bytes again, and the same key never meets one IV with two texts.
 */
export function encrypt(key: Buffer, personId: string, text: string): string {
  // Made once: the two calls would each make one of their own, which costs more than what they do with it.
  const secret = createSecretKey(key);
  const iv = createHmac('sha256', secret).update(`iv:${personId}:${text}`).digest().subarray(0, IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, secret, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(personId));
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1.${iv.toString('base64url')}.${bytes.toString('base64url')}`;
}

/** The text `encrypt` was given. @throws SealBroken */
export function decrypt(key: Buffer, personId: string, sealed: string): string {
  const [version, iv, body, ...rest] = sealed.split('.');
  if (version !== 'v1' || !iv || !body || rest.length > 0) throw new SealBroken('not a sealed text of version v1');
  const bytes = Buffer.from(body, 'base64url');
  try {
    const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(personId));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new SealBroken('this sealed text does not belong to this person, or it was changed');
  }
}
