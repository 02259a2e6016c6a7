import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { folderOf, type Location } from './location';
import type { Queue } from './queue';

/** An exclusive lock on a file beside the tables: the operating system drops it when the process dies. */
export function queueInSqlite(location: Location): Queue {
  mkdirSync(folderOf(location), { recursive: true });
  const lock = new Database(join(folderOf(location), 'projector.lock'), { timeout: 0 });
  return {
    isOurs: () => Promise.resolve(isLocked(lock)),
    // A lock of the operating system is lost with the process only.
    lost: new AbortController().signal,
    leave: () => Promise.resolve(void lock.close()),
  };
}

function isLocked(lock: Database.Database): boolean {
  try {
    lock.exec('begin exclusive');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return false;
    throw error;
  }
}
