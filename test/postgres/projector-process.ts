import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(__dirname, '../..');

/** apps/projector as a process of its own, from the sources. */
export class ProjectorProcess {
  private readonly child: ChildProcess;
  /** What it wrote to standard error so far. */
  output = '';

  constructor(environment: Readonly<Record<string, string>>) {
    this.child = spawn(
      process.execPath,
      ['-r', join(root, 'test/typescript.cjs'), join(root, 'apps/projector/src/main.ts')],
      { cwd: root, env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.child.stderr?.on('data', (data: Buffer) => (this.output += data.toString()));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Waits until it has said `pattern` so many times. */
  async says(pattern: RegExp, times = 1): Promise<void> {
    const all = new RegExp(pattern, 'g');
    while ((this.output.match(all) ?? []).length < times) {
      if (this.hasEnded) throw new Error(`the projector ended: ${this.output}`);
      await delay(20);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it and waits until it is gone; returns its exit code, null after a signal. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!this.hasEnded) {
      const gone = once(this.child, 'exit');
      this.child.kill(signal);
      await gone;
    }
    return this.child.exitCode;
  }
}
