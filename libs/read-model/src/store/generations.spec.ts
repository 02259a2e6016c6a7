import { sponsorBalance } from '../money/sponsor-balance';
import { rebuild } from '../projector/rebuild';
import { runProjector } from '../projector/run-projector';
import { waitFor } from '../projector/wait-for';
import { removeProjected, temporaryLocation } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { compareReadModels, digestsOf } from './compare';
import { createGeneration, currentGeneration, generationsAt, openGeneration, openReadModel } from './generations';
import { LiveReadModel } from './live-read-model';
import type { ReadModel } from './read-model';

afterEach(removeProjected);

const story = (): RemittanceHistory =>
  new RemittanceHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 5 });
const question = { sponsorId: 'bupati', asOf: '2021-05-31' };

test('a rebuild fills the next generation beside the live one, and a running server follows', async () => {
  const location = await temporaryLocation();
  const live = await LiveReadModel.open(location);
  expect(await live.query((db) => sponsorBalance(db, question))).toBeUndefined();
  const first = live.generation;
  const rebuilt = await rebuild({ ...location, reader: story(), batchSize: 7 });
  expect(rebuilt).toMatchObject({ generation: first + 1, replaced: first });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await live.query((db) => sponsorBalance(db, question))).toMatchObject({ pledgedWorkers: 5 });
  expect(live.generation).toBe(first + 1);
  await live.close();
});

test('a query that runs while the tables are swapped ends on the tables it began with', async () => {
  const location = await temporaryLocation();
  const live = await LiveReadModel.open(location);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const slow = live.query(async (db) => {
    await rebuild({ ...location, reader: story() });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await live.query(async (next) => expect(next).not.toBe(db));
    return sponsorBalance(db, question);
  });
  expect(await slow).toBeUndefined();
  await live.close();
});

test('the generation before is kept for whoever still reads it, and removed by the next rebuild', async () => {
  const location = await temporaryLocation();
  for (const kept of [[1], [1, 2], [2, 3]]) {
    await rebuild({ ...location, reader: story() });
    expect(await generationsAt(location)).toEqual(kept);
  }
});

test('tables that fail their check are not read', async () => {
  const location = await temporaryLocation();
  await rebuild({ ...location, reader: story() });
  const beforeSwap = () => Promise.reject(new Error('not equal'));
  await expect(rebuild({ ...location, reader: story(), beforeSwap })).rejects.toThrow('not equal');
  expect(await currentGeneration(location)).toBe(1);
});

test('a projector goes over to the rebuilt tables and keeps them up', async () => {
  const location = await temporaryLocation();
  const history = story();
  const stop = new AbortController();
  const running = runProjector({ ...location, reader: history, signal: stop.signal });
  await rebuild({ ...location, reader: history });
  history.sponsor('wabup');
  const current = await openReadModel(location);
  expect(await waitFor(current.db, history.events.at(-1)?.position ?? '', 20_000)).toBe(true);
  stop.abort();
  await running;
  await current.close();
});

test('read models that differ are compared row for row', async () => {
  const left = await createGeneration(await temporaryLocation());
  const right = await createGeneration(await temporaryLocation());
  const row = { user_id: 'budi', ordinal: 1, effective_on: '2021-05-01' };
  await left.db.insertInto('app_user').values(row).execute();
  await right.db
    .insertInto('app_user')
    .values({ ...row, ordinal: 2 })
    .execute();
  await right.db.insertInto('app_user').values({ user_id: 'wati', ordinal: 3, effective_on: '2021-05-02' }).execute();
  const budi = { table: 'app_user', key: { user_id: 'budi' }, left: row, right: { ...row, ordinal: 2 } };
  const wati = {
    table: 'app_user',
    key: { user_id: 'wati' },
    right: { user_id: 'wati', ordinal: 3, effective_on: '2021-05-02' },
  };
  expect(await compareReadModels(left, right)).toEqual([budi, wati]);
  expect(await compareReadModels(left, right, { upTo: 2 })).toEqual([budi]);
  const digests = async (model: ReadModel, upTo?: number) => {
    const digest = new Map<string, string>();
    for await (const each of digestsOf(model, { upTo })) digest.set(each.table, `${each.rows} ${each.digest}`);
    return digest;
  };
  expect((await digests(left)).get('app_user')).not.toBe((await digests(right)).get('app_user'));
  expect((await digests(left)).get('worker')).toBe((await digests(right)).get('worker'));
  expect((await digests(left)).has('checkpoint')).toBe(true);
  expect((await digests(left, 1)).has('checkpoint')).toBe(false);
  await Promise.all([left.close(), right.close()]);
});

test('another ledger is refused with a sentence', async () => {
  const location = await temporaryLocation();
  await (await openReadModel({ ...location, ledger: 'mamasa' })).close();
  await expect(openReadModel({ ...location, ledger: 'parepare' })).rejects.toThrow(/holds the ledger "mamasa"/);
});

test('tables of an older program give way to fresh ones, those of a newer one are refused', async () => {
  const location = await temporaryLocation();
  await rebuild({ ...location, reader: story() });
  const setVersion = async (version: number) => {
    const model = await openGeneration({ ...location, access: 'write' }, 1);
    await model.db.updateTable('read_model').set({ schema_version: version }).execute();
    await model.close();
  };
  await setVersion(0);
  const fresh = await openReadModel(location);
  expect(fresh.generation).toBe(2);
  await fresh.close();
  const newer = await openGeneration({ ...location, access: 'write' }, 2);
  await newer.db.updateTable('read_model').set({ schema_version: 99 }).execute();
  await newer.close();
  await expect(openReadModel(location)).rejects.toThrow(/newer version of the program/);
});

test('of many that open a read model where there is none, one makes it and the others take that one', async () => {
  const location = await temporaryLocation();
  const opened = await Promise.all([1, 2, 3, 4].map(() => openReadModel(location)));
  const current = await currentGeneration(location);
  expect(opened.map(({ generation }) => generation)).toEqual([1, 2, 3, 4].map(() => current));
  expect(await generationsAt(location)).toEqual([current]);
  await Promise.all(opened.map((each) => each.close()));
});
