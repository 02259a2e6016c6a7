import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { playMamasa } from './mamasa';
import { sedekah } from './sedekah';

jest.setTimeout(60_000);

interface Compared {
  readonly equal: boolean;
  readonly tables: readonly { readonly table: string; readonly live: object; readonly replayed: object }[];
}

describe('replay --compare', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sedekah-replay-'));
  const scratch = join(folder, 'scratch');
  beforeAll(() => {
    mkdirSync(scratch);
    return playMamasa(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const compared = async (options = ''): Promise<[exitCode: number, Compared]> => {
    const { stdout, exitCode } = await sedekah(`replay --compare --json ${options}`, folder, { TMPDIR: scratch });
    return [exitCode, JSON.parse(stdout) as Compared];
  };
  const unequal = ({ tables }: Compared): string[] =>
    tables.filter(({ live, replayed }) => JSON.stringify(live) !== JSON.stringify(replayed)).map(({ table }) => table);

  test('hashes every table of both, and leaves nothing behind', async () => {
    const [exitCode, answer] = await compared();
    expect([exitCode, answer.equal, unequal(answer)]).toEqual([0, true, []]);
    expect(answer.tables.find(({ table }) => table === 'log_entry')?.live).toMatchObject({ rows: 65 });
    expect(readdirSync(scratch).filter((name) => name.startsWith('sedekah'))).toEqual([]);
  });

  test('names the tables that differ, as far as the facts of that time do', async () => {
    const database = new Database(join(folder, 'read-model', '1.db'));
    database.exec("update sponsor set tier = 'Raja' where sponsor_id = 'bupati'; delete from cover where ordinal > 60");
    database.close();
    const [exitCode, now] = await compared();
    expect([exitCode, now.equal, unequal(now)]).toEqual([1, false, ['sponsor', 'cover']]);
    expect(unequal((await compared('--until 60'))[1])).toEqual(['sponsor']);
    const [early, then] = await compared('--until 15');
    expect([early, then.equal, unequal(then)]).toEqual([0, true, []]);
    const { stdout } = await sedekah('replay --compare', folder);
    expect(stdout).toMatch(/BEDA \/ DIFFERENT: sponsor, cover\n$/);
  });
});

describe('replay --json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sedekah-replay-'));
  beforeAll(() => playMamasa(folder));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is one document also when it fails in the middle of its list, and says why in it', async () => {
    expect(await sedekah('rebuild', folder)).toMatchObject({ exitCode: 0 });
    const database = new Database(join(folder, 'read-model', '1.db'));
    database.exec("update sponsor set tier = 'Raja' where sponsor_id = 'bupati'; drop table worker");
    database.close();
    const { stdout, exitCode } = await sedekah('replay --json', folder);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      events: 65,
      differences: expect.arrayContaining([expect.objectContaining({ table: 'sponsor', column: 'tier' })]),
      error: { code: 'file-unusable', message: expect.stringContaining('no such table: worker') },
    });
  });
});
