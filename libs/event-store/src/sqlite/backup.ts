import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../errors';
import { digestLog, type LogDigest } from '../log-digest';
import { checkSqlite } from './checks';
import { isDamage, sqliteCode, sqliteFailure } from './failures';
import { checkSchema, createPrivateFile, readMeta, writeMeta } from './schema';
import { openSqliteEventStore } from './sqlite-event-store';
import { lockForWriting } from './writer-lock';

/** What a backup holds, kept inside it and compared when it is restored. */
export interface BackupReport extends LogDigest {
  readonly ledger: string | undefined;
}

export interface RestoreOptions {
  readonly backup: string;
  /** Where the log shall be. */
  readonly file: string;
  /** Name of the ledger that is expected; a backup of another one is refused. */
  readonly ledger?: string;
  /** Put it in the place of a log of the same ledger, which is kept beside it as `<file>.before-restore`. */
  readonly replace?: boolean;
}

/**
 * Copies a log into one file while it is being written to; the copy is the log of one moment, is checked, and appears
 * under its name only when it is whole and on disk. @throws StoreUnavailable
 */
export async function backupSqlite(file: string, destination: string): Promise<BackupReport> {
  if (existsSync(destination)) {
    throw new StoreUnavailable(
      `Berkas ${destination} sudah ada; pilih nama lain. / ${destination} is there already; choose another name.`,
    );
  }
  const part = `${destination}.part`;
  rmSync(part, { force: true });
  try {
    createPrivateFile(part);
    copyMoment(file, part);
    const report = await reportOn(part, file);
    const database = new Database(part);
    writeMeta(database, 'backup', JSON.stringify(report));
    database.close();
    putInPlace(part, destination);
    return report;
  } catch (error) {
    rmSync(part, { force: true });
    throw sqliteFailure(error, destination);
  }
}

/**
 * Checks a backup and puts it where a log shall be. @throws StoreUnavailable when the backup is damaged or of another
 * ledger, when a log is there (unless `replace`), or when a process has it open for writing; nothing has changed then.
 */
export async function restoreSqlite(options: RestoreOptions): Promise<BackupReport> {
  const { backup, file, ledger, replace = false } = options;
  const report = await checkBackup(backup, ledger);
  if (!existsSync(dirname(file))) {
    throw new StoreUnavailable(
      `Folder ${dirname(file)} tidak ada; buat dahulu. / There is no folder ${dirname(file)}; make it first.`,
    );
  }
  const lock = lockForWriting(file);
  const part = `${file}.part`;
  try {
    if (existsSync(file)) checkReplaceable(backup, file, replace);
    rmSync(part, { force: true });
    createPrivateFile(part);
    copyFileSync(backup, part);
    chmodSync(part, 0o600);
    if (existsSync(file)) keepAside(file);
    putInPlace(part, file);
    return report;
  } catch (error) {
    rmSync(part, { force: true });
    throw sqliteFailure(error, file);
  } finally {
    lock.release();
  }
}

/** `vacuum into` reads one moment, however busy the writer is; the backup interface starts again after every commit. */
function copyMoment(file: string, part: string): void {
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    checkSchema(database, file, undefined);
    database.prepare('vacuum into ?').run(part);
  } catch (error) {
    // The copy is new: what is damaged is what it is made of.
    throw isDamage(error) ? sqliteFailure(error, file) : error;
  } finally {
    database.close();
  }
}

async function checkBackup(backup: string, ledger: string | undefined): Promise<BackupReport> {
  const store = await openSqliteEventStore({
    file: backup,
    readOnly: true,
    ...(ledger === undefined ? {} : { ledger }),
  });
  await store.close();
  const database = new Database(backup, { readonly: true });
  const noted = readMeta(database, 'backup');
  database.close();
  const report = await reportOn(backup);
  if (noted !== undefined && noted === JSON.stringify(report)) return report;
  throw new StoreUnavailable(
    `Berkas ${backup} bukan cadangan yang utuh; pakai cadangan lain. / ${backup} is not a whole backup; use another one.`,
  );
}

/** `of`: the file that a finding is about; default: this one. */
async function reportOn(file: string, of = file): Promise<BackupReport> {
  const { findings } = await checkSqlite(file);
  const [finding] = findings;
  if (finding !== undefined) {
    throw new StoreUnavailable(`${of}: ${finding.sentence} / ${of}: ${finding.english}`);
  }
  const store = await openSqliteEventStore({ file, readOnly: true });
  const digest = await digestLog(store.readAll());
  await store.close();
  const database = new Database(file, { readonly: true });
  const ledger = readMeta(database, 'ledger');
  database.close();
  return { ledger, ...digest };
}

function checkReplaceable(backup: string, file: string, replace: boolean): void {
  const [mine, theirs] = [ledgerIdOf(file), ledgerIdOf(backup)];
  // A damaged log does not say whose it was; that is what backups are for.
  if (mine !== undefined && mine !== theirs) {
    throw new StoreUnavailable(
      `Di ${file} ada buku besar lain; pulihkan ke folder data yang kosong. / There is another ledger at ${file}; ` +
        'restore into an empty data folder.',
    );
  }
  if (!replace) {
    throw new StoreUnavailable(
      `Di ${file} sudah ada buku besar ini; minta penggantian secara tegas. / This ledger is at ${file} already; ` +
        'ask for its replacement explicitly.',
    );
  }
}

function ledgerIdOf(file: string): string | undefined {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    checkSchema(database, file, undefined);
    return readMeta(database, 'ledger-id');
  } catch {
    // Damaged beyond reading: whose it was cannot be told.
    return undefined;
  } finally {
    database.close();
  }
}

/**
 * Keeps the old log under another name. Its write-ahead log is moved into it first: left beside the new file it would be
 * taken for the new one's. The old file stays in its place until the new one replaces it in one step.
 */
function keepAside(file: string): void {
  try {
    const database = new Database(file);
    database.pragma('wal_checkpoint(truncate)');
    database.close();
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
  }
  let aside = `${file}.before-restore`;
  for (let n = 2; existsSync(aside); n++) aside = `${file}.before-restore-${n}`;
  linkSync(file, aside);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
}

function putInPlace(part: string, destination: string): void {
  flush(part);
  renameSync(part, destination);
  flush(dirname(destination));
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
