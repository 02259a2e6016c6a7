import type { Kysely } from 'kysely';
import type { ReadModelTables } from '../tables';

/** Where the log holds the first event of a command; `undefined` when it holds none, or not yet. */
export async function commandPlace(
  db: Kysely<ReadModelTables>,
  commandId: string,
): Promise<{ readonly stream: string; readonly revision: bigint } | undefined> {
  const place = await db
    .selectFrom('log_entry')
    .select(['stream', 'revision'])
    .where('command_id', '=', commandId)
    .orderBy('ordinal')
    .limit(1)
    .executeTakeFirst();
  return place && { stream: place.stream, revision: BigInt(place.revision) };
}
