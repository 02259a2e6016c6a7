import type Database from 'better-sqlite3';
import { RevisionConflict } from '../errors';
import type { Appended, ExpectedRevision } from '../port';
import { sqliteFailure } from './failures';
import { positionText } from './positions';

/** An append with its JSON already written. */
export interface WrittenAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly WrittenEvent[];
}

export interface WrittenEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

interface EventRow extends WrittenEvent {
  readonly position: number;
}

/**
 * Takes many appends in one transaction, so that they share one fsync; answers one result for each, in order. A conflict
 * is found before anything of that append is written, so it never spoils its neighbours.
 */
export function groupCommit(
  database: Database.Database,
  file: string,
): (appends: readonly WrittenAppend[]) => readonly (Appended | Error)[] {
  const append = appendTo(database);
  return (appends) => {
    let committing = false;
    try {
      database.exec('begin immediate');
      const results = appends.map(append);
      committing = true;
      database.exec('commit');
      return results;
    } catch (error) {
      const failure = sqliteFailure(error, file, committing);
      if (database.inTransaction) database.exec('rollback');
      return appends.map(() => failure);
    }
  };
}

function appendTo(database: Database.Database): (append: WrittenAppend) => Appended | RevisionConflict {
  const lastRevision = database
    .prepare<[string], bigint>('select revision from events where stream = ? order by revision desc limit 1')
    .safeIntegers()
    .pluck();
  const insert = database.prepare<[string, bigint, string, string, string, string]>(
    'insert into events (stream, revision, id, type, data, metadata) values (?, ?, ?, ?, ?, ?)',
  );
  const stored = database.prepare<[string, bigint, bigint], EventRow>(
    'select * from events where stream = ? and revision between ? and ? order by revision',
  );

  return ({ stream, expected, events }) => {
    const actual = lastRevision.get(stream) ?? 'no-stream';
    const first = expected === 'no-stream' ? 0n : expected + 1n;
    const last = first + BigInt(events.length) - 1n;
    if (actual === expected) {
      const rows = events.map(({ id, type, data, metadata }, index) =>
        Number(insert.run(stream, first + BigInt(index), id, type, data, metadata).lastInsertRowid),
      );
      return appended(last, rows);
    }
    // Perhaps the same append again, after an answer that was lost.
    const rows = stored.all(stream, first, last);
    if (rows.length !== events.length || !rows.every((row, i) => isSame(row, events[i]))) {
      return new RevisionConflict(stream, expected, actual);
    }
    return appended(
      last,
      rows.map(({ position }) => position),
    );
  };
}

function appended(revision: bigint, rows: readonly number[]): Appended {
  const positions = rows.map(positionText);
  const position = positions.at(-1);
  if (position === undefined) throw new Error('an append of no events');
  return positions.length === 1 ? { revision, position } : { revision, position, positions };
}

function isSame(row: EventRow, event: WrittenEvent | undefined): boolean {
  return row.id === event?.id && row.type === event.type && row.data === event.data && row.metadata === event.metadata;
}
