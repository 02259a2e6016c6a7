import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const SCRIPT = `
  const { readdirSync } = require('node:fs');
  const { getPriority } = require('node:os');
  require('./apps/cli/src/commands/go-last.ts').goLast();
  process.stdout.write(readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread))).join(' '));
`;

// Elsewhere a priority is the whole process's.
const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a program that goes last does so with every thread it has', () => {
  const said = execFileSync(process.execPath, ['-r', './test/typescript.cjs', '-e', SCRIPT], { cwd: ROOT });
  const priorities = said.toString().split(' ');
  expect(priorities.length).toBeGreaterThan(1);
  expect(new Set(priorities)).toEqual(new Set(['19']));
});
