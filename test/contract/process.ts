import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { EventStoreSettings } from '@sedekah/event-store';

const root = join(__dirname, '..', '..');

/** A running `program.ts`. */
export interface Program {
  readonly child: ChildProcess;
  /** Lines it wrote to stdout so far. */
  readonly lines: string[];
  /** Resolves with the first line. */
  readonly started: Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string; readonly error: string }>;
}

/** Runs a task of `program.ts` in a process of its own. */
export function startProgram(task: string, settings: EventStoreSettings): Program {
  const child = spawn(
    process.execPath,
    ['-r', join(root, 'test', 'typescript.cjs'), join(__dirname, 'program.ts'), task, JSON.stringify(settings)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const lines: string[] = [];
  let output = '';
  let error = '';
  let begin: (line: string) => void = () => undefined;
  const started = new Promise<string>((resolve) => {
    begin = resolve;
  });
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    const whole = output.split('\n').slice(0, -1);
    lines.splice(0, lines.length, ...whole);
    if (whole[0] !== undefined) begin(whole[0]);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    error += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; output: string; error: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, output, error }));
  });
  return { child, lines, started, ended };
}
