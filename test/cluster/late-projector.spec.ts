// A projector that is down, or far behind after an outage, while a month is to be run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openEventStore, type EventStore } from '@sedekah/event-store';
import { runProjector } from '@sedekah/read-model';
import { readConfig } from '../../apps/api/src/config';
import { createApp } from '../../apps/api/src/create-app';
import { JobRuns } from '../../apps/api/src/jobs/job-runs';
import { MAMASA } from '../e2e/fixtures';
import { Client, PASSWORD, TestClock } from '../e2e/server';

/** How long the server waits for its read model, and how long this test keeps it waiting. */
const PATIENCE_MS = 200;
const BEHIND_MS = 1_500;

const folder = mkdtempSync(join(tmpdir(), 'sedekah-late-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the run waits for it, and is not ended as a failure', async () => {
  const environment = { SEDEKAH_DATA: join(folder, 'data'), SEDEKAH_PROJECTOR: 'separate', LOG_LEVEL: 'silent' };
  const config = { ...readConfig(environment, []), waitForTimeoutMs: PATIENCE_MS };
  const announced: string[] = [];
  let store: EventStore | undefined;
  const app = await createApp({
    config,
    clock: new TestClock(),
    announce: (text) => announced.push(text),
    openStore: async (settings) => (store = await openEventStore(settings)),
  });
  if (store === undefined) throw new Error('no store was opened');
  const reader = store;
  const project = () => {
    const stop = new AbortController();
    const done = runProjector({ dataFolder: config.dataFolder, ledger: config.ledger, reader, signal: stop.signal });
    return async () => {
      stop.abort();
      await done;
    };
  };
  const stopProjector = project();
  const oneTime = /password:\s+(\S+)/.exec(announced.join(''))?.[1] ?? '';
  const signIn = async (userId: string, password: string) => {
    const { body } = await new Client(app).post('/v1/sessions', { userId, password });
    const client = new Client(app, String(body['token']));
    await client.post('/v1/sessions/password', { currentPassword: password, newPassword: PASSWORD });
    return client;
  };
  const admin = await signIn('admin', oneTime);
  await admin.put('/v1/scheme', MAMASA);
  await admin.post('/v1/users', { userId: 'bendahara', password: `${PASSWORD} sekali`, roles: ['treasurer'] });
  const treasurer = await signIn('bendahara', `${PASSWORD} sekali`);
  await stopProjector();

  const { status, body } = await treasurer.post('/v1/premium-runs', { throughMonth: '2021-05' });
  expect(status).toBe(202);
  await wait(BEHIND_MS);
  expect(app.get(JobRuns).isRunning(String(body['jobId']))).toBe(true);

  const stopAgain = project();
  await app.get(JobRuns).ended(String(body['jobId']));
  const types: string[] = [];
  for await (const page of reader.readAll()) types.push(...page.map(({ type }) => type));
  expect(types.filter((type) => type.startsWith('Job'))).toEqual(['JobSubmitted', 'JobProgressed', 'JobCompleted']);
  await stopAgain();
  await app.close();
}, 60_000);
