import { join } from 'node:path';
import type { Dialect } from './create-tables';
import { assertPostgresUrl } from './postgres-url';

/** Where the read models of a ledger live: in its data folder, or in a PostgreSQL database of their own. */
export interface Location {
  readonly dataFolder: string;
  /** `postgres://user:password@host:port/database`; absent: SQLite files in the data folder. */
  readonly url?: string | undefined;
}

/** @throws ReadModelUnusable for a URL that is not PostgreSQL's. */
export function dialectOf({ url }: Location): Dialect {
  if (url === undefined || url === '') return 'sqlite';
  assertPostgresUrl(url);
  return 'postgres';
}

export const folderOf = ({ dataFolder }: Location): string => join(dataFolder, 'read-model');
export const fileOf = (location: Location, generation: number): string => join(folderOf(location), `${generation}.db`);
export const schemaOf = (generation: number): string => `sedekah_rm_${generation}`;
