import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeFile, text } from './compose-file';

const INSTRUCTIONS = text('docker/Dockerfile')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);

const all = (instruction: string): string[] =>
  INSTRUCTIONS.filter(([name]) => name === instruction).map(([, rest]) => rest);

const only = (instruction: string): string => {
  const found = all(instruction);
  if (found.length !== 1) throw new Error(`the Dockerfile has ${found.length} × ${instruction}`);
  return found[0] as string;
};

it('builds and runs on the Node that the tests run on', () => {
  const { devDependencies } = JSON.parse(text('package.json')) as { devDependencies: Record<string, string> };
  const image = `node:${devDependencies['node']}-bookworm-slim`;
  expect(all('FROM')).toEqual([`${image} AS build`, image]);
});

it('runs as a user without rights, its data and keys in volumes', () => {
  expect(only('USER')).toBe('node');
  expect(JSON.parse(only('VOLUME'))).toEqual(['/data', '/keys']);
  const before = INSTRUCTIONS.slice(
    0,
    INSTRUCTIONS.findIndex(([name]) => name === 'USER'),
  );
  expect(before.map(([, rest]) => rest)).toContain('mkdir --mode=0700 /data /keys && chown node:node /data /keys');
});

it('starts Node itself, on files that the build writes', () => {
  const commands = [JSON.parse(only('CMD')) as string[], composeFile('compose.yaml').services['projector']?.command];
  const sources = commands.map((command) => {
    expect(command?.[0]).toBe('node');
    return (command?.[1] ?? '').replace(/^dist\//, '').replace(/\.js$/, '.ts');
  });
  expect(sources).toEqual(['apps/api/src/main.ts', 'apps/projector/src/main.ts']);
  for (const source of sources) expect(text(source)).toContain('main()');
});

it('is given what it copies, and nothing else of this folder', () => {
  const [nothing, ...allowed] = text('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(nothing).toBe('*');
  const copied = all('COPY')
    .filter((rest) => !rest.startsWith('--from='))
    .flatMap((rest) => rest.split(' ').slice(0, -1));
  expect(copied.sort()).toEqual(allowed.map((line) => line.replace('!', '')).sort());
});

describe('the health check', () => {
  const [node, ...args] = JSON.parse(/CMD (\[.*\])$/.exec(only('HEALTHCHECK'))?.[1] ?? '[]') as string[];

  async function exitCode(port: number): Promise<unknown> {
    const [code] = (await once(
      spawn(process.execPath, args, { env: { PORT: String(port) }, stdio: 'ignore' }),
      'exit',
    )) as unknown[];
    return code;
  }

  it.each([
    [200, 0],
    [503, 1],
  ])('takes status %i of /health/ready for exit code %i', async (status, expected) => {
    expect(node).toBe('node');
    const server = createServer((request, reply) =>
      reply.writeHead(request.url === '/health/ready' ? status : 404).end(),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      expect(await exitCode((server.address() as AddressInfo).port)).toBe(expected);
    } finally {
      server.close();
    }
  });

  it('fails when nobody answers', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await exitCode(port)).toBe(1);
  });
});
