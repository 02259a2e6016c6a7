import { Kysely, PostgresDialect, sql } from 'kysely';
import { SCHEMA_VERSION, TABLES, type ReadModelTables } from '../tables';
import { applyPage, type Bulk } from './apply';
import { insertIntoPostgres, spreadIntoPostgres } from './bulk-postgres';
import { createTables } from './create-tables';
import { schemaOf, type Location } from './location';
import { inTransaction, poolOf, type PoolLimits } from './postgres-connection';
import { unavailability } from './postgres-failures';
import { HOME } from './postgres-home';
import type { ReadModel } from './read-model';
import { assertVersion } from './sqlite';

/** PostgreSQL's codes for a schema that exists: duplicate_schema, and unique_violation when two create it at once. */
const DUPLICATES: ReadonlySet<string> = new Set(['42P06', '23505']);

/** Creates the empty tables of a generation; false when the number is taken. */
export async function createPostgres(location: Location, generation: number, ledger: string): Promise<boolean> {
  const schema = schemaOf(generation);
  try {
    await inTransaction(location, schema, async (client) => {
      await client.query([`create schema ${schema}`, ...createTables(TABLES, 'postgres')].join(';\n'));
      await client.query('insert into read_model values (1, $1, $2)', [SCHEMA_VERSION, ledger]);
      await client.query('insert into checkpoint values (1, null, 0, null)');
    });
    return true;
  } catch (error) {
    if (DUPLICATES.has((error as { code?: string }).code ?? '')) return false;
    throw error;
  }
}

/** @throws ReadModelOutdated, ReadModelUnusable */
export async function openPostgres(location: Location, generation: number, limits: PoolLimits): Promise<ReadModel> {
  const pool = poolOf(location, schemaOf(generation), limits);
  const db = new Kysely<ReadModelTables>({ dialect: new PostgresDialect({ pool }) });
  const failure = (error: unknown) => unavailability(error, location);
  try {
    const row = await db.selectFrom('read_model').select('schema_version').executeTakeFirst();
    assertVersion(row?.schema_version ?? 0);
  } catch (error) {
    await db.destroy();
    throw failure(error) ?? error;
  }
  return {
    db,
    generation,
    dialect: 'postgres',
    failure,
    apply: (page, from, to) => applyPage(db, bulk, page, from, to),
    close: () => db.destroy(),
  };
}

const bulk: Bulk = {
  insert: (transaction, table, rows) =>
    insertIntoPostgres(transaction as unknown as Kysely<unknown>, table, TABLES[table], rows),
  spread: (transaction, spread) =>
    spreadIntoPostgres(transaction as unknown as Kysely<unknown>, spread, TABLES[spread.table]),
};

/** The pointer as a live read model looks at it, on the connection it has: without opening another. */
export async function pointerSeenFrom(db: Kysely<ReadModelTables>): Promise<number | undefined> {
  const { rows } = await sql<{ generation: number | null }>`select generation from ${sql.raw(HOME)}.pointer`.execute(
    db,
  );
  return rows[0]?.generation ?? undefined;
}
