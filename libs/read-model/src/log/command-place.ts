import { CompiledQuery, type Kysely } from 'kysely';
import type { ReadModelTables } from '../tables';

interface Place {
  readonly stream: string;
  readonly revision: number;
}

/** Asked before every write: put together once for each database, which costs more than the answer. */
const texts = new WeakMap<Kysely<ReadModelTables>, string>();

/** Where the log holds the first event of a command; `undefined` when it holds none, or not yet. */
export async function commandPlace(
  db: Kysely<ReadModelTables>,
  commandId: string,
): Promise<{ readonly stream: string; readonly revision: bigint } | undefined> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(textFor(db), [commandId, 1]) as CompiledQuery<Place>);
  const [place] = rows;
  return place && { stream: place.stream, revision: BigInt(place.revision) };
}

function textFor(db: Kysely<ReadModelTables>): string {
  const known = texts.get(db);
  if (known !== undefined) return known;
  const { sql } = db
    .selectFrom('log_entry')
    .select(['stream', 'revision'])
    .where('command_id', '=', '')
    .orderBy('ordinal')
    .limit(1)
    .compile();
  texts.set(db, sql);
  return sql;
}
