import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openEventStore, type EventStore } from '@sedekah/event-store';
import { compareReadModels, openReadModel, readCheckpoint, type ReadModel } from '@sedekah/read-model';
import { SchemeHistory } from '../../libs/read-model/src/testing/scheme-history';
import { projected, removeProjected } from '../../libs/read-model/src/testing/projected';
import { ProjectorProcess } from './projector-process';
import { hasPostgres, onDatabase, postgresServer, sayNoPostgres, type PostgresServer } from './server';

jest.setTimeout(300_000);

const suite = 'several projectors of one PostgreSQL';
if (!hasPostgres()) sayNoPostgres(suite);

const RUNNING = /is running/;
const STANDING_BY = /stands by/;

let folder: string;
let log: EventStore;
let projectors: ProjectorProcess[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sedekah-projectors-'));
  log = await openEventStore({ dataFolder: folder, ledger: 'sedekah' });
  projectors = [];
});
afterEach(async () => {
  for (const projector of projectors) await projector.end('SIGKILL');
  await removeProjected();
  await log.close();
  rmSync(folder, { recursive: true });
});

function start(url?: string): ProjectorProcess {
  const projector = new ProjectorProcess({ SEDEKAH_DATA: folder, ...(url ? { READ_MODEL_URL: url } : {}) });
  projectors.push(projector);
  return projector;
}

/** Records payments until told to stop, some events at a time; returns how many events there are then. */
function load(): { readonly stop: () => Promise<number> } {
  let isOn = true;
  const history = new SchemeHistory().at('2021-04-22').law().sponsor('bupati').pledge('bupati', { quota: 5 });
  const revisions = new Map<string, bigint>();
  const appending = (async () => {
    let stored = 0;
    for (let number = 1; isOn; number += 1) {
      history.paid('bupati', `k${number}`, '1000', '2021-05-03');
      for (const { stream, type, data, metadata } of history.events.slice(stored)) {
        const event = { id: randomUUID(), type, data, metadata };
        const { revision } = await log.append(stream, [event], revisions.get(stream) ?? 'no-stream');
        revisions.set(stream, revision);
      }
      stored = history.events.length;
    }
    return stored;
  })();
  return {
    stop: () => {
      isOn = false;
      return appending;
    },
  };
}

/** What the projectors made is what one projector makes in one go. */
async function expectWhole(readModel: ReadModel, events: number): Promise<void> {
  while ((await readCheckpoint(readModel.db)).ordinal < events) await delay(50);
  expect(await compareReadModels(readModel, await projected(log))).toEqual([]);
  const { ordinal } = await readCheckpoint(readModel.db);
  expect(ordinal).toBe(events);
}

async function appliedOf(readModel: ReadModel): Promise<number> {
  return (await readCheckpoint(readModel.db)).ordinal;
}

/** Kills the one at work under load, again and again: the one that stands by goes on where it was. */
async function survivesKills(kills: number, url?: string): Promise<void> {
  const loading = load();
  let active = start(url);
  await active.says(RUNNING);
  const readModel = await openReadModel({ dataFolder: folder, ...(url ? { url } : {}) });
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      const next = start(url);
      await next.says(STANDING_BY);
      const before = await appliedOf(readModel);
      while ((await appliedOf(readModel)) === before) await delay(5);
      expect(next.output).not.toMatch(RUNNING);
      await active.end('SIGKILL');
      await next.says(RUNNING);
      active = next;
    }
    await expectWhole(readModel, await loading.stop());
    expect(await active.end()).toBe(0);
  } finally {
    await loading.stop();
    await readModel.close();
  }
}

describe('several projectors of one SQLite read model', () => {
  test('one works and one stands by, and kill -9 under load neither loses nor doubles an event', () =>
    survivesKills(3));
});

(hasPostgres() ? describe : describe.skip)(suite, () => {
  let server: PostgresServer;
  let url: string;
  beforeAll(async () => {
    server = await postgresServer();
  });
  beforeEach(async () => {
    url = await server.database();
  });
  afterAll(() => server?.stop());

  test('one works and one stands by, and kill -9 under load neither loses nor doubles an event', () =>
    survivesKills(5, url));

  /** Freezes it while it holds the row that says how far the tables have come. */
  async function freezeInTransaction(projector: ProjectorProcess): Promise<void> {
    for (;;) {
      projector.signal('SIGSTOP');
      await delay(100);
      const { rowCount } = await onDatabase(url, (client) =>
        client.query(
          `select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
        ),
      );
      if (rowCount === 1) return;
      projector.signal('SIGCONT');
      await delay(Math.random() * 50);
    }
  }

  test('one that is frozen inside a transaction loses its turn and its locks, and stands by when it is thawed', async () => {
    const loading = load();
    const frozen = start(url);
    await frozen.says(RUNNING);
    const readModel = await openReadModel({ dataFolder: folder, url });
    try {
      const next = start(url);
      await next.says(STANDING_BY);
      await freezeInTransaction(frozen);
      await next.says(RUNNING);
      const before = await appliedOf(readModel);
      while ((await appliedOf(readModel)) === before) await delay(20);
      frozen.signal('SIGCONT');
      await frozen.says(STANDING_BY);
      await expectWhole(readModel, await loading.stop());
      expect(await next.end()).toBe(0);
      await frozen.says(RUNNING, 2);
      expect(await frozen.end()).toBe(0);
    } finally {
      frozen.signal('SIGCONT');
      await loading.stop();
      await readModel.close();
    }
  });

  test('two told to stop while one works and one stands by are gone at once', async () => {
    const both = [start(url), start(url)];
    await Promise.race(both.map((each) => each.says(STANDING_BY)));
    expect(await Promise.all(both.map((each) => each.end()))).toEqual([0, 0]);
  });
});
