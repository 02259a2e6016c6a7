import { CompiledQuery, type Kysely } from 'kysely';
import type { ReadModelTables } from '../tables';

/** Where the log holds the first event of a command. */
export interface CommandPlace {
  readonly stream: string;
  readonly revision: bigint;
}

interface Row {
  readonly command_id: string;
  readonly stream: string;
  readonly revision: number;
}

/** Ids in one statement: a few sizes, so that each is prepared once. What is left over repeats the last id. */
const SIZES = [1, 4, 16, 64] as const;
const LARGEST = 64;

/** Asked before every write: put together once for each database and size, which costs more than the answer. */
const texts = new WeakMap<Kysely<ReadModelTables>, Map<number, string>>();

/** Places of the commands that the log holds, as far as the tables have come; a command that it does not hold is absent. */
export async function commandPlaces(
  db: Kysely<ReadModelTables>,
  commandIds: readonly string[],
): Promise<Map<string, CommandPlace>> {
  const places = new Map<string, CommandPlace>();
  for (let from = 0; from < commandIds.length; from += LARGEST) {
    const ids = commandIds.slice(from, from + LARGEST);
    const size = SIZES.find((each) => each >= ids.length) ?? LARGEST;
    const asked = Array.from({ length: size }, (_, index) => ids[Math.min(index, ids.length - 1)]);
    const { rows } = await db.executeQuery(CompiledQuery.raw(textFor(db, size), asked) as CompiledQuery<Row>);
    for (const row of rows) places.set(row.command_id, { stream: row.stream, revision: BigInt(row.revision) });
  }
  return places;
}

function textFor(db: Kysely<ReadModelTables>, size: number): string {
  const known = texts.get(db) ?? new Map<number, string>();
  texts.set(db, known);
  const text = known.get(size) ?? compile(db, size);
  known.set(size, text);
  return text;
}

const compile = (db: Kysely<ReadModelTables>, size: number): string =>
  db
    .selectFrom('log_entry')
    .select(['command_id', 'stream', 'revision'])
    .where('ordinal', 'in', (first) =>
      first
        .selectFrom('log_entry')
        .select(({ fn }) => fn.min('ordinal').as('ordinal'))
        .where(
          'command_id',
          'in',
          Array.from({ length: size }, () => ''),
        )
        .groupBy('command_id'),
    )
    .compile().sql;
