import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfig } from '../../apps/api/src/config';
import { createApp } from '../../apps/api/src/create-app';
import type { DemoAnswer, SchemeAnswer } from '../../apps/api/src/demo/answers';
import { LedgerNotEmpty, play } from '../../apps/api/src/demo/play';
import { syntheticPeople } from '../../apps/api/src/demo/people';
import { report } from '../../apps/api/src/demo/report';
import { ScenarioClock } from '../../apps/api/src/demo/scenario-clock';
import { hasRealServer, realServer, sayNoServer, type RealServer } from '../contract/real-server';
import { hasPostgres, postgresServer, sayNoPostgres } from '../postgres/server';

const PATIENCE_MS = 180_000;
const noTelling = () => undefined;

/** The demonstration on a store, as `npm run demo` plays it. */
async function demonstrate(folder: string, environment: Record<string, string> = {}) {
  const config = readConfig({ SEDEKAH_TEST_NIKS: 'true', LOG_LEVEL: 'fatal', ...environment }, [
    '--data',
    join(folder, 'data'),
  ]);
  const clock = new ScenarioClock();
  let oneTimePassword = '';
  const announce = (text: string) => (oneTimePassword = /password:\s+(\S+)/.exec(text)?.[1] ?? '');
  const app: NestFastifyApplication = await createApp({ config, clock, announce });
  try {
    const { answer } = await play({ app, clock, tell: noTelling, oneTimePassword });
    const again = play({ app, clock, tell: noTelling, oneTimePassword: '' });
    await expect(again).rejects.toThrow(LedgerNotEmpty);
    return answer;
  } finally {
    await app.close();
  }
}

const counted = ({ workers }: SchemeAnswer) =>
  Object.fromEntries([...Map.groupBy(workers, ({ status }) => status)].map(([status, each]) => [status, each.length]));

function expectTheScheme({ mamasa, parepare }: DemoAnswer): void {
  const [regent, deputy, secretary] = mamasa.sponsors.map(({ balance }) => balance);
  const settled = { refunded: '0', available: '0', arrears: [] };
  expect(regent).toMatchObject({ pledgedWorkers: 50, assignedWorkers: 50, monthlyPremium: '840000', ...settled });
  expect(regent).toMatchObject({ payments: { unverified: '0', verified: '1680000' }, remitted: '1680000' });
  expect(deputy).toMatchObject({ pledgedWorkers: 30, monthlyPremium: '504000', allocated: '1008000', ...settled });
  expect(secretary).toMatchObject({ pledgedWorkers: 20, monthlyPremium: '336000', remitted: '672000', ...settled });
  expect(counted(mamasa)).toEqual({ active: 99, deceased: 1, registered: 1 });
  const [city] = parepare.sponsors.map(({ balance }) => balance);
  expect(city).toMatchObject({ pledgedWorkers: 744, monthlyPremium: '12499200', allocated: '149990400', ...settled });
  expect(counted(parepare)).toEqual({ active: 744 });
  for (const worker of parepare.workers) expect(worker.coveredMonths).toHaveLength(12);
  expect(parepare.plan).toMatchObject({ fits: false, cost: '201600000', shortfall: '1600000' });
  expect(parepare.plan).toMatchObject({ monthsThatFit: 11, remainderOfMonths: '15200000' });
  expect(parepare.plan).toMatchObject({ headsThatFit: 992, costOfHeads: '199987200' });
}

/** Everything in the files below `folder`. */
function bytesBelow(folder: string): Buffer[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? bytesBelow(path) : [readFileSync(path)];
  });
}

describe('the demonstration', () => {
  let folder = '';
  let server: RealServer | undefined;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sedekah-demo-'))));
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server?.stop();
    server = undefined;
  });

  it(
    'comes out to the rupiah on the embedded store, and leaves nobody’s data in clear',
    async () => {
      const answer = await demonstrate(folder);
      expectTheScheme(answer);
      expect(report(answer)).toContain('Rp 149.990.400');
      const files = bytesBelow(folder);
      for (const { nik, name, birthDate } of syntheticPeople(
        101,
        ['76.03.01', '76.03.03', '76.03.06', '76.03.09', '76.03.14'],
        ['petani'],
      )) {
        for (const secret of [nik, name, birthDate]) {
          expect(files.some((bytes) => bytes.includes(secret))).toBe(false);
        }
      }
    },
    PATIENCE_MS,
  );

  if (!hasRealServer()) sayNoServer('the demonstration on a real server');
  (hasRealServer() ? it : it.skip)(
    'comes out the same on a real EventStoreDB',
    async () => {
      server = await realServer();
      if (!server) throw new Error('the server that is installed did not start');
      expectTheScheme(await demonstrate(folder, { EVENTSTOREDB_URL: server.url, SEDEKAH_LEDGER: 'demotest' }));
    },
    PATIENCE_MS,
  );

  if (!hasPostgres()) sayNoPostgres('the demonstration with PostgreSQL');
  (hasPostgres() ? it : it.skip)(
    'comes out the same with its read model in PostgreSQL',
    async () => {
      const postgres = await postgresServer();
      try {
        expectTheScheme(await demonstrate(folder, { READ_MODEL_URL: await postgres.database() }));
      } finally {
        await postgres.stop();
      }
    },
    PATIENCE_MS,
  );
});
