import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sponsorBalance } from '../money/sponsor-balance';
import { rebuild } from '../projector/rebuild';
import { runProjector } from '../projector/run-projector';
import { waitFor } from '../projector/wait-for';
import { removeProjected, temporaryFolder } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { compareReadModels } from './compare';
import { createGeneration, currentGeneration, openGeneration, openReadModel } from './generations';
import { LiveReadModel } from './live-read-model';
import { ReadModelUnusable } from './location';
import { generationsIn } from './sqlite-pointer';

afterEach(removeProjected);

const story = (): RemittanceHistory =>
  new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 5 });
const question = { sponsorId: 'bupati', asOf: '2021-05-31' };

test('a rebuild fills the next generation beside the live one, and a running server follows', async () => {
  const dataFolder = temporaryFolder();
  const live = await LiveReadModel.open({ dataFolder });
  expect(await live.query((db) => sponsorBalance(db, question))).toBeUndefined();
  const first = live.generation;
  const rebuilt = await rebuild({ dataFolder, reader: story(), batchSize: 7 });
  expect(rebuilt).toMatchObject({ generation: first + 1, replaced: first });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await live.query((db) => sponsorBalance(db, question))).toMatchObject({ pledgedWorkers: 5 });
  expect(live.generation).toBe(first + 1);
  await live.close();
});

test('a query that runs while the tables are swapped ends on the tables it began with', async () => {
  const dataFolder = temporaryFolder();
  const live = await LiveReadModel.open({ dataFolder });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const slow = live.query(async (db) => {
    await rebuild({ dataFolder, reader: story() });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await live.query(async (next) => expect(next).not.toBe(db));
    return sponsorBalance(db, question);
  });
  expect(await slow).toBeUndefined();
  await live.close();
});

test('the generation before is kept for whoever still reads it, and removed by the next rebuild', async () => {
  const dataFolder = temporaryFolder();
  for (const kept of [[1], [1, 2], [2, 3]]) {
    await rebuild({ dataFolder, reader: story() });
    expect(generationsIn({ dataFolder })).toEqual(kept);
  }
});

test('tables that fail their check are not read', async () => {
  const dataFolder = temporaryFolder();
  await rebuild({ dataFolder, reader: story() });
  const beforeSwap = () => Promise.reject(new Error('not equal'));
  await expect(rebuild({ dataFolder, reader: story(), beforeSwap })).rejects.toThrow('not equal');
  expect(await currentGeneration({ dataFolder })).toBe(1);
});

test('a projector goes over to the rebuilt tables and keeps them up', async () => {
  const dataFolder = temporaryFolder();
  const history = story();
  const stop = new AbortController();
  const running = runProjector({ dataFolder, reader: history, signal: stop.signal });
  await rebuild({ dataFolder, reader: history });
  history.sponsor('wabup');
  const current = await openReadModel({ dataFolder });
  expect(await waitFor(current.db, history.events.at(-1)?.position ?? '', 5_000)).toBe(true);
  stop.abort();
  await running;
  await current.close();
});

test('read models that differ are compared row for row', async () => {
  const folders = [temporaryFolder(), temporaryFolder()];
  const [left, right] = await Promise.all(folders.map((dataFolder) => createGeneration({ dataFolder })));
  if (!left || !right) throw new Error('two read models were created');
  const row = { user_id: 'budi', ordinal: 1, effective_on: '2021-05-01' };
  await left.db.insertInto('app_user').values(row).execute();
  await right.db
    .insertInto('app_user')
    .values({ ...row, ordinal: 2 })
    .execute();
  expect(await compareReadModels(left, right)).toEqual([
    { table: 'app_user', onlyIn: 'left', row: JSON.stringify(row) },
    { table: 'app_user', onlyIn: 'right', row: JSON.stringify({ ...row, ordinal: 2 }) },
  ]);
  await Promise.all([left.close(), right.close()]);
});

test('another ledger, a foreign file and a URL of another kind are refused with a sentence', async () => {
  const dataFolder = temporaryFolder();
  await (await openReadModel({ dataFolder, ledger: 'mamasa' })).close();
  await expect(openReadModel({ dataFolder, ledger: 'parepare' })).rejects.toThrow(/holds the ledger "mamasa"/);
  const foreign = temporaryFolder();
  mkdirSync(join(foreign, 'read-model'));
  const database = new Database(join(foreign, 'read-model', '1.db'));
  database.exec('create table something (id integer)');
  database.close();
  writeFileSync(join(foreign, 'read-model', 'current'), '1\n');
  await expect(openReadModel({ dataFolder: foreign })).rejects.toThrow(/not a read model/);
  const mysql = openReadModel({ dataFolder, url: 'mysql://user:rahasia@host/db' });
  await expect(mysql).rejects.toThrow(/READ_MODEL_URL starts with mysql:/);
  await expect(mysql).rejects.not.toThrow(/rahasia/);
  await expect(mysql).rejects.toBeInstanceOf(ReadModelUnusable);
});

test('tables of an older program give way to fresh ones, those of a newer one are refused', async () => {
  const dataFolder = temporaryFolder();
  await rebuild({ dataFolder, reader: story() });
  const setVersion = async (version: number) => {
    const model = await openGeneration({ dataFolder, access: 'write' }, 1);
    await model.db.updateTable('read_model').set({ schema_version: version }).execute();
    await model.close();
  };
  await setVersion(0);
  const fresh = await openReadModel({ dataFolder });
  expect(fresh.generation).toBe(2);
  await fresh.close();
  const newer = await openGeneration({ dataFolder, access: 'write' }, 2);
  await newer.db.updateTable('read_model').set({ schema_version: 99 }).execute();
  await newer.close();
  await expect(openReadModel({ dataFolder })).rejects.toThrow(/newer version of the program/);
});
