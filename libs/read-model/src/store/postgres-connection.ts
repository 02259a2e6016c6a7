import { Client, Pool } from 'pg';
import type { Location } from './location';
import { unavailability } from './postgres-failures';
import { connectionTo } from './postgres-url';

const CONNECT_MS = 10_000;

export const urlOf = ({ url }: Location): string => {
  if (!url) throw new Error('a PostgreSQL read model has a URL');
  return url;
};

/** A client that is silent so long is frozen or cut off: PostgreSQL ends its session, and its locks are free. */
export const LARGEST_SILENCE_MS = 20_000;

/**
 * How every connection is made; unqualified names are looked up in `schema`. Whoever freezes inside a transaction must not
 * hold the checkpoint's row for ever.
 */
const connectionOf = (location: Location, schema: string) => ({
  ...connectionTo(urlOf(location), schema),
  idle_in_transaction_session_timeout: LARGEST_SILENCE_MS,
  connectionTimeoutMillis: CONNECT_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
});

export interface PoolLimits {
  readonly connections: number;
  /** How long an answer may take: a server that is frozen must not hold its callers for ever. */
  readonly queryTimeoutMs?: number;
}

export function poolOf(location: Location, schema: string, { connections, queryTimeoutMs }: PoolLimits): Pool {
  const pool = new Pool({
    ...connectionOf(location, schema),
    max: connections,
    ...(queryTimeoutMs === undefined ? {} : { query_timeout: queryTimeoutMs }),
    application_name: 'sedekah-read-model',
  });
  // An idle connection that breaks is replaced by the next query. Unheard, this event would end the process.
  pool.on('error', () => undefined);
  // Nor does the pool listen for one that breaks between two statements of a transaction: the next statement fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A connection of its own; `onEnded` hears when it breaks. @throws ReadModelUnusable */
export async function connect(location: Location, schema: string, name: string, onEnded?: () => void): Promise<Client> {
  const client = new Client({ ...connectionOf(location, schema), application_name: name });
  client.on('error', () => undefined);
  if (onEnded) client.once('end', onEnded);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw unavailability(error, location) ?? error;
  }
}

/** Runs `work` on one connection. @throws ReadModelUnusable when the database cannot be reached, or breaks off. */
export async function withConnection<Result>(
  location: Location,
  schema: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = await connect(location, schema, 'sedekah-read-model');
  try {
    return await work(client);
  } catch (error) {
    throw unavailability(error, location) ?? error;
  } finally {
    await client.end();
  }
}

/** The same in one transaction. */
export const inTransaction = <Result>(
  location: Location,
  schema: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> =>
  withConnection(location, schema, async (client) => {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  });
