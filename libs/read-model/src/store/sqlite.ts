import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { SCHEMA_VERSION, TABLES, type ReadModelTables } from '../tables';
import { applyPage, type Bulk } from './apply';
import { SqliteBulk } from './bulk-sqlite';
import { createTables, lateIndexes } from './create-tables';
import { fileOf, folderOf, type Location } from './location';
import type { ReadModel } from './read-model';
import { rememberingStatements } from './remembered-statements';
import { sqliteFailure } from './sqlite-failures';
import { ReadModelOutdated, ReadModelUnusable } from './unusable';

/**
 * `build`: tables that nothing points to until they are closed; several times faster, for a crash leaves nothing of use.
 */
export type Access = 'read' | 'write' | 'build';

/** Of 4 KiB: 40 MB. */
const PAGES_BEFORE_CHECKPOINT = 10_000;

/** Creates the empty tables of a generation; false when the number is taken. */
export function createSqlite(location: Location, generation: number, ledger: string): boolean {
  mkdirSync(folderOf(location), { recursive: true });
  if (!claimFile(fileOf(location, generation))) return false;
  const handle = new Database(fileOf(location, generation));
  try {
    handle.pragma('journal_mode = WAL');
    handle.transaction(() => {
      for (const statement of createTables(TABLES, 'sqlite')) handle.exec(statement);
      handle.prepare('insert into read_model values (1, ?, ?)').run(SCHEMA_VERSION, ledger);
      handle.prepare('insert into checkpoint values (1, null, 0, null)').run();
    })();
  } finally {
    handle.close();
  }
  return true;
}

function claimFile(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** @throws ReadModelUnusable, ReadModelOutdated */
export function openSqlite(location: Location, generation: number, ledger: string, access: Access): ReadModel {
  const file = fileOf(location, generation);
  if (!existsSync(file)) {
    throw new ReadModelUnusable(`${file} is missing; delete the folder ${folderOf(location)} to rebuild`);
  }
  const handle = new Database(file, { readonly: access === 'read' });
  try {
    handle.pragma('busy_timeout = 10000');
    handle.pragma('cache_size = -65536');
    handle.pragma('temp_store = memory');
    // The tables can be rebuilt: they must never be torn, but may lose the last moments before a power cut.
    if (access === 'write') writeAsEventsCome(handle);
    if (access === 'build') writeWithoutSafety(handle);
    assertOurs(handle, file, ledger);
  } catch (error) {
    handle.close();
    throw error;
  }
  const db = new Kysely<ReadModelTables>({ dialect: new SqliteDialect({ database: rememberingStatements(handle) }) });
  const statements = new SqliteBulk(handle, TABLES);
  const bulk: Bulk = {
    insert: (_, table, rows) => statements.insert(table, rows),
    spread: (_, spread) => statements.spread(spread),
  };
  return {
    db,
    generation,
    dialect: 'sqlite',
    failure: (error) => sqliteFailure(error, file),
    apply: (page, from, to) => applyPage(db, bulk, page, from, to),
    close: async () => {
      if (access === 'build') finish(handle);
      await db.destroy();
      if (access === 'build') putOnDisk(file);
    },
  };
}

/**
 * What events change is written to the log of pages at once, and from there to its place in larger portions than SQLite
 * would do by itself: most pages are changed again within the next ones, and each portion makes everybody wait for the
 * disk.
 */
function writeAsEventsCome(handle: Database.Database): void {
  handle.pragma('synchronous = normal');
  handle.pragma(`wal_autocheckpoint = ${PAGES_BEFORE_CHECKPOINT}`);
}

/** Pages go to their place once, in whatever order: no log of them, no waiting for the disk. */
function writeWithoutSafety(handle: Database.Database): void {
  handle.pragma('journal_mode = memory');
  handle.pragma('synchronous = off');
  handle.pragma('cache_size = -131072');
  for (const { name } of lateIndexes(TABLES)) handle.exec(`drop index ${name}`);
}

/** Sorting rows once takes half as long as keeping them sorted. */
function finish(handle: Database.Database): void {
  // Not in memory: they are the largest of all.
  handle.pragma('temp_store = file');
  for (const { create } of lateIndexes(TABLES)) handle.exec(create);
  handle.pragma('journal_mode = wal');
}

/** Only when nobody here has the file open: closing it would drop SQLite's locks on it (POSIX). */
function putOnDisk(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function assertOurs(handle: Database.Database, file: string, ledger: string): void {
  const table = handle.prepare("select 1 from sqlite_master where name = 'read_model'").get();
  if (!table) throw new ReadModelUnusable(`${file} is not a read model of this ledger; move it away to rebuild`);
  const row = handle.prepare('select schema_version, ledger from read_model').get();
  const { schema_version: version, ledger: found } = row as { schema_version: number; ledger: string };
  if (found !== ledger) {
    throw new ReadModelUnusable(
      `${file} holds the ledger "${found}", not "${ledger}"; give this ledger its own folder`,
    );
  }
  assertVersion(version);
}

/** @throws ReadModelOutdated when an older program made the tables, ReadModelUnusable when a newer one did. */
export function assertVersion(version: number): void {
  if (version === SCHEMA_VERSION) return;
  if (version > SCHEMA_VERSION) {
    throw new ReadModelUnusable('the read model was made by a newer version of the program; start that version');
  }
  throw new ReadModelOutdated('the read model was made by an older version of the program; run "sedekah rebuild"');
}
