import Database from 'better-sqlite3';
import { checkLog, type LogFinding, type LogReport } from '../check-log';
import { StoreUnavailable } from '../errors';
import { sqliteCode, sqliteFailure } from './failures';
import { openSqliteEventStore } from './sqlite-event-store';

/**
 * The full check of a SQLite log, beside a running writer: the file's structure, positions without gaps, and everything
 * `checkLog` looks for. Findings instead of errors, as far as the file can be read at all.
 */
export async function checkSqlite(file: string): Promise<LogReport> {
  const store = await openSqliteEventStore({ file, readOnly: true });
  const findings: LogFinding[] = [];
  try {
    findings.push(...structuralFindings(file));
    const report = await checkLog(store);
    return { ...report, findings: [...findings, ...report.findings] };
  } catch (error) {
    if (!(error instanceof StoreUnavailable) || findings.length === 0) throw error;
    // Too damaged to be read to the end: what was found so far says why.
    return { events: 0, streams: 0, findings };
  } finally {
    await store.close();
  }
}

function structuralFindings(file: string): LogFinding[] {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const messages = database.prepare<[], string>('pragma integrity_check(20)').pluck().all();
    const damaged = messages.filter((message) => message !== 'ok').map(damagedFile);
    const { count, last } = database
      .prepare<[], { count: number; last: number }>(
        'select count(*) as count, ifnull(max(position), 0) as last from events',
      )
      .get() ?? { count: 0, last: 0 };
    return count === last ? damaged : [...damaged, positionGap(last - count, firstMissing(database))];
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
    return [damagedFile(sqliteFailure(error, file).message)];
  } finally {
    database.close();
  }
}

function damagedFile(message: string): LogFinding {
  return { code: 'damaged-file', sentence: `Berkas rusak: ${message}`, english: `The file is damaged: ${message}` };
}

/** The first position that has no event. */
function firstMissing(database: Database.Database): number {
  const after = database
    .prepare<[], number>(
      `select position + 1 from (select 0 as position union all select position from events) as event
       where not exists (select 1 from events as next where next.position = event.position + 1)
       order by position limit 1`,
    )
    .pluck();
  return after.get() ?? 1;
}

function positionGap(missing: number, first: number): LogFinding {
  return {
    code: 'position-gap',
    sentence: `${missing} peristiwa hilang dari urutan catatan, yang pertama pada posisi ${first}.`,
    english: `${missing === 1 ? '1 event is' : `${missing} events are`} missing from the log's order, the first at position ${first}.`,
  };
}
