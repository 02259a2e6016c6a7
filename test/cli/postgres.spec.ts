import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasPostgres, postgresServer, sayNoPostgres, type PostgresServer } from '../postgres/server';
import { playMamasa } from './mamasa';
import { sedekah } from './sedekah';
import { change } from './tamperings';

jest.setTimeout(120_000);

const suite = 'sedekah with a read model on PostgreSQL';
if (!hasPostgres()) sayNoPostgres(suite);

(hasPostgres() ? describe : describe.skip)(suite, () => {
  let postgres: PostgresServer;
  let url: string;
  const [onPostgres, onSqlite] = ['postgres', 'sqlite'].map((name) =>
    mkdtempSync(join(tmpdir(), `sedekah-cli-${name}-`)),
  ) as [string, string];
  beforeAll(async () => {
    postgres = await postgresServer();
    url = await postgres.database();
    for (const folder of [onPostgres, onSqlite]) await playMamasa(folder);
  });
  afterAll(async () => {
    await postgres?.stop();
    for (const folder of [onPostgres, onSqlite]) rmSync(folder, { recursive: true });
  });

  test.each([
    'rebuild',
    'balance bupati --as-of 2021-06-30',
    'balance wabup --as-of 2021-06-30 --known-at 2021-05-03',
    'status pekerja-2 --as-of 2021-06-30',
    'history SG01.2021-05.1',
    'history pekerja-2 --known-at 2021-05-04T01:00:00Z',
    'explain worker pekerja-1 --month 2021-05 --as-of 2021-06-30 --known-at 46',
    'explain payment bupati.r1 --as-of 2021-06-30 --known-at 2021-06-01 --json',
    'replay',
    'replay --compare',
    'replay --until 45 --compare',
    'check',
    'balance nobody',
  ])('%s answers as on SQLite', async (command) => {
    const answer = await sedekah(command, onPostgres, { READ_MODEL_URL: url });
    expect(answer).toEqual(await sedekah(command, onSqlite));
  });

  test('tables made of another log are refused by name, and answer nothing', async () => {
    const other = mkdtempSync(join(tmpdir(), 'sedekah-cli-other-'));
    try {
      await sedekah('rebuild', onPostgres, { READ_MODEL_URL: url });
      await playMamasa(other);
      change(other, "update events set type = 'WorkerLeft' where position = (select max(position) from events)");
      const { stdout, stderr, exitCode } = await sedekah('status pekerja-2', other, { READ_MODEL_URL: url });
      expect([stdout, exitCode, stderr]).toEqual(['', 1, expect.stringContaining('read-model-foreign')]);
    } finally {
      rmSync(other, { recursive: true });
    }
  });
});
