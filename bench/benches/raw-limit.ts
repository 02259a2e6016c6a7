import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sqliteLogFile } from '@sedekah/event-store';
import { Stopwatch } from '../harness/measuring';

const EVENTS_PER_PAGE = 2_000;
const ROWS_PER_STATEMENT = 40;

/** The settings of the read model's own connections. */
const SAFETY = {
  live: ['journal_mode = wal', 'synchronous = normal', 'cache_size = -65536'],
  rebuild: ['journal_mode = memory', 'synchronous = off', 'cache_size = -131072'],
} as const;

interface Copy {
  readonly name: string;
  readonly columns: number;
  readonly rows: Iterator<Cell[]>;
  readonly ordinalAt: number;
  readonly many: Database.Statement;
  readonly one: Database.Statement;
  pending: Cell[] | undefined;
}
type Cell = string | number | bigint | null;

/** Seconds for what no rebuild can do without: every event read in order and parsed. */
export function scanAndParse(dataFolder: string): number {
  const database = new Database(sqliteLogFile(dataFolder), { readonly: true });
  const page = database.prepare<[number, number], { position: number; data: string; metadata: string }>(
    'select * from events where position > ? order by position limit ?',
  );
  const watch = new Stopwatch();
  let parsed = 0;
  watch.time(() => {
    for (let at = 0; ;) {
      const rows = page.all(at, EVENTS_PER_PAGE);
      const last = rows.at(-1);
      if (!last) return;
      for (const { data, metadata } of rows) {
        if (typeof JSON.parse(data) === 'object' && typeof JSON.parse(metadata) === 'object') parsed += 1;
      }
      at = last.position;
    }
  });
  database.close();
  if (parsed === 0) throw new Error('the log is empty');
  return watch.seconds;
}

/**
 * Seconds to put the rows of a finished read model into the same tables once more: prepared statements of many rows, a
 * transaction for as many events as a rebuild takes at a time. Reading the rows does not count. `after`: only rows of
 * later events. `safety`: as a projector beside readers has to write, or as a rebuild may.
 */
export function insertSameRows(
  readModelFile: string,
  after = 0,
  safety: keyof typeof SAFETY = 'live',
): { readonly seconds: number; readonly rows: number } {
  const source = new Database(readModelFile, { readonly: true });
  const file = join(readModelFile, '..', 'raw.db');
  const target = new Database(file);
  for (const setting of SAFETY[safety]) target.pragma(setting);
  const watch = new Stopwatch();
  let count = 0;
  try {
    const copies = copiesBetween(source, target);
    for (const copy of copies) rowsUpTo(copy, after);
    const last = source.prepare<[], number>('select ordinal from checkpoint').pluck().get() ?? 0;
    for (let upTo = after + EVENTS_PER_PAGE; upTo < last + EVENTS_PER_PAGE; upTo += EVENTS_PER_PAGE) {
      const batches = copies.map((copy) => ({ copy, rows: rowsUpTo(copy, upTo) }));
      count += batches.reduce((sum, { rows }) => sum + rows.length, 0);
      watch.time(() => {
        target.exec('begin immediate');
        for (const { copy, rows } of batches) insert(copy, rows);
        target.exec('commit');
      });
    }
    return { seconds: watch.seconds, rows: count };
  } finally {
    source.close();
    target.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  }
}

/** Every table that tells of events, with its definition and indexes made anew. */
function copiesBetween(source: Database.Database, target: Database.Database): Copy[] {
  const made = source
    .prepare<[], { name: string; type: string; sql: string }>(
      "select name, type, sql from sqlite_schema where sql is not null and type in ('table', 'index') order by rowid",
    )
    .all();
  for (const { sql } of made) target.exec(sql);
  return made
    .filter(({ type }) => type === 'table')
    .flatMap(({ name }) => {
      const columns = source.prepare<[], string>(`select name from pragma_table_info('${name}')`).pluck().all();
      return columns.includes('ordinal') && name !== 'checkpoint' ? [copyOf(source, target, name, columns)] : [];
    });
}

function copyOf(source: Database.Database, target: Database.Database, name: string, columns: string[]): Copy {
  const marks = `(${columns.map(() => '?').join(',')})`;
  const statement = (rows: number) =>
    target.prepare(`insert into ${name} values ${Array.from({ length: rows }, () => marks).join(',')}`);
  const rows = source.prepare<[], Cell[]>(`select * from ${name} order by ordinal`).raw().safeIntegers().iterate();
  const [many, one] = [statement(ROWS_PER_STATEMENT), statement(1)];
  return { name, columns: columns.length, rows, ordinalAt: columns.indexOf('ordinal'), many, one, pending: undefined };
}

function rowsUpTo(copy: Copy, ordinal: number): Cell[][] {
  const rows: Cell[][] = [];
  for (;;) {
    copy.pending ??= copy.rows.next().value as Cell[] | undefined;
    if (copy.pending === undefined || Number(copy.pending[copy.ordinalAt]) > ordinal) return rows;
    rows.push(copy.pending);
    copy.pending = undefined;
  }
}

function insert({ many, one }: Copy, rows: readonly Cell[][]): void {
  let index = 0;
  for (; index + ROWS_PER_STATEMENT <= rows.length; index += ROWS_PER_STATEMENT) {
    many.run(rows.slice(index, index + ROWS_PER_STATEMENT).flat());
  }
  for (; index < rows.length; index += 1) one.run(rows[index] ?? []);
}
