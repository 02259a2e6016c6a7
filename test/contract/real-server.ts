import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeCertificates, type Certificates } from './certificates';

/** A real EventStoreDB server for tests. */
export interface RealServer {
  /** Connection string. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A server that a test started itself and may treat badly. */
export interface OwnServer extends RealServer {
  readonly port: number;
  /** Certificate of the authority, for TLS. */
  readonly authority: string | undefined;
  /** Sends a signal to the server's process. */
  signal(signal: NodeJS.Signals): void;
  /** Kills it and waits until it is gone; the folder stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. */
  start(): Promise<void>;
}

export interface OwnServerOptions {
  /** Keep events in a folder, so that they survive a restart (default: in memory). */
  readonly onDisk?: boolean;
  /** Speak TLS, and know users and rights (default: insecure). */
  readonly tls?: boolean;
}

const START_MS = 60_000;

/**
 * A server to test against: EVENTSTOREDB_TEST_URL, else one of our own where `eventstored` is installed. With neither:
 * undefined, said aloud, so that nobody takes a skipped suite for a passed one.
 */
export async function realServer(): Promise<RealServer | undefined> {
  const url = process.env['EVENTSTOREDB_TEST_URL'];
  if (url) return { url, stop: async () => undefined };
  return startServer();
}

/** Whether `realServer` will find one: to decide between `describe` and `describe.skip` before tests run. */
export function hasRealServer(): boolean {
  return Boolean(process.env['EVENTSTOREDB_TEST_URL']) || canStartServer();
}

export function canStartServer(): boolean {
  return executable('eventstored') !== undefined;
}

/** Says on stderr what is not tested. */
export function sayNoServer(what: string): void {
  process.stderr.write(
    `\n!!! SKIPPED: ${what}: no real EventStoreDB. Set EVENTSTOREDB_TEST_URL or install eventstored on PATH.\n\n`,
  );
}

/** Starts a server of our own on free loopback ports; undefined (and a line on stderr) where it is not installed. */
export async function startServer({ onDisk = false, tls = false }: OwnServerOptions = {}): Promise<
  OwnServer | undefined
> {
  const program = executable('eventstored');
  if (program === undefined) {
    sayNoServer('tests on a real server');
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'eventstored-'));
  const [port, replicationPort] = [await freePort(), await freePort()];
  const storage = onDisk ? ['--db', join(folder, 'db')] : ['--mem-db'];
  const certificates = tls ? makeCertificates(folder) : undefined;
  const arguments_ = [
    ...securityArguments(certificates),
    ...['--node-ip', '127.0.0.1', '--node-port', String(port)],
    ...['--replication-ip', '127.0.0.1', '--replication-port', String(replicationPort)],
    ...['--log', join(folder, 'log'), ...storage],
    ...['--stream-existence-filter-size', '10000', '--chunks-cache-size', '0'],
  ];
  let server: ChildProcess | undefined;

  const start = async () => {
    const env = { ...process.env, EVENTSTORE_TELEMETRY_OPTOUT: 'true', DOTNET_gcServer: '0' };
    server = spawn(program, arguments_, { stdio: 'ignore', env });
    await untilReady(port, server, certificates);
  };
  const kill = async () => {
    const dying = server;
    if (dying === undefined || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
  };
  try {
    await start();
  } catch (error) {
    await kill();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url:
      certificates === undefined
        ? `esdb://127.0.0.1:${port}?tls=false`
        : `esdb://admin:changeit@127.0.0.1:${port}?tlsCAFile=${encodeURIComponent(certificates.authority)}`,
    port,
    authority: certificates?.authority,
    start,
    kill,
    signal: (signal) => void server?.kill(signal),
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function securityArguments(certificates: Certificates | undefined): string[] {
  if (certificates === undefined) return ['--insecure'];
  const { authorities, certificate, key } = certificates;
  return [
    ...['--certificate-file', certificate, '--certificate-private-key-file', key],
    ...['--trusted-root-certificates-path', authorities],
  ];
}

async function untilReady(port: number, server: ChildProcess, certificates: Certificates | undefined): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`eventstored ended with code ${server.exitCode}`);
    if (await isLive(port, certificates)) return;
    await delay(100);
  }
  throw new Error(`eventstored was not ready within ${START_MS} ms`);
}

function isLive(port: number, certificates: Certificates | undefined): Promise<boolean> {
  const url = { host: '127.0.0.1', port, path: '/health/live', timeout: 2_000 };
  return new Promise((resolve) => {
    const answered = (response: IncomingMessage) => {
      response.resume();
      resolve(response.statusCode === 204 || response.statusCode === 200);
    };
    const request =
      certificates === undefined
        ? httpGet(url, answered)
        : httpsGet({ ...url, ca: readFileSync(certificates.authority) }, answered);
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}

function executable(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
