import Database from 'better-sqlite3';
import { rememberingStatements } from './remembered-statements';

const QUERY = 'select value from json_each(?)';

it('prepares a text once, and again while the rows of the first are being read', () => {
  const database = new Database(':memory:');
  const remembering = rememberingStatements(database);
  const first = remembering.prepare(QUERY);
  expect(remembering.prepare(QUERY)).toBe(first);
  const rows = (first as unknown as Database.Statement<unknown[]>).iterate('[1,2]');
  rows.next();
  const second = remembering.prepare(QUERY);
  expect(second).not.toBe(first);
  expect(second.all(['[3]'])).toEqual([{ value: 3 }]);
  rows.return?.();
  remembering.close();
});

it('sees columns that were added to a table since', () => {
  const database = new Database(':memory:');
  database.exec('create table t (a integer); insert into t values (1)');
  const remembering = rememberingStatements(database);
  const all = () => remembering.prepare('select * from t').all([]);
  expect(all()).toEqual([{ a: 1 }]);
  database.exec('alter table t add column b integer default 2');
  expect(all()).toEqual([{ a: 1, b: 2 }]);
  remembering.close();
});
