import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { builtProgram, ROOT } from './places';

export interface Ran {
  readonly seconds: number;
  /** Resident memory at its highest; only of our own programs. */
  readonly peakMegabytes?: number;
  /** It was not done after `atMostSeconds` and was stopped: it takes longer than `seconds`. */
  readonly isStopped: boolean;
}

interface Running {
  /** File of its output; absent: nowhere. */
  readonly to?: string;
  readonly atMostSeconds?: number;
}

/** A program of ours, as a user runs it. @throws Error with what it said when it fails */
export const runOurs = (name: 'cli' | 'projector', args: readonly string[], running: Running = {}): Promise<Ran> =>
  run(process.execPath, ['-r', join(ROOT, 'bench', 'peak-memory.cjs'), builtProgram(name), ...args], running);

/** Another program. @throws Error with what it said when it fails */
export const runOther = (program: string, args: readonly string[], running: Running = {}): Promise<Ran> =>
  run(program, args, running);

async function run(program: string, args: readonly string[], { to, atMostSeconds }: Running): Promise<Ran> {
  const file = to === undefined ? undefined : openSync(to, 'w');
  const begun = performance.now();
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', file ?? 'ignore', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const patience = atMostSeconds === undefined ? undefined : setTimeout(kill, atMostSeconds * 1_000);
  try {
    const said = text(child.stderr as Readable);
    const memory = text(child.stdio[3] as Readable);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (status) => resolve(status));
    });
    const seconds = (performance.now() - begun) / 1_000;
    const isStopped = child.killed;
    if (code !== 0 && !isStopped) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${await said}`);
    const kibibytes = await memory;
    const peak = kibibytes === '' ? {} : { peakMegabytes: Math.round(Number(kibibytes) / 1_024) };
    return { seconds, isStopped, ...peak };
  } finally {
    clearTimeout(patience);
    process.off('exit', kill);
    if (file !== undefined) closeSync(file);
  }
}

async function text(stream: Readable): Promise<string> {
  const parts: string[] = [];
  for await (const part of stream) parts.push(String(part));
  return parts.join('').slice(-4_000);
}
