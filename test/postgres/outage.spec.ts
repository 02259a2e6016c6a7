import { setTimeout as delay } from 'node:timers/promises';
import { sedekah } from '../cli/sedekah';
import { MAMASA, REGENT } from '../e2e/fixtures';
import { TestServer, type Json } from '../e2e/server';
import { ProjectorProcess } from './projector-process';
import { canStartPostgres, sayNoPostgres, startPostgres, type OwnPostgres } from './server';

jest.setTimeout(180_000);

const suite = 'PostgreSQL goes away and comes back';
if (!canStartPostgres()) sayNoPostgres(suite);

(canStartPostgres() ? describe : describe.skip)(suite, () => {
  let postgres: OwnPostgres;
  let server: TestServer;
  let url: string;
  beforeAll(async () => {
    postgres = await startPostgres();
    url = await postgres.database();
    server = await TestServer.start({ READ_MODEL_URL: url });
  });
  afterAll(async () => {
    await server?.stop();
    await postgres?.stop();
  });

  async function readyWhen(is: (body: Json) => boolean): Promise<Json> {
    for (;;) {
      const { body } = await server.anyone.get('/health/ready');
      if (is(body)) return body;
      await delay(50);
    }
  }

  test('meanwhile every call answers 503 and records nothing, readiness says why, and all goes on by itself', async () => {
    const admin = await server.admin();
    const treasurer = await server.user(admin, 'bendahara', 'treasurer');
    await admin.put('/v1/scheme', MAMASA);
    await readyWhen((body) => Number(body['lagEvents']) === 0);

    await postgres.kill();
    const answer = await treasurer.get('/v1/sponsors');
    expect([answer.status, answer.body['code'], answer.headers['retry-after']]).toEqual([
      503,
      'store-unavailable',
      '2',
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|ra%2F/);
    expect(await readyWhen((body) => String(body['status']) === 'down')).toMatchObject({
      eventStore: 'up',
      readModel: 'down',
      lagEvents: null,
    });
    const refused = await treasurer.post('/v1/sponsors', REGENT, { key: 'pencatatan' });
    expect([refused.status, refused.body['code']]).toEqual([503, 'store-unavailable']);

    await postgres.start();
    await readyWhen((body) => String(body['status']) === 'up' && Number(body['lagEvents']) === 0);
    const written = await treasurer.post('/v1/sponsors', REGENT, { key: 'pencatatan' });
    expect(written.status).toBe(201);
    const { body } = await treasurer.get(`/v1/sponsors?waitFor=${String(written.body['position'])}`);
    expect(body['items']).toHaveLength(1);
  });

  test('the tool says so and ends with 75, a projector that never reached it ends with 1', async () => {
    await postgres.kill();
    const tool = await sedekah('rebuild', `${server.folder}/data`, { READ_MODEL_URL: url });
    expect(tool.exitCode).toBe(75);
    expect(tool.stderr).toMatch(/nobody answers there/);
    const projector = new ProjectorProcess({ SEDEKAH_DATA: `${server.folder}/data`, READ_MODEL_URL: url });
    while (!projector.hasEnded) await delay(50);
    expect(await projector.end()).toBe(1);
    expect(projector.output).toMatch(/^ReadModelUnusable: PostgreSQL di postgres:\/\/\*\*\*@127/);
    expect(tool.stderr + projector.output).not.toMatch(/ra%2F|ra\/ha|    at /);
    await postgres.start();
  });
});
