import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { SCHEMA_VERSION, TABLES, type ReadModelTables } from '../tables';
import { applyPage } from './apply';
import { insertIntoPostgres } from './bulk-postgres';
import { createTables } from './create-tables';
import { maskedUrl, ReadModelUnusable, schemaOf, type Location } from './location';
import type { ReadModel } from './read-model';
import { assertVersion } from './sqlite';

/** The schema that says which generation is read. */
const HOME = 'sedekah_rm';

/** PostgreSQL's codes for a schema that exists: duplicate_schema, and unique_violation when two create it at once. */
const DUPLICATES: ReadonlySet<string> = new Set(['42P06', '23505']);

const urlOf = (location: Location): string => {
  if (!location.url) throw new Error('a PostgreSQL read model has a URL');
  return location.url;
};

const poolOf = (location: Location, schema: string, connections: number): Pool =>
  new Pool({
    connectionString: urlOf(location),
    max: connections,
    options: `-c search_path=${schema}`,
    connectionTimeoutMillis: 10_000,
    application_name: 'sedekah-read-model',
  });

/** Runs `work` on one connection of its own. @throws ReadModelUnusable when the database cannot be reached. */
async function withPool<Result>(location: Location, work: (pool: Pool) => Promise<Result>): Promise<Result> {
  const pool = poolOf(location, HOME, 1);
  try {
    await pool.query('select 1').catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ReadModelUnusable(`cannot reach PostgreSQL at ${maskedUrl(urlOf(location))}: ${reason}`);
    });
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** Makes the database ours if it is empty. @throws ReadModelUnusable if somebody else's tables are in it. */
export const preparePostgres = (location: Location, ledger: string): Promise<void> =>
  withPool(location, async (pool) => {
    const home = await pool.query('select 1 from information_schema.schemata where schema_name = $1', [HOME]);
    if (home.rowCount === 0) {
      const foreign = await pool.query<{ name: string }>(
        `select table_schema || '.' || table_name as name from information_schema.tables
         where table_schema not in ('pg_catalog', 'information_schema') order by 1 limit 1`,
      );
      const [table] = foreign.rows;
      if (table) {
        throw new ReadModelUnusable(
          `the database at ${maskedUrl(urlOf(location))} already holds other tables (${table.name}); ` +
            'give READ_MODEL_URL an empty database',
        );
      }
      await pool.query(`create schema if not exists ${HOME}`);
      await pool.query(
        `create table if not exists ${HOME}.pointer (id integer primary key, ledger text, generation integer)`,
      );
      await pool.query(`insert into ${HOME}.pointer values (1, $1, null) on conflict do nothing`, [ledger]);
    }
    const { rows } = await pool.query<{ ledger: string }>(`select ledger from ${HOME}.pointer`);
    const found = rows[0]?.ledger;
    if (found !== ledger) {
      throw new ReadModelUnusable(
        `the database at ${maskedUrl(urlOf(location))} holds the ledger "${found}", not "${ledger}"; ` +
          'give READ_MODEL_URL a database of its own',
      );
    }
  });

export const pointedAtInPostgres = (location: Location): Promise<number | undefined> =>
  withPool(location, async (pool) => {
    const home = await pool.query('select 1 from information_schema.schemata where schema_name = $1', [HOME]);
    if (home.rowCount === 0) return undefined;
    const { rows } = await pool.query<{ generation: number | null }>(`select generation from ${HOME}.pointer`);
    return rows[0]?.generation ?? undefined;
  });

export const pointAtInPostgres = (location: Location, generation: number): Promise<void> =>
  withPool(location, async (pool) => {
    await pool.query(`update ${HOME}.pointer set generation = $1`, [generation]);
  });

export const generationsInPostgres = (location: Location): Promise<number[]> =>
  withPool(location, async (pool) => {
    const { rows } = await pool.query<{ name: string }>(
      `select schema_name as name from information_schema.schemata where schema_name ~ '^${HOME}_[0-9]+$'`,
    );
    return rows.map(({ name }) => Number(name.slice(HOME.length + 1))).sort((left, right) => left - right);
  });

export const dropInPostgres = (location: Location, generation: number): Promise<void> =>
  withPool(location, async (pool) => {
    await pool.query(`drop schema if exists ${schemaOf(generation)} cascade`);
  });

/** Creates the empty tables of a generation; false when the number is taken. */
export const createPostgres = (location: Location, generation: number, ledger: string): Promise<boolean> =>
  withPool(location, async (pool) => {
    const schema = schemaOf(generation);
    try {
      await pool.query(`create schema ${schema}`);
    } catch (error) {
      if (DUPLICATES.has((error as { code?: string }).code ?? '')) return false;
      throw error;
    }
    await pool.query(`set search_path to ${schema}`);
    for (const statement of createTables(TABLES, 'postgres')) await pool.query(statement);
    await pool.query('insert into read_model values (1, $1, $2)', [SCHEMA_VERSION, ledger]);
    await pool.query('insert into checkpoint values (1, null, 0, null)');
    return true;
  });

/** @throws ReadModelOutdated, ReadModelUnusable */
export async function openPostgres(location: Location, generation: number, connections: number): Promise<ReadModel> {
  const pool = poolOf(location, schemaOf(generation), connections);
  const db = new Kysely<ReadModelTables>({ dialect: new PostgresDialect({ pool }) });
  try {
    const row = await db.selectFrom('read_model').select('schema_version').executeTakeFirst();
    assertVersion(row?.schema_version ?? 0);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    generation,
    dialect: 'postgres',
    apply: (page, from, to) =>
      applyPage(
        db,
        (transaction, table, rows) =>
          insertIntoPostgres(transaction as unknown as Kysely<unknown>, table, TABLES[table], rows),
        page,
        from,
        to,
      ),
    close: () => db.destroy(),
  };
}

/** The pointer as a live read model looks at it, on the connection it has: without opening another. */
export async function pointerSeenFrom(db: Kysely<ReadModelTables>): Promise<number | undefined> {
  const { rows } = await sql<{ generation: number | null }>`select generation from sedekah_rm.pointer`.execute(db);
  return rows[0]?.generation ?? undefined;
}
