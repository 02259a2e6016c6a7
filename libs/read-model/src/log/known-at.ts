import type { Kysely } from 'kysely';
import type { Instant } from '@sedekah/ledger';
import type { ReadModelTables } from '../tables';

/**
 * How far into the log an answer may look: `time`, the longest prefix whose running maximum of `recordedAt` is not
 * after it; `position`, up to and with that event; `ordinal`, so many events. Absent: everything the tables hold.
 */
export type KnownAt = { readonly time: Instant } | { readonly position: string } | { readonly ordinal: number };

/** A bound on the log, as an answer shows it. */
export interface Known {
  /** Number of events looked at; rows with a higher ordinal do not count. */
  readonly ordinal: number;
  /** The time asked for, else the running maximum of `recordedAt` at that event; null for an empty log. */
  readonly time: Instant | null;
}

/** The tables hold no such event: never stored, or not applied yet. */
export class UnknownPosition extends Error {
  override readonly name = 'UnknownPosition';
}

/** @throws UnknownPosition for a position that is no event of the tables; RangeError for a time that is none. */
export async function resolveKnownAt(db: Kysely<ReadModelTables>, knownAt?: KnownAt): Promise<Known> {
  if (knownAt === undefined) {
    const row = await db.selectFrom('checkpoint').select(['ordinal', 'known_at']).executeTakeFirstOrThrow();
    return { ordinal: row.ordinal, time: row.known_at };
  }
  if ('time' in knownAt) {
    const time = new Date(knownAt.time).toISOString();
    const row = await db
      .selectFrom('log_entry')
      .select('ordinal')
      .where('known_at', '<=', time)
      .orderBy('known_at', 'desc')
      .orderBy('ordinal', 'desc')
      .limit(1)
      .executeTakeFirst();
    return { ordinal: row?.ordinal ?? 0, time };
  }
  const entries = db.selectFrom('log_entry').select(['ordinal', 'known_at']);
  const entry =
    'position' in knownAt
      ? await entries.where('position', '=', knownAt.position).executeTakeFirst()
      : await entries.where('ordinal', '=', knownAt.ordinal).executeTakeFirst();
  if (entry) return { ordinal: entry.ordinal, time: entry.known_at };
  if ('ordinal' in knownAt && knownAt.ordinal === 0) return { ordinal: 0, time: null };
  throw new UnknownPosition(`the read model holds no event at ${JSON.stringify(knownAt)}`);
}
