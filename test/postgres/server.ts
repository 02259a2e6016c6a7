import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../contract/real-server';

/** A PostgreSQL server for tests. */
export interface PostgresServer {
  /** Makes an empty database; returns its URL. */
  database(): Promise<string>;
  /** Drops what it made; ends the server if it is ours. */
  stop(): Promise<void>;
}

/** A server that a test started itself and may treat badly. */
export interface OwnPostgres extends PostgresServer {
  /** The address and the right password, for another database. */
  urlOf(database: string): string;
  /** Kills it, as a pulled plug would; the folder stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. */
  start(): Promise<void>;
}

const START_MS = 90_000;
const USER = 'sedekah';
/** Every character that a URL gives a meaning of its own, so that the tests escape as an operator must. */
const PASSWORD = 'ra/ha@si:a#?%';

/** Whether `postgresServer` will find one: to decide between `describe` and `describe.skip` before tests run. */
export const hasPostgres = (): boolean => Boolean(process.env['READ_MODEL_TEST_URL']) || canStartPostgres();

export const canStartPostgres = (): boolean => programs() !== undefined;

/** Says on stderr what is not tested. */
export function sayNoPostgres(what: string): void {
  process.stderr.write(
    `\n!!! SKIPPED: ${what}: no PostgreSQL. Install its server (Debian: postgresql) or set READ_MODEL_TEST_URL ` +
      'to a user who may create databases.\n\n',
  );
}

/** A server of our own where its programs are installed, else the one READ_MODEL_TEST_URL names. */
export async function postgresServer(): Promise<PostgresServer> {
  if (canStartPostgres()) return startPostgres();
  const url = process.env['READ_MODEL_TEST_URL'];
  if (!url) throw new Error('there is no PostgreSQL: ask hasPostgres() first');
  const { database, dropAll } = databasesOf(url);
  return { database, stop: dropAll };
}

/** Starts a server of our own on a free loopback port, in a folder of its own, that trusts nobody without a password. */
export async function startPostgres(): Promise<OwnPostgres> {
  const found = programs();
  if (found === undefined) throw new Error('PostgreSQL is not installed: ask canStartPostgres() first');
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const runAs = unprivileged();
  makeCluster(found.initdb, folder, runAs);
  const port = await freePort();
  const urlOf = (database: string) =>
    `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  let server: ChildProcess | undefined;

  const start = async () => {
    server = spawn(found.postgres, serverArguments(folder, port), { ...runAs, cwd: folder, stdio: 'ignore' });
    await untilReady(urlOf('postgres'), server, folder);
  };
  const end = async (signal: NodeJS.Signals) => {
    const dying = server;
    if (dying === undefined || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill(signal);
    await gone;
  };
  // SIGQUIT: an immediate shutdown, without a checkpoint. SIGINT: disconnects everybody first.
  process.once('exit', () => server?.kill('SIGQUIT'));
  await start();
  return {
    urlOf,
    database: databasesOf(urlOf('postgres')).database,
    start,
    kill: () => end('SIGQUIT'),
    stop: async () => {
      await end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serverArguments(folder: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    // The folder is thrown away after the test: a power cut may take it.
    fsync: 'off',
    shared_buffers: '32MB',
    max_connections: '60',
  };
  return [
    '-D',
    join(folder, 'data'),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

type RunAs = { readonly uid?: number; readonly gid?: number };

/** PostgreSQL refuses to run as root: then `postgres` runs it, else `nobody`. */
function unprivileged(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = ['postgres', 'nobody'].map((name) => users.find(([each]) => each === name)).find(Boolean);
  if (!user) throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** Text is ordered as Indonesian does, where the server can: tables that must sort byte by byte have to say so. */
function makeCluster(initdb: string, folder: string, runAs: RunAs): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, runAs.uid, runAs.gid);
  }
  const [, major = '0'] = /(\d+)/.exec(execFileSync(initdb, ['--version'], { encoding: 'utf8' })) ?? [];
  const collation = Number(major) >= 15 ? ['--locale-provider=icu', '--icu-locale=id-ID'] : [];
  const options = ['--no-sync', '--no-instructions', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8'];
  execFileSync(initdb, ['-D', join(folder, 'data'), '-U', USER, `--pwfile=${passwordFile}`, ...options, ...collation], {
    ...runAs,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function untilReady(url: string, server: ChildProcess, folder: string): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`postgres ended with code ${server.exitCode}; see ${folder}`);
    if (await answers(url)) return;
    await delay(50);
  }
  throw new Error(`postgres was not ready within ${START_MS} ms`);
}

const answers = (url: string): Promise<boolean> => onDatabase(url, () => Promise.resolve(true)).catch(() => false);

/** Runs `work` on a connection of its own. */
export async function onDatabase<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes databases on the server that `url` names. */
function databasesOf(url: string) {
  const made: string[] = [];
  return {
    database: async (): Promise<string> => {
      const name = `sedekah_test_${randomBytes(6).toString('hex')}`;
      await onDatabase(url, (client) => client.query(`create database ${name}`));
      made.push(name);
      const its = new URL(url);
      its.pathname = `/${name}`;
      return its.href;
    },
    dropAll: () =>
      onDatabase(url, async (client) => {
        for (const name of made.splice(0)) await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** The server's programs: on PATH, else where Debian puts them. */
function programs(): { readonly postgres: string; readonly initdb: string } | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((left, right) => Number(right) - Number(left)) : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  for (const folder of folders) {
    const found = { postgres: join(folder, 'postgres'), initdb: join(folder, 'initdb') };
    if (isExecutable(found.postgres) && isExecutable(found.initdb)) return found;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
