import { join } from 'node:path';
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { sqliteLogFile } from '@sedekah/event-store';
import { Stopwatch } from '../harness/measuring';

const EVENTS_PER_COMMIT = 1_000;

/** Number of events in a log that nobody writes to. */
export function eventsIn(dataFolder: string): number {
  const database = new Database(sqliteLogFile(dataFolder), { readonly: true });
  const count = database.prepare<[], number>('select count(*) from events').pluck().get() ?? 0;
  database.close();
  return count;
}

/**
 * Seconds to append the same events once more to an empty log with the same table: each as durable as the ledger's, a
 * thousand to a commit. Reading them does not count. `after`: only what follows so many events.
 */
export function insertSameEvents(
  dataFolder: string,
  after: number,
): { readonly seconds: number; readonly events: number } {
  const source = new Database(sqliteLogFile(dataFolder), { readonly: true });
  const file = join(dataFolder, 'raw-events.db');
  const target = new Database(file);
  target.pragma('journal_mode = wal');
  target.pragma('synchronous = full');
  const definition = source.prepare<[], string>("select sql from sqlite_schema where name = 'events'").pluck().get();
  target.exec(definition ?? '');
  const insert = target.prepare(
    'insert into events (stream, revision, id, type, data, metadata) values (?, ?, ?, ?, ?, ?)',
  );
  const page = source
    .prepare<[number, number], (string | number)[]>(
      'select stream, revision, id, type, data, metadata from events where position > ? order by position limit ?',
    )
    .raw();
  const watch = new Stopwatch();
  let events = 0;
  // Positions of the embedded log are numbered from 1 without a gap.
  for (let at = after; ; at += EVENTS_PER_COMMIT) {
    const rows = page.all(at, EVENTS_PER_COMMIT);
    if (rows.length === 0) break;
    events += rows.length;
    watch.time(() => {
      target.exec('begin immediate');
      for (const row of rows) insert.run(row);
      target.exec('commit');
    });
  }
  source.close();
  target.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return { seconds: watch.seconds, events };
}
