import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { removeProjected, temporaryFolder } from '../testing/projected';
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
