import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Machine } from './machine';
import { RESULTS_FILE } from './places';
import type { Result } from './results';

/** Of the latest run; a line that was measured otherwise says so itself. */
export interface Head extends Machine {
  readonly commit: string;
  readonly seed: number;
}

/** `bench/results.json`. */
export interface Results {
  readonly head: Head | null;
  readonly results: readonly Result[];
}

export const readResults = (file = RESULTS_FILE): Results =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : { head: null, results: [] };

export const writeResults = (results: Results, file = RESULTS_FILE): void =>
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
