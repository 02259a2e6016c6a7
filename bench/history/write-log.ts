import { mkdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openSqliteEventStore, sqliteLogFile } from '@sedekah/event-store';
import type { GeneratedEvent } from './journalist';

const ROWS_PER_STATEMENT = 50;
const EVENTS_PER_TRANSACTION = 50_000;

/** Puts events straight into the log of `dataFolder`, whose tables the event store makes. Returns how many. */
export async function writeLog(dataFolder: string, events: Iterable<GeneratedEvent>): Promise<number> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const file = sqliteLogFile(dataFolder);
  await (await openSqliteEventStore({ file, ledger: 'sedekah' })).close();
  const database = new Database(file);
  try {
    // Nothing here must survive a power cut.
    database.pragma('synchronous = off');
    database.pragma('cache_size = -524288');
    return inTransactions(database, events);
  } finally {
    database.close();
  }
}

function inTransactions(database: Database.Database, events: Iterable<GeneratedEvent>): number {
  const marks = Array.from({ length: ROWS_PER_STATEMENT }, () => '(?, ?, ?, ?, ?, ?)').join(', ');
  const into = 'insert into events (stream, revision, id, type, data, metadata) values';
  const many = database.prepare(`${into} ${marks}`);
  const one = database.prepare(`${into} (?, ?, ?, ?, ?, ?)`);
  let values: (string | number)[] = [];
  let count = 0;
  database.exec('begin');
  for (const { stream, revision, id, type, data, metadata } of events) {
    values.push(stream, revision, id, type, JSON.stringify(data), JSON.stringify(metadata));
    count += 1;
    if (count % ROWS_PER_STATEMENT > 0) continue;
    many.run(values);
    values = [];
    if (count % EVENTS_PER_TRANSACTION === 0) database.exec('commit; begin');
  }
  for (let at = 0; at < values.length; at += 6) one.run(values.slice(at, at + 6));
  database.exec('commit');
  return count;
}
