import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join, resolve } from 'node:path';
import type { Case } from './golden';

const root = resolve(__dirname, '../..');
const entry = join(root, 'apps/cli/src/main.ts');

/** Runs `sedekah` as a process of its own. What is never the same twice is shown by name: `<data>`, `<rate>`. */
export async function sedekah(
  command: string,
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Case> {
  const args = command
    .split(/\s+/)
    .filter(Boolean)
    .map((each) => each.replace('<data>', folder));
  const child = spawn(process.execPath, ['-r', './test/typescript.cjs', entry, ...args], {
    cwd: root,
    // Nothing of the machine's own settings, so that the answer is the same everywhere.
    env: { PATH: process.env['PATH'], SEDEKAH_DATA: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number>((done, fail) => {
    child.on('close', (code) => done(code ?? -1));
    child.on('error', fail);
  });
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  const shown = (output: string): string =>
    output
      .replaceAll(folder, '<data>')
      .replace(/[\d.]+\/s\b/g, '<rate>/s')
      .replace(/"perSecond": \d+/g, '"perSecond": "<rate>"');
  return { command, stdout: shown(stdout), stderr: shown(stderr), exitCode };
}
