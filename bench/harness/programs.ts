import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { builtProgram, ROOT } from './places';

export interface Ran {
  readonly seconds: number;
  /** Resident memory at its highest; only of our own programs. */
  readonly peakMegabytes?: number;
}

/** Where a program's output goes: a file, or nowhere. */
interface Output {
  readonly to?: string;
}

/** A program of ours, as a user runs it. @throws Error with what it said when it fails */
export const runOurs = (name: 'cli' | 'projector', args: readonly string[], output: Output = {}): Promise<Ran> =>
  run(process.execPath, ['-r', join(ROOT, 'bench', 'peak-memory.cjs'), builtProgram(name), ...args], output);

/** Another program. @throws Error with what it said when it fails */
export const runOther = (program: string, args: readonly string[], output: Output = {}): Promise<Ran> =>
  run(program, args, output);

async function run(program: string, args: readonly string[], { to }: Output): Promise<Ran> {
  const file = to === undefined ? undefined : openSync(to, 'w');
  const begun = performance.now();
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', file ?? 'ignore', 'pipe', 'pipe'] });
  const killWithMe = () => void child.kill('SIGKILL');
  process.once('exit', killWithMe);
  try {
    const said = text(child.stderr as Readable);
    const memory = text(child.stdio[3] as Readable);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (status) => resolve(status));
    });
    const seconds = (performance.now() - begun) / 1_000;
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${await said}`);
    const kibibytes = await memory;
    return { seconds, ...(kibibytes === '' ? {} : { peakMegabytes: Math.round(Number(kibibytes) / 1_024) }) };
  } finally {
    process.off('exit', killWithMe);
    if (file !== undefined) closeSync(file);
  }
}

async function text(stream: Readable): Promise<string> {
  const parts: string[] = [];
  for await (const part of stream) parts.push(String(part));
  return parts.join('').slice(-4_000);
}
