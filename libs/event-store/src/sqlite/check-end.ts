import type Database from 'better-sqlite3';
import { StoreUnavailable } from '../errors';

/** Events at the end of the log that the check at start reads. */
const TAIL = 100;

/**
 * The cheap check when a log is opened: its end is where the counter says, without a gap, and can be read. The full one
 * is `checkSqlite` in checks.ts. @throws StoreUnavailable
 */
export function checkEnd(database: Database.Database, file: string): void {
  const count = database.prepare("select seq from sqlite_sequence where name = 'events'").pluck().get() ?? 0;
  const tail = database
    .prepare<[number], { position: number; data: string; metadata: string }>(
      'select position, data, metadata from events order by position desc limit ?',
    )
    .all(TAIL);
  const isWhole = tail.every(({ position }, index) => position === Number(count) - index);
  const isComplete = tail.length === Math.min(TAIL, Number(count));
  if (isWhole && isComplete && tail.every(({ data, metadata }) => isJson(data) && isJson(metadata))) return;
  throw new StoreUnavailable(
    `Akhir catatan ${file} tidak utuh; pulihkan dari cadangan dengan "sedekah restore". / The end of the log ${file} is ` +
      'not whole; restore it from a backup with "sedekah restore".',
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
