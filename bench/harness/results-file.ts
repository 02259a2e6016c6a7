import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Machine } from './machine';
import { RESULTS_FILE } from './places';
import type { Result } from './results';

/** `bench/results.json`. */
export interface Results {
  readonly head: (Machine & { readonly commit: string }) | null;
  readonly results: readonly Result[];
}

export const readResults = (file = RESULTS_FILE): Results =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : { head: null, results: [] };

export const writeResults = (results: Results, file = RESULTS_FILE): void =>
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
