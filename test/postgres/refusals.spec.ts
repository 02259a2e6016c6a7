import { sql } from 'kysely';
import { LiveReadModel, openReadModel, ReadModelUnusable } from '@sedekah/read-model';
import { SchemeHistory } from '../../libs/read-model/src/testing/scheme-history';
import { projected, removeProjected, temporaryFolder } from '../../libs/read-model/src/testing/projected';
import { compareReadModels, rebuild, runProjector, sponsorBalance, waitFor } from '@sedekah/read-model';
import { canStartPostgres, onDatabase, sayNoPostgres, startPostgres, type OwnPostgres } from './server';

jest.setTimeout(180_000);

const suite = 'a PostgreSQL that cannot be used, and one that goes away';
if (!canStartPostgres()) sayNoPostgres(suite);

/** Every table, with its number of rows, outside the catalogue. */
const contents = (url: string) =>
  onDatabase(url, async (client) => {
    const { rows } = await client.query<{ name: string; oid: string }>(
      `select n.nspname || '.' || c.relname as name, c.oid::text as oid
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`,
    );
    return rows;
  });

(canStartPostgres() ? describe : describe.skip)(suite, () => {
  let server: OwnPostgres;
  const dataFolder = '/nowhere';
  let stop: AbortController;
  let open: { close(): Promise<void> }[];
  beforeEach(() => {
    stop = new AbortController();
    open = [];
  });
  afterEach(async () => {
    stop.abort();
    for (const each of open) await each.close();
  });
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterEach(removeProjected);
  afterAll(() => server?.stop());

  const refusal = async (url: string, ledger = 'sedekah'): Promise<ReadModelUnusable> => {
    const error: unknown = await openReadModel({ dataFolder, url, ledger }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof ReadModelUnusable)) throw new Error('it was not refused as it should be', { cause: error });
    expect(error.message).not.toMatch(/ra%2F|ra\/ha|hasi|salah-sandi/);
    expect(error.message).toMatch(/ \/ /);
    return error;
  };

  test('a connection that breaks between two statements fails the next one, and ends no process', async () => {
    const url = await server.database();
    const model = await openReadModel({ dataFolder, url });
    open.push(model);
    const broken = model.db.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction);
      await onDatabase(url, (client) => client.query('select pg_terminate_backend($1)', [rows[0]?.pid]));
      await new Promise((resolve) => setTimeout(resolve, 500));
      await sql`select 1`.execute(transaction);
    });
    await expect(broken).rejects.toThrow(/terminat|connection error|not queryable/);
  });

  test('a wrong password', async () => {
    const url = new URL(await server.database());
    url.password = 'salah-sandi';
    const { message, isPassing } = await refusal(url.href);
    expect(message).toMatch(/wrong user name or password/);
    expect(message).toContain('postgres://***@127.0.0.1');
    expect(isPassing).toBe(false);
  });

  test('a database that is not there', async () => {
    expect((await refusal(server.urlOf('tidak_ada'))).message).toMatch(/no such database; create it first/);
  });

  test('a port where nobody answers', async () => {
    const url = new URL(server.urlOf('postgres'));
    url.port = '1';
    const { message, isPassing } = await refusal(url.href);
    expect(message).toMatch(/127\.0\.0\.1:1\/postgres.*nobody answers there/);
    expect(isPassing).toBe(true);
  });

  test('a host that is not there', async () => {
    const url = new URL(server.urlOf('postgres'));
    url.hostname = 'tidak-ada.invalid';
    expect((await refusal(url.href)).message).toMatch(/tidak-ada\.invalid.*host’s name/);
  });

  test('TLS asked of a server that has none', async () => {
    const url = new URL(await server.database());
    url.searchParams.set('sslmode', 'verify-full');
    expect((await refusal(url.href)).message).toMatch(/check sslmode/);
  });

  test('a user who may not make anything', async () => {
    const url = await server.database();
    await onDatabase(url, (client) => client.query(`create role tamu login password 'tamu'`));
    const guest = new URL(url);
    [guest.username, guest.password] = ['tamu', 'tamu'];
    expect((await refusal(guest.href)).message).toMatch(/lacks a right/);
    expect(await contents(url)).toEqual([]);
  });

  test.each([
    ['table', 'create table orang (nama text)', 'public.orang'],
    ['table that our user may not read', 'create schema lain; create table lain.milik (id integer)', 'lain.milik'],
    ['view', 'create view lihat as select 1 as satu', 'public.lihat'],
    ['sequence', 'create sequence nomor', 'public.nomor'],
    [
      'table in a schema that is named like ours',
      'create schema sedekah_rm; create table sedekah_rm.x (id integer)',
      'sedekah_rm.x',
    ],
  ])('a database that holds another %s is refused by its name, and not touched', async (_, statement, name) => {
    const url = await server.database();
    await onDatabase(url, async (client) => {
      await client.query(statement);
      await client.query(`do $$ begin if not exists (select 1 from pg_roles where rolname = 'petugas') then
        create role petugas login password 'petugas'; end if; end $$`);
      await client.query(`grant create on database ${new URL(url).pathname.slice(1)} to petugas`);
    });
    const ours = new URL(url);
    [ours.username, ours.password] = ['petugas', 'petugas'];
    const before = await contents(url);
    expect((await refusal(ours.href)).message).toContain(`(${name})`);
    expect(await contents(url)).toEqual(before);
  });

  test('another ledger’s database is refused by its name, and not touched', async () => {
    const url = await server.database();
    await (await openReadModel({ dataFolder, url, ledger: 'mamasa' })).close();
    const before = await contents(url);
    expect((await refusal(url, 'parepare')).message).toMatch(/holds the ledger "mamasa", not "parepare"/);
    expect(await contents(url)).toEqual(before);
  });

  test('a database whose only tables belong to an extension is empty', async () => {
    const url = await server.database();
    await onDatabase(url, (client) => client.query('create extension if not exists pg_stat_statements'));
    await (await openReadModel({ dataFolder, url })).close();
  });

  test('killed and started again under a projector and a server: both go on, nothing lost or doubled', async () => {
    const location = { dataFolder: temporaryFolder(), url: await server.database() };
    const history = new SchemeHistory().at('2021-04-22').law();
    const add = (name: string) =>
      history.sponsor(name).pledge(name, { quota: 3 }).paid(name, name, '1000', '2021-05-03');
    add('bupati');
    const live = await LiveReadModel.open(location);
    open.push(live);
    const outages: string[] = [];
    const onOutage = ({ message }: Error) => outages.push(message);
    const running = runProjector({ ...location, reader: history, signal: stop.signal, batchSize: 2, onOutage });
    const reached = async () => {
      const { position } = history.events.at(-1) ?? { position: '' };
      return live.query((db) => waitFor(db, position, 60_000)).catch(() => false);
    };
    expect(await reached()).toBe(true);
    for (const name of ['wabup', 'sekda']) {
      const before = outages.length;
      await server.kill();
      add(name);
      const gone: unknown = await live
        .query((db) => sponsorBalance(db, { sponsorId: name, asOf: '2021-05-31' }))
        .catch((error: unknown) => error);
      expect(gone).toMatchObject({ name: 'ReadModelUnusable', isPassing: true });
      while (outages.length === before) await new Promise((resolve) => setTimeout(resolve, 20));
      await server.start();
      expect(await reached()).toBe(true);
    }
    expect(outages.join()).not.toMatch(/PaymentRecorded|PledgeMade|ra%2F/);
    const expected = await projected(history);
    await live.query(async (_, model) => expect(await compareReadModels(model, expected)).toEqual([]));
    stop.abort();
    await running;
  });

  test('a query that gets no answer in time is given up, and the next one is answered', async () => {
    const url = await server.database();
    const live = await LiveReadModel.open({ dataFolder, url, queryTimeoutMs: 500 });
    open.push(live);
    const ask = () => live.query((db) => sponsorBalance(db, { sponsorId: 'bupati', asOf: '2021-05-31' }));
    await onDatabase(url, async (client) => {
      await client.query('begin');
      await client.query(`lock table sedekah_rm_${live.generation}.sponsor in access exclusive mode`);
      await expect(ask()).rejects.toMatchObject({ name: 'ReadModelUnusable', isPassing: true });
      await client.query('rollback');
    });
    expect(await ask()).toBeUndefined();
  });

  test('a rebuild beside a live projector swaps without a reader that fails', async () => {
    const location = { dataFolder: temporaryFolder(), url: await server.database() };
    const history = new SchemeHistory().at('2021-04-22').law().sponsor('bupati');
    const running = runProjector({ ...location, reader: history, signal: stop.signal });
    const live = await LiveReadModel.open(location);
    open.push(live);
    let asked = 0;
    const asking = (async () => {
      while (!stop.signal.aborted) {
        await live.query((db) => sponsorBalance(db, { sponsorId: 'bupati', asOf: '2021-05-31' }));
        asked += 1;
      }
    })();
    for (let round = 1; round <= 3; round += 1) {
      history.paid('bupati', `k${round}`, '1000', '2021-05-03');
      await rebuild({ ...location, reader: history, batchSize: 5 });
      history.paid('bupati', `k${round}-sesudah`, '500', '2021-05-03');
      await new Promise((resolve) => setTimeout(resolve, 300));
      const { position } = history.events.at(-1) ?? { position: '' };
      expect(await live.query((db) => waitFor(db, position, 30_000))).toBe(true);
    }
    const balance = await live.query((db) => sponsorBalance(db, { sponsorId: 'bupati', asOf: '2021-05-31' }));
    expect(balance).toMatchObject({ payments: { verified: '4500' } });
    stop.abort();
    await Promise.all([running, asking]);
    expect(asked).toBeGreaterThan(3);
    const expected = await projected(history);
    await live.query(async (_, model) => expect(await compareReadModels(model, expected)).toEqual([]));
  });
});
