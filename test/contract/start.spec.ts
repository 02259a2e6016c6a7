// What an operator reads when the event store cannot be opened.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStore, openEventStoreDb } from '@sedekah/event-store';
import { newEvent } from './backend';
import { makeCertificates } from './certificates';
import { IMPATIENT } from './double/outage';
import { EventStoreDouble } from './double/server';
import { canStartServer, freePort, sayNoServer, startServer, type OwnServer } from './real-server';

const open = (connectionString: string) => openEventStoreDb({ connectionString, ledger: 'test', ...IMPATIENT });

async function refusalOf(connectionString: string): Promise<string> {
  const failure: unknown = await open(connectionString).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ name: 'StoreUnavailable' });
  const { message } = failure as Error;
  expect(message).not.toContain('rahasia');
  return message;
}

describe('a server', () => {
  it('that is not there is named, with what to check', async () => {
    const message = await refusalOf(`esdb://admin:rahasia@127.0.0.1:${await freePort()}?tls=false`);
    expect(message).toMatch(/EventStoreDB at 127\.0\.0\.1:\d+ cannot be reached; check that the server runs/);
  });

  it('whose name is unknown is named', async () => {
    expect(await refusalOf('esdb://no-such-host.invalid:2113?tls=false')).toContain('no-such-host.invalid:2113');
  });

  it('of a cluster that cannot be found is named', async () => {
    const ports = [await freePort(), await freePort()];
    const message = await refusalOf(
      `esdb://127.0.0.1:${ports[0]},127.0.0.1:${ports[1]}?tls=false&maxDiscoverAttempts=2`,
    );
    expect(message).toMatch(/cannot be reached/);
  });

  it('that denies access is told so', async () => {
    const double = new EventStoreDouble();
    double.credentials = 'admin:changeit';
    await double.start();
    expect(await refusalOf(double.url)).toMatch(/denies access; check user and password/);
    double.stop();
  });

  it('that starts a little later is waited for', async () => {
    const double = new EventStoreDouble();
    await double.start();
    double.stop();
    const opening = open(double.url);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await double.start();
    const store = await opening;
    expect(await store.head()).toBeUndefined();
    await store.close();
    double.stop();
  });
});

it.each(['', 'a.b', 'a b', '../a', '$system'])('"%s" is no name of a ledger', async (ledger) => {
  const settings = { dataFolder: join(tmpdir(), 'not-made'), ledger };
  await expect(openEventStore(settings)).rejects.toMatchObject({ name: 'StoreUnavailable' });
});

const suite = 'TLS and users on a real EventStoreDB of our own';
if (!canStartServer()) sayNoServer(suite);

(canStartServer() ? describe : describe.skip)(suite, () => {
  let server: OwnServer;
  let folder: string;
  const url = (credentials: string, options = `tlsCAFile=${encodeURIComponent(server.authority ?? '')}`) =>
    `esdb://${credentials}127.0.0.1:${server.port}?${options}`;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'other-authority-'));
    const started = await startServer({ tls: true });
    if (started === undefined) throw new Error('the server that was there is gone');
    server = started;
  }, 90_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  it('the right authority, user and password are let in', async () => {
    const store = await openEventStoreDb({ connectionString: server.url, ledger: 'test' });
    expect(await store.append('test.a-1', [newEvent()], 'no-stream')).toMatchObject({ revision: 0n });
    await store.close();
  });

  it('a wrong password is told', async () => {
    expect(await refusalOf(url('admin:rahasia@'))).toMatch(/denies access; check user and password/);
  });

  it('nobody in particular may not read everything', async () => {
    expect(await refusalOf(url(''))).toMatch(/denies access/);
  });

  it('another authority is told as such', async () => {
    const { authority } = makeCertificates(folder);
    const message = await refusalOf(url('admin:rahasia@', `tlsCAFile=${encodeURIComponent(authority)}`));
    expect(message).toMatch(/is not trusted; check tls and tlsCAFile/);
  });

  it('no authority at all is told as such', async () => {
    expect(await refusalOf(url('admin:rahasia@', 'tls=true'))).toMatch(/is not trusted; check tls and tlsCAFile/);
  });

  it('TLS left off is told with what to check', async () => {
    expect(await refusalOf(url('admin:rahasia@', 'tls=false'))).toMatch(/check .*tls/);
  });
});
