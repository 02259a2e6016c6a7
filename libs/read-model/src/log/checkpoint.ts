import type { Kysely } from 'kysely';
import type { ReadModelTables } from '../tables';

/** How far a read model has come: the last event it holds. */
export interface Checkpoint {
  /** Place in the store; `undefined` before the first event. */
  readonly position: string | undefined;
  /** Count of the events applied. */
  readonly ordinal: number;
  /** Highest `recordedAt` so far. */
  readonly knownAt: string | undefined;
}

/** Where the read model stands. */
export async function readCheckpoint(db: Kysely<ReadModelTables>): Promise<Checkpoint> {
  const row = await db.selectFrom('checkpoint').selectAll().executeTakeFirstOrThrow();
  return { position: row.position ?? undefined, ordinal: row.ordinal, knownAt: row.known_at ?? undefined };
}
