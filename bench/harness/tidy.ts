import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './places';

/** Formats a file that was written here as the rest of the repository is, so that `npm run format` stays silent. */
export function tidy(file: string): void {
  const prettier = join(ROOT, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  execFileSync(process.execPath, [prettier, '--write', '--log-level', 'warn', file], { cwd: ROOT });
}
