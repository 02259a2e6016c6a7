import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const running: ChildProcess[] = [];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sedekah-process-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true });
});

/** The server or the projector as a process of its own, from the sources. */
function start(app: 'api' | 'projector', environment: Record<string, string> = {}, preload: string[] = []) {
  const child = spawn(
    process.execPath,
    [
      ...preload.flatMap((file) => ['-r', file]),
      '-r',
      join(root, 'test/typescript.cjs'),
      join(root, 'apps', app, 'src/main.ts'),
    ],
    { cwd: root, env: { PATH: process.env['PATH'], SEDEKAH_DATA: join(folder, 'data'), PORT: '0', ...environment } },
  );
  running.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
  /** The first match of `pattern` in what it writes to standard error. */
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(output.stderr);
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`ended: ${output.stderr}`);
      await new Promise((wait) => setTimeout(wait, 20));
    }
  };
  return { child, output, says };
}

async function exitOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode ?? child.signalCode;
}

const ADDRESS = /(http:\/\/127\.0\.0\.1:\d+) /;

async function eventually<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((wait) => setTimeout(wait, 50));
  }
}

test('logs one line a request, without query, body or token, and stops when told', async () => {
  const { child, output, says } = start('api');
  const [, address] = await says(ADDRESS);
  const body = JSON.stringify({ userId: 'admin', password: 'rahasia-besar' });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer token-rahasia' };
  await fetch(`${address}/v1/sessions`, { method: 'POST', body, headers });
  await fetch(`${address}/v1/workers?nik=7603014101800000`, { headers });
  await fetch(`${address}/v1/workers/7603014101800000`, { headers });
  child.kill('SIGTERM');
  expect(await exitOf(child)).toBe('SIGTERM');
  const lines = output.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { req: { path: string }; res: { statusCode: number } });
  expect(lines.map(({ req, res }) => [req.path, res.statusCode])).toEqual([
    ['/v1/sessions', 401],
    ['/v1/workers', 401],
    ['/v1/workers/••••••••••••••••', 401],
  ]);
  expect(output.stdout).not.toMatch(/rahasia|7603014101800000|one-time/);
}, 60_000);

test('with a projector of its own beside it, reads see what is written', async () => {
  const environment = { SEDEKAH_PROJECTOR: 'separate', SEDEKAH_TEST_NIKS: 'true' };
  const server = start('api', environment);
  const [, address] = await server.says(ADDRESS);
  const ready = async () => (await (await fetch(`${address}/health/ready`)).json()) as Record<string, unknown>;
  expect(await ready()).toMatchObject({ status: 'up', projector: 'separate', appliedEvents: 0 });
  const projector = start('projector');
  await projector.says(/running/);
  await eventually(async () => ((await ready())['lagEvents'] === 0 ? true : undefined));
  projector.child.kill('SIGTERM');
  expect(await exitOf(projector.child)).toBe(0);
}, 60_000);

test('a log without its keys does not begin again: the operator is told which folder is missing', async () => {
  const first = start('api');
  await first.says(ADDRESS);
  first.child.kill('SIGTERM');
  await exitOf(first.child);
  rmSync(join(folder, 'data-keys'), { recursive: true });
  const { child, output } = start('api');
  expect(await exitOf(child)).toBe(1);
  expect(output.stderr).toMatch(/Kunci di .*data-keys bukan kunci buku besar ini.* Salin folder kunci .*SEDEKAH_KEYS/);
  expect(output.stderr).not.toMatch(/ at |Kata sandi/);
}, 60_000);

test.each([
  ['PORT', 'tiga', /PORT must be a number/],
  ['SEDEKAH_LEDGER', 'Dua Kata', /SEDEKAH_LEDGER must be/],
  ['SEDEKAH_PROJECTOR', 'maybe', /must be one of: worker, separate/],
  ['SEDEKAH_KEYS', 'inside', /lies inside the data folder/],
  ['READ_MODEL_URL', 'mysql://user:geheim@host/db', /READ_MODEL_URL/],
])(
  'a wrong %s is one clear sentence and exit 1',
  async (name, value, sentence) => {
    const { child, output } = start('api', { [name]: value === 'inside' ? join(folder, 'data/keys') : value });
    expect(await exitOf(child)).toBe(1);
    expect(output.stderr).toMatch(sentence);
    expect(output.stderr).not.toMatch(/geheim|    at /);
  },
  60_000,
);

test('tables made of another log are refused before anything is served', async () => {
  const first = start('api');
  const [, address] = await first.says(ADDRESS);
  const ready = async () => (await (await fetch(`${address}/health/ready`)).json()) as Record<string, unknown>;
  await eventually(async () => ((await ready())['lagEvents'] === 0 ? true : undefined));
  first.child.kill('SIGTERM');
  await exitOf(first.child);
  for (const file of ['events.db', 'events.db-wal', 'events.db-shm'])
    rmSync(join(folder, 'data', file), { force: true });
  const { child, output } = start('api');
  expect(await exitOf(child)).toBe(1);
  expect(output.stderr).toMatch(/^Model baca memuat peristiwa yang tidak ada .* run `sedekah rebuild`\.\n$/);
}, 60_000);

test('a port that is taken is one clear sentence and exit 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { child, output } = start('api', { PORT: String(port) });
  expect(await exitOf(child)).toBe(1);
  expect(output.stderr).toContain(`127.0.0.1:${port} cannot be used (EADDRINUSE)`);
  taken.close();
}, 60_000);

test('an older Node gets a sentence before anything is loaded', async () => {
  const older = join(folder, 'older.cjs');
  writeFileSync(older, "Object.defineProperty(process.versions, 'node', { value: '22.11.0' });");
  for (const app of ['api', 'projector'] as const) {
    const { child, output } = start(app, {}, [older]);
    expect(await exitOf(child)).toBe(1);
    expect(output.stderr).toMatch(/^Buku besar ini perlu Node 24\.15 .* 22\.11\.0/);
  }
}, 60_000);
