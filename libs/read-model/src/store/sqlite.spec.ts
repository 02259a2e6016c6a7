import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Projector } from '../projector/projector';
import { rebuild } from '../projector/rebuild';
import { removeProjected, temporaryFolder } from '../testing/projected';
import { SchemeHistory } from '../testing/scheme-history';
import { openReadModel } from './generations';

afterEach(removeProjected);

test('a foreign file in the place of a read model is refused with a sentence, and left as it is', async () => {
  const foreign = temporaryFolder();
  mkdirSync(join(foreign, 'read-model'));
  const database = new Database(join(foreign, 'read-model', '1.db'));
  database.exec('create table something (id integer)');
  writeFileSync(join(foreign, 'read-model', 'current'), '1\n');
  await expect(openReadModel({ dataFolder: foreign })).rejects.toThrow(/not a read model/);
  expect(database.prepare('select name from sqlite_master').all()).toEqual([{ name: 'something' }]);
  database.close();
});

test('a rebuild leaves the indexes that tables filled event by event have', async () => {
  const [rebuilt, filled] = [temporaryFolder(), temporaryFolder()];
  const history = new SchemeHistory().law().sponsor('bupati').worker('w1').enrolled('w1');
  await rebuild({ dataFolder: rebuilt, reader: history });
  const live = await openReadModel({ dataFolder: filled, access: 'write' });
  await new Projector({ reader: history, readModel: live }).catchUp();
  await live.close();
  const schemaOf = (dataFolder: string): unknown[] => {
    const database = new Database(join(dataFolder, 'read-model', '1.db'), { readonly: true });
    const schema = database.prepare('select type, name, sql from sqlite_schema order by name').all();
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
    return schema;
  };
  expect(schemaOf(rebuilt)).toEqual(schemaOf(filled));
});
