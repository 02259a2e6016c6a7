import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { canonicalJson, fingerprintOf, publicKeyText } from '@sedekah/proof';
import { Refused } from '../output/failure';

/** The public half of a party's key: what is handed over. */
export interface PublicKey {
  readonly party: string;
  /** Ed25519, 64 hex digits. */
  readonly publicKey: string;
  readonly fingerprint: string;
}

/** A private key in the folder, which stays there. */
export interface PrivateKey extends PublicKey {
  readonly key: KeyObject;
}

/** Digits of the fingerprint in a file's name. */
const NAME_DIGITS = 16;

const fileOf = (folder: string, { party, fingerprint }: PublicKey, extension: 'pem' | 'json'): string =>
  join(folder, `${party}-${fingerprint.slice(0, NAME_DIGITS)}.${extension}`);

/** Where signing keys lie in the key store's folder. @throws Refused inside the data folder: a backup would carry them */
export function signingFolder(keysFolder: string, dataFolder: string): string {
  const folder = join(keysFolder, 'signing');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(dataFolder)) return folder;
  const path = relative(realpathSync(dataFolder), realpathSync(folder));
  if (path === '..' || path.startsWith(`..${sep}`)) return folder;
  throw new Refused(
    'keys-inside-data',
    `Folder kunci ${folder} berada di dalam folder data; tunjuk folder lain dengan --keys atau SEDEKAH_KEYS.`,
    `The key folder ${folder} lies inside the data folder; name another with --keys or SEDEKAH_KEYS.`,
  );
}

/** Makes a key pair: the private half as PKCS#8 that only its owner reads, encrypted when there is a passphrase. */
export function createKey(folder: string, party: string, passphrase: string | undefined): PrivateKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = publicKeyText(privateKey);
  const named = { party, publicKey, fingerprint: fingerprintOf(publicKey) };
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption });
  const file = fileOf(folder, named, 'pem');
  writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
  writeFileSync(fileOf(folder, named, 'json'), `${canonicalJson(named)}\n`, { flag: 'wx' });
  return { ...named, key: privateKey };
}

/** The file that is handed over. */
export const publicFileOf = (folder: string, key: PublicKey): string => fileOf(folder, key, 'json');

/** Fingerprints of the private keys that lie in the folder, as far as their names tell. */
export const heldKeys = (folder: string): ReadonlySet<string> =>
  new Set(readdirSync(folder).flatMap((name) => /-([0-9a-f]{16})\.pem$/.exec(name)?.[1] ?? []));

export const isHeld = (held: ReadonlySet<string>, fingerprint: string): boolean =>
  held.has(fingerprint.slice(0, NAME_DIGITS));

/** The private half of a public key. @throws Refused when it is not there, or the passphrase does not open it */
export function privateKeyOf(folder: string, named: PublicKey, passphrase: string | undefined): PrivateKey {
  const file = fileOf(folder, named, 'pem');
  if (!existsSync(file)) {
    throw new Refused(
      'private-key-missing',
      `Kunci pribadi ${named.party} (sidik ${named.fingerprint}) tidak ada di ${folder}. Tunjuk foldernya dengan --keys.`,
      `The private key of ${named.party} is not in ${folder}. Name its folder with --keys.`,
    );
  }
  const key = opened(file, passphrase);
  if (publicKeyText(key) !== named.publicKey) throw notUsable(file);
  return { ...named, key };
}

function opened(file: string, passphrase: string | undefined): KeyObject {
  const pem = readFileSync(file, 'utf8');
  if (passphrase === undefined && pem.includes('ENCRYPTED')) {
    throw new Refused(
      'passphrase-missing',
      'Kunci itu dilindungi kata sandi; tunjuk berkasnya dengan --passphrase-file.',
      'The key is protected by a passphrase; name its file with --passphrase-file.',
    );
  }
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    throw notUsable(file);
  }
}

const notUsable = (file: string) =>
  new Refused(
    'private-key-unusable',
    `Kunci ${file} tidak terbuka: kata sandinya salah, atau berkasnya rusak.`,
    `The key ${file} does not open: the passphrase is wrong, or the file is damaged.`,
  );

/** Reads what a party handed over. @throws Refused */
export function readPublicKey(file: string): PublicKey {
  try {
    const { party, publicKey } = JSON.parse(readFileSync(file, 'utf8')) as Partial<PublicKey>;
    if (typeof party === 'string' && typeof publicKey === 'string' && /^[0-9a-f]{64}$/.test(publicKey)) {
      return { party, publicKey, fingerprint: fingerprintOf(publicKey) };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Refused(
    'public-key-malformed',
    `${file} bukan kunci umum yang dibuat \`sedekah keys create\`.`,
    `${file} is no public key made by \`sedekah keys create\`.`,
  );
}
