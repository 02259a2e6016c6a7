import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = resolve(__dirname, '../..');
const ADDRESS = /(http:\/\/127\.0\.0\.1:\d+) /;
const ONE_TIME_PASSWORD = /password:\s+(\S+)/;
const START_MS = 120_000;

/** The server as a process of its own, from the sources, on a folder of its own. */
export class ApiProcess {
  private constructor(
    /** Holds data and keys. */
    readonly folder: string,
    /** For a process that looks at the same ledger. */
    readonly environment: Readonly<Record<string, string>>,
    private readonly child: ChildProcess,
    private readonly output: { text: string },
  ) {}

  /** Starts it and waits until it listens. `settings`: environment variables. */
  static async start(settings: Readonly<Record<string, string>>): Promise<ApiProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'sedekah-cluster-'));
    const environment = { SEDEKAH_DATA: join(folder, 'data'), SEDEKAH_TEST_NIKS: 'true', ...settings };
    const output = { text: '' };
    const child = spawn(
      process.execPath,
      ['-r', join(root, 'test/typescript.cjs'), join(root, 'apps/api/src/main.ts')],
      {
        cwd: root,
        env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'error', ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        output.text += data.toString();
      });
    }
    const server = new ApiProcess(folder, environment, child, output);
    try {
      await server.says(ADDRESS);
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  get address(): string {
    return ADDRESS.exec(this.output.text)?.[1] ?? '';
  }

  get oneTimePassword(): string {
    return ONE_TIME_PASSWORD.exec(this.output.text)?.[1] ?? '';
  }

  /** Everything it wrote: errors, since its log level is `error`. */
  get said(): string {
    return this.output.text;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async stop(): Promise<void> {
    if (this.isRunning) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async says(pattern: RegExp): Promise<void> {
    const until = Date.now() + START_MS;
    while (!pattern.test(this.output.text)) {
      if (!this.isRunning) throw new Error(`the server ended: ${this.output.text}`);
      if (Date.now() > until) throw new Error(`the server did not start within ${START_MS} ms: ${this.output.text}`);
      await wait(50);
    }
  }
}
