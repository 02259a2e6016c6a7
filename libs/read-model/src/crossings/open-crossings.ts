import { sql, type Kysely } from 'kysely';
import type { Instant } from '@sedekah/ledger';
import type { ReadModelTables } from '../tables';
import type { CrossingKind } from './opened';

/** A flow over several streams that has begun and not ended, with the event that began it. */
export interface OpenCrossing {
  readonly kind: CrossingKind;
  /** The id its last step names; for assignments `<assignment>/<worker>`, for what can be open twice `<id> <command>`. */
  readonly subject: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly ordinal: number;
  readonly commandId: string;
  readonly recordedAt: Instant;
  readonly by: string;
}

export interface CrossingQuestion {
  /** Recorded before this instant: younger ones are still being worked on. */
  readonly olderThan: Instant;
  /** At most (default 1000), oldest first. */
  readonly limit?: number | undefined;
}

/** Crossings to be finished by a process, oldest first. */
export async function openCrossings(
  db: Kysely<ReadModelTables>,
  { olderThan, limit = 1000 }: CrossingQuestion,
): Promise<OpenCrossing[]> {
  const { rows } = await sql<Omit<OpenCrossing, 'revision'> & { revision: number }>`
    select c.kind, c.subject, e.stream, e.revision, c.ordinal, e.command_id as "commandId",
      e.recorded_at as "recordedAt", e.by_user as "by"
    from crossing c join log_entry e on e.ordinal = c.ordinal
    where e.recorded_at < ${olderThan} order by c.ordinal, c.kind, c.subject limit ${limit}
  `.execute(db);
  return rows.map((row) => ({ ...row, revision: BigInt(row.revision) }));
}
