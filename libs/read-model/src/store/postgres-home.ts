import type { Client } from 'pg';
import { schemaOf, type Location } from './location';
import { urlOf, withConnection } from './postgres-connection';
import { maskedUrl } from './postgres-url';
import { ReadModelUnusable } from './unusable';

/** The schema that says which generation is read. */
export const HOME = 'sedekah_rm';

/** Advisory lock of whoever makes a database ours; PostgreSQL keeps locks apart by database. */
const LOCK_OF_PREPARING = 7_221_001;

/** Makes the database ours if it is empty. @throws ReadModelUnusable if somebody else's tables are in it. */
export const preparePostgres = (location: Location, ledger: string): Promise<void> =>
  withConnection(location, HOME, async (client) => {
    const place = maskedUrl(urlOf(location));
    if (!(await isHome(client))) await makeHome(client, place, ledger);
    const { rows } = await client.query<{ ledger: string }>(`select ledger from ${HOME}.pointer`);
    const found = rows[0]?.ledger;
    if (found === ledger) return;
    throw new ReadModelUnusable(
      `Basis data di ${place} memuat buku besar "${found}", bukan "${ledger}"; beri READ_MODEL_URL basis data sendiri. / ` +
        `The database at ${place} holds the ledger "${found}", not "${ledger}"; give READ_MODEL_URL a database of its own.`,
    );
  });

/** In one transaction: one that is not committed ends with its connection. */
async function makeHome(client: Client, place: string, ledger: string): Promise<void> {
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1)', [LOCK_OF_PREPARING]);
  // Another process may have been faster.
  if (!(await isHome(client))) {
    const foreign = await foreignTable(client);
    if (foreign !== undefined) {
      throw new ReadModelUnusable(
        `Basis data di ${place} sudah memuat tabel lain (${foreign}); beri READ_MODEL_URL basis data yang kosong. / ` +
          `The database at ${place} already holds other tables (${foreign}); give READ_MODEL_URL an empty database.`,
      );
    }
    await client.query(`create schema if not exists ${HOME}`);
    await client.query(
      `create table ${HOME}.pointer (id integer primary key, ledger text not null, generation integer)`,
    );
    await client.query(`insert into ${HOME}.pointer values (1, $1, null)`, [ledger]);
  }
  await client.query('commit');
}

/** From the catalogue's rows: to_regclass() may answer from a cache what another process has changed since. */
async function isHome(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = '${HOME}' and c.relname = 'pointer'`,
  );
  return rowCount === 1;
}

/**
 * A table, view or sequence that is no part of an extension. From the catalogue: information_schema leaves out what the
 * user has no right to.
 */
async function foreignTable(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
       and not exists (select 1 from pg_depend d
         where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     order by 1 limit 1`,
  );
  return rows[0]?.name;
}

export const pointedAtInPostgres = (location: Location): Promise<number | undefined> =>
  withConnection(location, HOME, async (client) => {
    if (!(await isHome(client))) return undefined;
    const { rows } = await client.query<{ generation: number | null }>(`select generation from ${HOME}.pointer`);
    return rows[0]?.generation ?? undefined;
  });

export const pointAtInPostgres = (location: Location, generation: number): Promise<void> =>
  withConnection(location, HOME, async (client) => {
    await client.query(`update ${HOME}.pointer set generation = $1`, [generation]);
  });

/** Points to `generation` if the pointer is still at `from`. */
export const pointFromInPostgres = (
  location: Location,
  from: number | undefined,
  generation: number,
): Promise<boolean> =>
  withConnection(location, HOME, async (client) => {
    const moved = `update ${HOME}.pointer set generation = $1 where generation is not distinct from $2`;
    const { rowCount } = await client.query(moved, [generation, from ?? null]);
    return rowCount === 1;
  });

export const generationsInPostgres = (location: Location): Promise<number[]> =>
  withConnection(location, HOME, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname ~ '^${HOME}_[0-9]+$'`,
    );
    return rows.map(({ name }) => Number(name.slice(HOME.length + 1))).sort((left, right) => left - right);
  });

export const dropInPostgres = (location: Location, generation: number): Promise<void> =>
  withConnection(location, HOME, async (client) => {
    await client.query(`drop schema if exists ${schemaOf(generation)} cascade`);
  });
