import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..', '..');
export const RESULTS_FILE = join(ROOT, 'bench', 'results.json');
export const REPORT_FILE = join(ROOT, 'docs', 'PERFORMANCE.md');

/** A program of ours as it was built. */
export const builtProgram = (name: 'api' | 'cli' | 'projector'): string =>
  join(ROOT, 'dist', 'apps', name, 'src', 'main.js');
