import { join } from 'node:path';
import type { Dialect } from './create-tables';

/** Where the read models of a ledger live: in its data folder, or in a PostgreSQL database of their own. */
export interface Location {
  readonly dataFolder: string;
  /** `postgres://user:password@host:port/database`; absent: SQLite files in the data folder. */
  readonly url?: string | undefined;
}

/** The location cannot be used; the message says what to change, without secrets. */
export class ReadModelUnusable extends Error {
  override readonly name = 'ReadModelUnusable';
}

/** The tables are of another version of the program: build them anew (`sedekah rebuild`); nothing is lost by it. */
export class ReadModelOutdated extends Error {
  override readonly name = 'ReadModelOutdated';
}

/** @throws ReadModelUnusable for a URL that is not PostgreSQL's. */
export function dialectOf({ url }: Location): Dialect {
  if (url === undefined || url === '') return 'sqlite';
  if (/^postgres(ql)?:\/\//.test(url)) return 'postgres';
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? 'no scheme';
  throw new ReadModelUnusable(
    `READ_MODEL_URL starts with ${scheme}; it must be postgres://user:password@host:5432/database, or be left out for SQLite`,
  );
}

/** The URL as it may be shown. */
export const maskedUrl = (url: string): string => url.replace(/\/\/[^@/]*@/, '//***@');

export const folderOf = ({ dataFolder }: Location): string => join(dataFolder, 'read-model');
export const fileOf = (location: Location, generation: number): string => join(folderOf(location), `${generation}.db`);
export const schemaOf = (generation: number): string => `sedekah_rm_${generation}`;
