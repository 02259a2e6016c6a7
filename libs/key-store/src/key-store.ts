import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { chmodSync, closeSync, fdatasync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import BetterSqlite from 'better-sqlite3';
import { Credentials } from './credentials';
import { decrypt, encrypt, KEY_BYTES } from './sealing';

const SECRETS = ['nik', 'input', 'id', 'token', 'upload'] as const;
/** Made at first use and kept for the life of the ledger. */
export type SecretName = (typeof SECRETS)[number];

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS person_keys
    (person_id TEXT PRIMARY KEY, key BLOB, destroyed_at TEXT, CHECK ((key IS NULL) <> (destroyed_at IS NULL))) STRICT;
`;

const dataOnDisk = promisify(fdatasync);

/** The key store's folder lies inside the data folder: a backup of the data would carry the keys. */
export class KeysInsideData extends Error {
  override readonly name = 'KeysInsideData';
}

/** This person's key was destroyed by an erasure: nothing can be sealed for them any more. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed';
}

export interface Sealing {
  readonly personId: string;
  readonly data: object;
}

/**
 * Opens (or creates) the key store in `folder`. `dataFolder` is the ledger's: a folder inside it is refused.
 * @throws KeysInsideData
 */
export function openKeyStore(folder: string, dataFolder: string): KeyStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  mkdirSync(dataFolder, { recursive: true });
  const path = relative(realpathSync(dataFolder), realpathSync(folder));
  if (path === '' || !(path === '..' || path.startsWith(`..${sep}`) || resolve(path) === path)) {
    throw new KeysInsideData(
      `Folder kunci ${folder} berada di dalam folder data ${dataFolder}: pindahkan (SEDEKAH_KEYS). ` +
        `The key folder ${folder} lies inside the data folder ${dataFolder}: move it (SEDEKAH_KEYS).`,
    );
  }
  const file = join(folder, 'keys.db');
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  return new KeyStore(new BetterSqlite(file));
}

/**
 * Everything secret: never in the data folder, never in its backup. Destroying a person's key makes their sealed data
 * unreadable wherever copies of the log lie; the tombstone keeps a key from coming back.
 */
export class KeyStore {
  readonly credentials: Credentials;
  private readonly secrets = new Map<SecretName, { readonly value: Buffer; readonly forHmac: KeyObject }>();
  private readonly findKey;
  private readonly insertKey;
  /** File of what is committed and not moved into the database yet; it stays while the database is open. */
  private readonly writeAheadLog: number;

  constructor(private readonly database: BetterSqlite.Database) {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('secure_delete = ON');
    database.pragma('busy_timeout = 5000');
    database.exec(SCHEMA);
    this.credentials = new Credentials(database);
    this.findKey = database.prepare<[string], { key: Buffer | null }>(
      'SELECT key FROM person_keys WHERE person_id = ?',
    );
    this.insertKey = database.prepare('INSERT INTO person_keys (person_id, key) VALUES (?, ?) ON CONFLICT DO NOTHING');
    const insertSecret = database.prepare('INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING');
    database.transaction(() => SECRETS.forEach((name) => insertSecret.run(name, randomBytes(32)))).immediate();
    this.writeAheadLog = openSync(`${database.name}-wal`, 'r+');
    for (const name of SECRETS) {
      const row = database.prepare('SELECT value FROM secrets WHERE name = ?').get(name) as { value: Buffer };
      this.secrets.set(name, { value: row.value, forHmac: createSecretKey(row.value) });
    }
  }

  /** 32 random bytes, the same for the life of the key store. */
  secret(name: SecretName): Buffer {
    return this.known(name).value;
  }

  /** HMAC-SHA-256 of `text` under a secret, as 64 hex digits. */
  keyedHash(name: SecretName, text: string): string {
    return createHmac('sha256', this.known(name).forHmac).update(text).digest('hex');
  }

  /** HMAC-SHA-256 of `text` under a secret: 32 bytes. */
  keyedDigest(name: SecretName, text: string): Buffer {
    return createHmac('sha256', this.known(name).forHmac).update(text).digest();
  }

  /** Encrypts one person's data; makes the person's key at first use. @throws KeyDestroyed */
  async seal(personId: string, data: object): Promise<string> {
    return (await this.sealAll([{ personId, data }]))[0] as string;
  }

  /**
   * Like `seal`, for many people with one write to disk. In the order given. The keys are on the disk when the promise
   * is fulfilled; the thread does not stand still meanwhile. @throws KeyDestroyed
   */
  async sealAll(sealings: readonly Sealing[]): Promise<string[]> {
    const work = () =>
      sealings.map(({ personId, data }) => encrypt(this.keyFor(personId), personId, JSON.stringify(data)));
    // Committed into the write-ahead log without waiting for the disk; then the log itself is waited for, all of it:
    // also a key that an earlier call has made and is still waiting for.
    this.database.pragma('synchronous = NORMAL');
    let sealed: string[];
    try {
      sealed = this.database.transaction(work).immediate();
    } finally {
      this.database.pragma('synchronous = FULL');
    }
    await dataOnDisk(this.writeAheadLog);
    return sealed;
  }

  /**
   * The data `seal` was given; `undefined` when the person's key is gone (erased, or this is another key store).
   * @throws SealBroken when the text was changed or belongs to another person
   */
  open<Data extends object>(personId: string, sealed: string): Data | undefined {
    const key = this.findKey.get(personId)?.key;
    return key ? (JSON.parse(decrypt(key, personId, sealed)) as Data) : undefined;
  }

  isDestroyed(personId: string): boolean {
    return this.findKey.get(personId)?.key === null;
  }

  /** Destroys the key and leaves a tombstone (also for someone who never had one). `at`: ISO 8601 instant. */
  destroyKey(personId: string, at: string): void {
    this.database
      .prepare(
        `INSERT INTO person_keys (person_id, key, destroyed_at) VALUES (?, NULL, ?)
         ON CONFLICT (person_id) DO UPDATE SET key = NULL, destroyed_at = coalesce(destroyed_at, excluded.destroyed_at)`,
      )
      .run(personId, at);
    this.database.pragma('wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    closeSync(this.writeAheadLog);
    this.database.close();
  }

  private known(name: SecretName) {
    const secret = this.secrets.get(name);
    if (!secret) throw new Error(`the key store has no secret named ${name}`);
    return secret;
  }

  private keyFor(personId: string): Buffer {
    const fresh = randomBytes(KEY_BYTES);
    if (this.insertKey.run(personId, fresh).changes === 1) return fresh;
    const key = this.findKey.get(personId)?.key;
    if (!key) throw new KeyDestroyed(`the key of ${personId} was destroyed`);
    return key;
  }
}
