import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStoreDb } from '@sedekah/event-store';
import { EventStoreDouble } from '../contract/double/server';
import type { Case } from './golden';
import { playMamasa, playMamasaInto } from './mamasa';
import { sedekah } from './sedekah';

describe('sedekah on EventStoreDB', () => {
  const double = new EventStoreDouble();
  const folder = mkdtempSync(join(tmpdir(), 'sedekah-esdb-'));
  const embedded = mkdtempSync(join(tmpdir(), 'sedekah-sqlite-'));
  beforeAll(async () => {
    await double.start();
    const store = await openEventStoreDb({ connectionString: double.url, ledger: 'sedekah' });
    await playMamasaInto(store);
    await store.close();
    await playMamasa(embedded);
  });
  afterAll(() => {
    double.stop();
    for (const each of [folder, embedded]) rmSync(each, { recursive: true });
  });

  const onServer = (command: string, url = double.url) => sedekah(command, folder, { EVENTSTOREDB_URL: url });

  test.each([
    'balance bupati --as-of 2021-06-30',
    'balance wabup --as-of 2021-06-30 --known-at 2021-05-03',
    'status pekerja-2 --as-of 2021-06-30',
    'history SG01.2021-05.1',
    'history pekerja-2 --as-of 2021-06-30 --known-at 2021-05-04T01:00:00Z',
    'check',
    'rebuild',
    'replay',
    'replay --until 2021-05-03 --compare',
    'balance nobody',
    'explain payment nobody',
  ])('%s answers as on SQLite', async (command) => {
    expect(await onServer(command)).toEqual(await sedekah(command, embedded));
  });

  test.each([
    'explain worker pekerja-1 --month 2021-05 --as-of 2021-06-30 --json',
    'explain worker pekerja-1 --month 2021-06 --as-of 2021-06-30 --known-at 55 --json',
    'explain payment bupati.r1 --as-of 2021-06-30 --json',
  ])('%s answers as on SQLite, but for where the events stand', async (command) => {
    const withoutPlaces = ({ stdout, ...rest }: Case) => ({
      ...rest,
      stdout: stdout.replace(/"position": "[^"]+"/g, '"position": "<place>"'),
    });
    const answer = withoutPlaces(await onServer(command));
    expect(answer).toEqual(withoutPlaces(await sedekah(command, embedded)));
    expect(answer.stdout).toContain('"position": "<place>"');
  });

  test('a position of the server is one to replay until', async () => {
    const { stdout } = await onServer('history bupati.r1 --json');
    const { events } = JSON.parse(stdout) as { events: { position: string }[] };
    const answer = await onServer(`replay --until ${events[0]?.position} --json`);
    expect(JSON.parse(answer.stdout)).toMatchObject({ events: 43, equal: true, leftOut: ['checkpoint', 'crossing'] });
  });

  test('a position of the server is one to know at', async () => {
    const { stdout } = await onServer('history bupati.r1 --json');
    const { events } = JSON.parse(stdout) as { events: { position: string }[] };
    const position = events[0]?.position ?? '';
    const answer = await onServer(`balance bupati --as-of 2021-06-30 --known-at ${position} --json`);
    expect(JSON.parse(answer.stdout)).toMatchObject({ payments: { unverified: '84000', verified: '0' } });
  });

  test('a ledger is copied to a server and back, and stays what it was', async () => {
    const other = new EventStoreDouble();
    await other.start();
    try {
      const there = await sedekah(`copy --from <data> --to ${other.url} --json`, embedded);
      const back = await sedekah(`copy --from ${other.url} --to <data>/back --json`, folder);
      const { digest } = JSON.parse(back.stdout) as { digest: string };
      expect(JSON.parse(there.stdout)).toMatchObject({ events: 65, streams: 17, digest, found: 0, copied: 65 });
      expect(JSON.parse(back.stdout)).toMatchObject({ events: 65, streams: 17, found: 0, copied: 65 });
      const again = await sedekah(`copy --from ${double.url} --to <data>/back --json`, folder);
      expect(JSON.parse(again.stdout)).toMatchObject({ digest, found: 65, copied: 0 });
    } finally {
      other.stop();
    }
  });

  test('a backup is for the embedded store', async () => {
    for (const command of ['backup <data>/cadangan.db', 'restore <data>/cadangan.db']) {
      const { stderr, exitCode } = await onServer(command);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('sedekah: not-embedded: ');
    }
  });

  test('a server that is not there is worth trying later, and the sentence says what to check', async () => {
    const { stdout, stderr, exitCode } = await onServer('check', 'esdb://someone:secret@127.0.0.1:1?tls=false');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 75 });
    expect(stderr).toMatch(/^sedekah: store-unavailable: EventStoreDB di 127\.0\.0\.1:1 tidak dapat dihubungi/);
    expect(stderr).not.toMatch(/secret|\n\s+at /);
  }, 60_000);

  test('a connection string that cannot be used is refused without its password', async () => {
    const { stderr, exitCode } = await onServer('check', 'http://someone:secret@127.0.0.1:2113');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('esdb://');
    expect(stderr).not.toMatch(/secret|\n\s+at /);
  });
});
