import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { EventStore } from '../port';
import { digestLog } from '../log-digest';
import { backupSqlite, restoreSqlite } from './backup';
import { checkSqlite } from './checks';
import { openSqliteEventStore } from './sqlite-event-store';

let folder: string;
let file: string;
let backup: string;
let store: EventStore;
const event = (data: object = {}) => ({ id: randomUUID(), type: 'Tested', data, metadata: {} });
const open = (path = file, ledger = 'test') => openSqliteEventStore({ file: path, ledger });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  file = join(folder, 'events.db');
  backup = join(folder, 'backup.db');
  store = await open();
  for (let n = 0; n < 20; n++) await store.append(`test.a-${n}`, [event({ n }), event({ n })], 'no-stream');
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Writes events over and over until told to stop. */
function busy(): () => Promise<void> {
  let isOver = false;
  const writing = (async () => {
    while (!isOver) {
      await Promise.all([1, 2, 3, 4].map(() => store.append(`test.${randomUUID()}`, [event()], 'no-stream')));
    }
  })();
  return async () => {
    isOver = true;
    await writing;
  };
}

describe('a backup', () => {
  it('made while the log is written to is the log of one moment, whole and private', async () => {
    const stop = busy();
    const report = await backupSqlite(file, backup);
    await stop();
    expect(report.events).toBeGreaterThanOrEqual(40);
    const all = await digestLog(store.readAll(), report.events);
    expect(report).toEqual({ ledger: 'test', ...all });
    expect((statSync(backup).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.db']);
  });

  it('is restored into an empty folder and goes on from there', async () => {
    const report = await backupSqlite(file, backup);
    const other = join(folder, 'other');
    mkdirSync(other);
    const restored = join(other, 'events.db');
    expect(await restoreSqlite({ backup, file: restored, ledger: 'test' })).toEqual(report);
    const reopened = await open(restored);
    const { position } = await reopened.append('test.b-1', [event()], 'no-stream');
    expect(Number(position)).toBe(41);
    await reopened.close();
    expect((await checkSqlite(restored)).findings).toEqual([]);
  });

  it('takes the place of the same ledger only when asked, and the old log is kept', async () => {
    await backupSqlite(file, backup);
    await store.append('test.late-1', [event()], 'no-stream');
    await store.close();
    await expect(restoreSqlite({ backup, file })).rejects.toThrow(/is at .* already/);
    await restoreSqlite({ backup, file, replace: true });
    await restoreSqlite({ backup, file, replace: true });
    store = await open();
    expect((await digestLog(store.readAll())).events).toBe(40);
    const kept = await openSqliteEventStore({ file: `${file}.before-restore`, readOnly: true });
    expect((await digestLog(kept.readAll())).events).toBe(41);
    await kept.close();
    expect(existsSync(`${file}.before-restore-2`)).toBe(true);
  });

  it('takes the place of a log that is damaged', async () => {
    await backupSqlite(file, backup);
    await store.close();
    writeFileSync(file, 'not a database any more'.repeat(1_000));
    await restoreSqlite({ backup, file, replace: true });
    store = await open();
    expect((await digestLog(store.readAll())).events).toBe(40);
  });
});

describe('refused, with nothing touched:', () => {
  const unchanged = async (refused: Promise<unknown>, pattern: RegExp) => {
    const before = readFileSync(file);
    await expect(refused).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringMatching(pattern) as string,
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  };

  it('a backup under a name that is taken', async () => {
    writeFileSync(backup, 'something');
    await unchanged(backupSqlite(file, backup), /is there already/);
    expect(readFileSync(backup, 'utf8')).toBe('something');
  });

  it('a damaged log is named, not the backup that could not be made of it', async () => {
    for (let n = 0; n < 60; n++) await store.append(`test.b-${n}`, [event({ text: 'x'.repeat(3_000) })], 'no-stream');
    await store.close();
    const bytes = readFileSync(file);
    bytes.fill(0x41, 10 * 4096 + 100, 30 * 4096);
    writeFileSync(file, bytes);
    await unchanged(backupSqlite(file, backup), new RegExp(`^Berkas ${file} rusak .* / ${file} is damaged`));
    expect(existsSync(backup)).toBe(false);
  });

  it('a log with a gap is named, not the copy in which it shows', async () => {
    await store.close();
    const tampered = new Database(file);
    tampered.exec('drop trigger events_are_never_deleted; delete from events where position = 5');
    tampered.close();
    await unchanged(backupSqlite(file, backup), new RegExp(`^${file}: 1 peristiwa hilang`));
  });

  it('a restore while a process writes', async () => {
    await backupSqlite(file, backup);
    await unchanged(restoreSqlite({ backup, file, replace: true }), /open for writing/);
  });

  it('a backup of another ledger', async () => {
    const other = await open(join(folder, 'other.db'), 'other');
    await other.append('other.a-1', [event()], 'no-stream');
    await backupSqlite(join(folder, 'other.db'), backup);
    await other.close();
    await store.close();
    await unchanged(restoreSqlite({ backup, file, replace: true }), /There is another ledger/);
    await unchanged(restoreSqlite({ backup, file, ledger: 'test', replace: true }), /"other", not "test"/);
  });

  it('a file that is no backup, a damaged one, and one that was tampered with', async () => {
    await backupSqlite(file, backup);
    await store.close();
    const bytes = readFileSync(backup);
    writeFileSync(backup, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0xff)]));
    await unchanged(restoreSqlite({ backup, file, replace: true }), /damaged/);
    writeFileSync(backup, bytes);
    const tampered = new Database(backup);
    tampered.exec(`drop trigger events_are_never_changed; update events set data = '{"n":999}' where position = 7`);
    tampered.close();
    await unchanged(restoreSqlite({ backup, file, replace: true }), /is not a whole backup/);
    await unchanged(restoreSqlite({ backup: file, file, replace: true }), /is not a whole backup/);
    await unchanged(restoreSqlite({ backup: join(folder, 'none.db'), file, replace: true }), /There is no ledger at/);
  });
});

describe('the check', () => {
  const tamper = async (sql: string) => {
    await store.close();
    const database = new Database(file);
    database.exec('drop trigger events_are_never_changed; drop trigger events_are_never_deleted');
    database.exec(sql);
    database.close();
  };

  it('is silent when all is well, also beside a writer', async () => {
    const stop = busy();
    const { findings, streams } = await checkSqlite(file);
    await stop();
    expect(findings).toEqual([]);
    expect(streams).toBeGreaterThanOrEqual(20);
  });

  it('finds an event that was removed', async () => {
    const many = Array.from({ length: 150 }, () => event());
    await store.append('test.many-1', many, 'no-stream');
    await tamper('delete from events where position = 5');
    const { findings } = await checkSqlite(file);
    expect(findings.map(({ code }) => code)).toEqual(['position-gap', 'revision-gap']);
    expect(findings[0]?.english).toContain('the first at position 5');
    expect(findings[1]?.english).toContain('test.a-2');
    await (await open()).close(); // in the middle: only the full check sees it
  });

  it('at start finds that the end was cut off', async () => {
    await tamper('delete from events where position > 38');
    await expect(open()).rejects.toThrow(/end of the log .* is not whole/);
  });

  it('at start finds an end that cannot be read', async () => {
    await tamper("update events set data = '{' where position = 40");
    await expect(open()).rejects.toThrow(/end of the log .* is not whole/);
  });

  it('finds an event recorded before the one it follows', async () => {
    await tamper(`update events set metadata = '{"recordedAt":"2026-02-01"}' where position = 3;
      update events set metadata = '{"recordedAt":"2026-01-01"}' where position = 4`);
    expect((await checkSqlite(file)).findings.map(({ code }) => code)).toEqual(['recorded-before']);
  });

  it('finds damage in the structure of the file', async () => {
    for (let n = 0; n < 60; n++) await store.append(`test.b-${n}`, [event({ text: 'x'.repeat(3_000) })], 'no-stream');
    await store.close();
    const bytes = readFileSync(file);
    bytes.fill(0x41, 10 * 4096 + 100, 30 * 4096);
    writeFileSync(file, bytes);
    const codes = (await checkSqlite(file)).findings.map(({ code }) => code);
    expect(codes).toContain('damaged-file');
  });
});
