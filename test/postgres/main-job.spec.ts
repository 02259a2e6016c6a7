import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openEventStore } from '@sedekah/event-store';
import { compareReadModels, openReadModel, readCheckpoint } from '@sedekah/read-model';
import { projected, removeProjected } from '../../libs/read-model/src/testing/projected';
import { TestServer } from '../e2e/server';
import { ProjectorProcess } from './projector-process';
import { hasPostgres, postgresServer, sayNoPostgres, type PostgresServer } from './server';

jest.setTimeout(180_000);

const suite = 'the main job with PostgreSQL, the API and two projectors as processes of their own';
if (!hasPostgres()) sayNoPostgres(suite);

/** Starts as soon as the server has made the log. */
async function startProjector(environment: Readonly<Record<string, string>>, log: string): Promise<ProjectorProcess> {
  while (!existsSync(log)) await delay(20);
  // The tables of the log come a moment after its file.
  await delay(500);
  return new ProjectorProcess(environment);
}

(hasPostgres() ? describe : describe.skip)(suite, () => {
  let server: PostgresServer;
  let folder: string;
  let url: string;
  let projectors: Promise<ProjectorProcess>[];
  beforeAll(async () => {
    server = await postgresServer();
    url = await server.database();
    folder = mkdtempSync(join(tmpdir(), 'sedekah-main-job-'));
    const stores = { SEDEKAH_DATA: join(folder, 'data'), READ_MODEL_URL: url };
    TestServer.surroundings = { ...stores, SEDEKAH_PROJECTOR: 'separate' };
    projectors = [1, 2].map(() => startProjector(stores, join(folder, 'data', 'events.db')));
  });

  afterAll(async () => {
    for (const projector of await Promise.all(projectors)) await projector.end('SIGKILL');
    await removeProjected();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  // The same tests as with the stores in the data folder.
  require('../e2e/main-job.spec');

  test('the tables hold what one rebuild makes of the log', async () => {
    const log = await openEventStore({ dataFolder: join(folder, 'data'), ledger: 'sedekah', readOnly: true });
    const readModel = await openReadModel({ dataFolder: join(folder, 'data'), url });
    const expected = await projected(log);
    const { ordinal } = await readCheckpoint(expected.db);
    while ((await readCheckpoint(readModel.db)).ordinal < ordinal) await delay(50);
    expect(await compareReadModels(readModel, expected)).toEqual([]);
    expect(ordinal).toBeGreaterThan(50);
    const outputs = (await Promise.all(projectors)).map(({ output }) => output);
    expect(outputs.filter((output) => /is running/.test(output))).toHaveLength(1);
    expect(outputs.filter((output) => /stands by/.test(output))).toHaveLength(1);
    await readModel.close();
    await log.close();
  });
});
