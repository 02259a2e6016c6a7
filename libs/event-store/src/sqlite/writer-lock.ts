import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../errors';
import { sqliteCode } from './failures';
import { createPrivateFile, readMeta } from './schema';

/**
 * One writer a ledger: holds an exclusive lock on `<file>.lock` until closed. The operating system drops it when the
 * process dies, so that a crash never leaves a ledger locked. @throws StoreUnavailable naming the holder
 */
export function lockForWriting(file: string): { release(): void } {
  createPrivateFile(`${file}.lock`);
  const lock = new Database(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (sqliteCode(error) !== 'SQLITE_BUSY') throw error;
    const holder = holderOf(file);
    throw new StoreUnavailable(
      `Buku besar ${file} sedang dipakai proses lain${holder} untuk mencatat; hentikan proses itu atau pakai folder ` +
        `data lain. / Another process${holder} has the ledger ${file} open for writing; stop it or use another data folder.`,
    );
  }
  return { release: () => lock.close() };
}

function holderOf(file: string): string {
  if (!existsSync(file)) return '';
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return ` (${readMeta(database, 'writer') ?? '?'})`;
    } finally {
      database.close();
    }
  } catch (error) {
    // The refusal matters, not who holds the lock: the holder may not have made its tables yet.
    if (sqliteCode(error) === undefined) throw error;
    return '';
  }
}
