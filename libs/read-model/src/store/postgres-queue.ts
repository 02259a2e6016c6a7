import type { Client } from 'pg';
import type { Location } from './location';
import { connect, LARGEST_SILENCE_MS } from './postgres-connection';
import { unavailability } from './postgres-failures';
import { HOME } from './postgres-home';
import type { Queue } from './queue';

/** Advisory lock of the one projector; PostgreSQL keeps locks apart by database, and a database holds one ledger. */
const LOCK_OF_PROJECTING = 7_221_002;

const SIGN_OF_LIFE_EVERY_MS = 4_000;

/**
 * A session's advisory lock: PostgreSQL drops it when the session ends. Needs a session of its own: a pooler between us
 * and PostgreSQL must work by session.
 */
export async function queueInPostgres(location: Location): Promise<Queue> {
  const lost = new AbortController();
  const client = await connect(location, HOME, 'sedekah-projector', () => lost.abort());
  const signs = setInterval(() => void giveSignOfLife(client, lost), SIGN_OF_LIFE_EVERY_MS);
  const leave = async () => {
    clearInterval(signs);
    await client.end().catch(() => undefined);
  };
  try {
    // PostgreSQL before 14 has no such setting: there a frozen holder keeps the lock until it is killed.
    await client.query(`select set_config(name, $1, false) from pg_settings where name = 'idle_session_timeout'`, [
      String(LARGEST_SILENCE_MS),
    ]);
    return {
      lost: lost.signal,
      leave,
      isOurs: async () => {
        const { rows } = await client
          .query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [LOCK_OF_PROJECTING])
          .catch((error: unknown) => {
            throw unavailability(error, location) ?? error;
          });
        return rows[0]?.ours === true;
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** Late or failed: the lock may be another's by now. */
async function giveSignOfLife(client: Client, lost: AbortController): Promise<void> {
  const timer = setTimeout(() => lost.abort(), LARGEST_SILENCE_MS - SIGN_OF_LIFE_EVERY_MS);
  try {
    await client.query('select 1');
  } catch {
    lost.abort();
  } finally {
    clearTimeout(timer);
  }
}
