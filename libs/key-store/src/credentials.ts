import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import type { Database } from 'better-sqlite3';

const COST: ScryptOptions = { N: 1 << 15, r: 8, p: 1, maxmem: 64 << 20 };
const HASH_BYTES = 32;

interface CredentialRow {
  salt: Buffer;
  hash: Buffer;
  one_time: number;
}

/** What a password check found: `one-time` passwords must be replaced before anything else is done. */
export type PasswordCheck = 'wrong' | 'right' | 'one-time';

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, COST, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}

/** Passwords of the ledger's users: salted scrypt hashes, beside the log and never in it. */
export class Credentials {
  private readonly unknownUser = { salt: randomBytes(16), hash: randomBytes(HASH_BYTES), one_time: 0 };
  /** Asked with every request. */
  private readonly find;

  constructor(private readonly database: Database) {
    database.exec(
      `CREATE TABLE IF NOT EXISTS credentials
         (user_id TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL, one_time INTEGER NOT NULL) STRICT`,
    );
    this.find = database.prepare<[string], CredentialRow>(
      'SELECT salt, hash, one_time FROM credentials WHERE user_id = ?',
    );
  }

  has(userId: string): boolean {
    return this.database.prepare('SELECT 1 FROM credentials WHERE user_id = ?').get(userId) !== undefined;
  }

  /** Whether the user still has the password somebody else chose for them. */
  isOneTime(userId: string): boolean {
    return this.row(userId)?.one_time === 1;
  }

  async set(userId: string, password: string, options: { oneTime?: boolean } = {}): Promise<void> {
    const salt = randomBytes(16);
    const hash = await derive(password, salt);
    this.database
      .prepare(
        `INSERT INTO credentials (user_id, salt, hash, one_time) VALUES (?, ?, ?, ?)
         ON CONFLICT (user_id) DO UPDATE SET salt = excluded.salt, hash = excluded.hash, one_time = excluded.one_time`,
      )
      .run(userId, salt, hash, options.oneTime ? 1 : 0);
  }

  /** Takes the same time for a wrong password and for a user that does not exist. */
  async check(userId: string, password: string): Promise<PasswordCheck> {
    const row = this.row(userId) ?? this.unknownUser;
    const matches = timingSafeEqual(await derive(password, row.salt), row.hash);
    if (!matches || row === this.unknownUser) return 'wrong';
    return row.one_time === 1 ? 'one-time' : 'right';
  }

  private row(userId: string): CredentialRow | undefined {
    return this.find.get(userId);
  }
}
