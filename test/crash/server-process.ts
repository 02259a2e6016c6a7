import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const START_MS = 120_000;

export interface ServerSettings {
  readonly dataFolder: string;
  /** Absent: the embedded store. */
  readonly eventStoreUrl?: string | undefined;
  /** Runs what `npm run build` made; otherwise the sources, which start more slowly. */
  readonly built: boolean;
}

/** The server as an operator starts it, in a process of its own. */
export class ServerProcess {
  private said = '';
  private readonly ended: Promise<void>;
  private readonly ready: Promise<string>;

  private constructor(private readonly child: ChildProcess) {
    const killWithMe = () => void child.kill('SIGKILL');
    process.once('exit', killWithMe);
    child.once('exit', () => process.off('exit', killWithMe));
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
    this.ready = new Promise((resolve, reject) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        this.said += chunk.toString();
        const address = /ready: (\S+)/.exec(this.said)?.[1];
        if (address !== undefined) resolve(address);
      });
      child.once('exit', () => reject(new Error(`the server ended before it was ready:\n${this.said}`)));
      setTimeout(() => reject(new Error(`the server is not ready:\n${this.said}`)), START_MS).unref();
    });
    this.ready.catch(() => undefined);
  }

  static start({ dataFolder, eventStoreUrl, built }: ServerSettings): ServerProcess {
    const program = built
      ? [join(ROOT, 'dist', 'apps', 'api', 'src', 'main.js')]
      : ['-r', join(ROOT, 'test', 'typescript.cjs'), join(ROOT, 'apps', 'api', 'src', 'main.ts')];
    const child = spawn(process.execPath, [...program, '--data', dataFolder], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        PORT: '0',
        LOG_LEVEL: 'silent',
        SEDEKAH_TEST_NIKS: 'true',
        ...(eventStoreUrl ? { EVENTSTOREDB_URL: eventStoreUrl } : {}),
      },
    });
    return new ServerProcess(child);
  }

  /** Its address, once it answers. @throws Error with what it said when it does not start */
  url(): Promise<string> {
    return this.ready;
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the server did not start');
    return this.child.pid;
  }

  /** Of a new ledger's admin, '' when it had one. */
  get oneTimePassword(): string {
    return /password:\s+(\S+)/.exec(this.said)?.[1] ?? '';
  }

  /** As a pulled plug: nothing is flushed, nobody is told. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended;
  }
}
