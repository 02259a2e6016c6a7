import { setTimeout as delay } from 'node:timers/promises';
import { openReadModel, readCheckpoint } from '@sedekah/read-model';
import { hasPostgres, postgresServer, sayNoPostgres, type PostgresServer } from '../postgres/server';
import { MAMASA, REGENT } from './fixtures';
import { TestServer, type Json } from './server';

jest.setTimeout(120_000);

let server: TestServer;

async function readyWhen(is: (body: Json) => boolean): Promise<{ readonly status: number; readonly body: Json }> {
  for (;;) {
    const answer = await server.anyone.get('/health/ready');
    if (is(answer.body)) return answer;
    await delay(50);
  }
}

const isUp = (body: Json) => String(body['projector']) === 'up' && Number(body['lagEvents']) === 0;
const isDown = (body: Json) => String(body['projector']) === 'down';

/** Puts a row in the way of the next event; returns how to take it out again. */
async function obstruct(url: string | undefined): Promise<() => Promise<void>> {
  const location = { dataFolder: `${server.folder}/data`, access: 'write' as const, ...(url ? { url } : {}) };
  const readModel = await openReadModel(location);
  const { db } = readModel;
  const ordinal = (await readCheckpoint(db)).ordinal + 1;
  const of = {
    stream: 'x',
    revision: 0,
    type: 'x',
    recorded_at: '2021',
    known_at: '2021',
    command_id: 'x',
    by_user: 'x',
  };
  await db
    .insertInto('log_entry')
    .values({ ordinal, position: 'x', ...of })
    .execute();
  return async () => {
    await db.deleteFrom('log_entry').where('ordinal', '=', ordinal).execute();
    await readModel.close();
  };
}

/** A projection that fails stops at its event, is seen, and goes on by itself when the reason is gone. */
async function stopsAndGoesOn(url?: string): Promise<void> {
  server = await TestServer.start(url ? { READ_MODEL_URL: url } : {});
  try {
    const admin = await server.admin();
    const treasurer = await server.user(admin, 'bendahara', 'treasurer');
    await admin.put('/v1/scheme', MAMASA);
    const { body: before } = await readyWhen(isUp);
    expect(before).toMatchObject({ status: 'up', projectorStoppedAt: null, lagSeconds: 0 });

    const mend = await obstruct(url);
    const { body: written } = await treasurer.post('/v1/sponsors', REGENT);
    const position = String(written['position']);
    server.clock.instant = new Date(Date.parse(server.clock.instant) + 90_000).toISOString();
    const { status, body: stopped } = await readyWhen(isDown);
    expect(status).toBe(503);
    expect(stopped).toMatchObject({
      status: 'down',
      eventStore: 'up',
      readModel: 'up',
      projectorStoppedAt: { eventType: 'SponsorRegistered', position },
      appliedEvents: before['appliedEvents'],
      lagEvents: 1,
      lagSeconds: 90,
    });
    const { body: known } = await treasurer.get('/v1/sponsors');
    expect(known['items']).toEqual([]);

    await mend();
    const { status: again, body: after } = await readyWhen(isUp);
    expect([again, after['projectorStoppedAt']]).toEqual([200, null]);
    const { body: now } = await treasurer.get(`/v1/sponsors?waitFor=${position}`);
    expect(now['items']).toHaveLength(1);
  } finally {
    await server.stop();
  }
}

test('a projection that fails stops at its event, is seen, and goes on when the reason is gone', () =>
  stopsAndGoesOn());

const suite = 'readiness with PostgreSQL';
if (!hasPostgres()) sayNoPostgres(suite);

(hasPostgres() ? describe : describe.skip)(suite, () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await postgresServer();
  });
  afterAll(() => postgres?.stop());

  test('a projection that fails stops at its event, is seen, and goes on when the reason is gone', async () =>
    stopsAndGoesOn(await postgres.database()));
});
