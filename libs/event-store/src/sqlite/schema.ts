import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import { hostname } from 'node:os';
import type Database from 'better-sqlite3';
import { StoreUnavailable } from '../errors';

/** Version of the tables below, kept in `user_version`. */
export const SCHEMA_VERSION = 1;

/** "SDKH": marks a SQLite file as a ledger of ours. */
const APPLICATION_ID = 0x53444b48;

const TABLES = `
  create table meta (key text primary key, value text not null) strict;
  create table events (
    position integer primary key autoincrement,
    stream   text not null,
    revision integer not null,
    id       text not null,
    type     text not null,
    data     text not null,
    metadata text not null,
    unique (stream, revision)
  ) strict;
  create trigger events_are_never_changed before update on events
    begin select raise(abort, 'events are never changed'); end;
  create trigger events_are_never_deleted before delete on events
    begin select raise(abort, 'events are never deleted'); end;
`;

/** Creates an empty file that only its owner reads; leaves an existing one alone. */
export function createPrivateFile(file: string): void {
  // Never open an existing file here: closing it again would drop SQLite's locks on it (POSIX).
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
}

/** Makes the tables in an empty file, else checks that they are ours. @throws StoreUnavailable */
export function prepareSchema(database: Database.Database, file: string, ledger: string | undefined): void {
  database
    .transaction(() => {
      if (isEmpty(database)) {
        database.exec(TABLES);
        database.pragma(`application_id = ${APPLICATION_ID}`);
        database.pragma(`user_version = ${SCHEMA_VERSION}`);
        writeMeta(database, 'ledger-id', randomUUID());
      }
      checkSchema(database, file, ledger);
      if (ledger !== undefined) writeMeta(database, 'ledger', ledger);
    })
    .immediate();
}

/** @throws StoreUnavailable when the file is no ledger, of a newer program, or of another ledger. */
export function checkSchema(database: Database.Database, file: string, ledger: string | undefined): void {
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new StoreUnavailable(
      `Berkas ${file} bukan buku besar sedekah; periksa folder data. / ` +
        `${file} is not a sedekah ledger; check the data folder.`,
    );
  }
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > SCHEMA_VERSION) {
    throw new StoreUnavailable(
      `Berkas ${file} ditulis oleh program yang lebih baru (skema ${version}, program ini ${SCHEMA_VERSION}); ` +
        `perbarui program. / ${file} was written by a newer program (schema ${version}, this program ` +
        `${SCHEMA_VERSION}); update the program.`,
    );
  }
  const owner = readMeta(database, 'ledger');
  if (ledger !== undefined && owner !== undefined && owner !== ledger) {
    throw new StoreUnavailable(
      `Berkas ${file} milik buku besar "${owner}", bukan "${ledger}"; periksa SEDEKAH_LEDGER. / ` +
        `${file} belongs to the ledger "${owner}", not "${ledger}"; check SEDEKAH_LEDGER.`,
    );
  }
}

/** Leaves a note of who writes, for the sentence a second writer is refused with. */
export function noteWriter(database: Database.Database): void {
  writeMeta(database, 'writer', `${process.pid} @ ${hostname()}`);
}

export function readMeta(database: Database.Database, key: string): string | undefined {
  return database.prepare<[string], string>('select value from meta where key = ?').pluck().get(key);
}

export function writeMeta(database: Database.Database, key: string, value: string): void {
  database.prepare('insert into meta values (?, ?) on conflict do update set value = excluded.value').run(key, value);
}

function isEmpty(database: Database.Database): boolean {
  return database.prepare('select count(*) from sqlite_schema').pluck().get() === 0;
}
