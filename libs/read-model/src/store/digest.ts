import { createHash } from 'node:crypto';
import { SCHEMA_VERSION } from '../tables';
import { digestsOf } from './compare';
import type { ReadModel } from './read-model';

/** Equal for read models that hold the same rows, wherever they are kept. */
export interface ReadModelDigest {
  /** Of the tables: digests of different versions cannot be compared. */
  readonly schemaVersion: number;
  readonly rows: number;
  /** SHA-256, 64 hex digits, over name, rows and digest of every table, one a line. */
  readonly hash: string;
}

/** Reads every row once, a page at a time. */
export async function digestReadModel(readModel: ReadModel): Promise<ReadModelDigest> {
  const hash = createHash('sha256');
  let all = 0;
  for await (const { table, rows, digest } of digestsOf(readModel)) {
    hash.update(`${table} ${rows} ${digest}\n`);
    all += rows;
  }
  return { schemaVersion: SCHEMA_VERSION, rows: all, hash: hash.digest('hex') };
}
