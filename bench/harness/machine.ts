import { execFileSync } from 'node:child_process';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import Database from 'better-sqlite3';
import { ROOT } from './places';

/** Where and with what a run was measured: the head of `bench/results.json`. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly versions: Readonly<Record<string, string>>;
}

export function machine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    versions: {
      node: process.versions.node,
      sqlite: sqliteVersion(),
      ledger: firstLine('ledger', '--version'),
      hledger: firstLine('hledger', '--version'),
    },
  };
}

/** Short hash of the commit that is checked out, with `+` when the program's files differ from it. */
export function commit(): string {
  try {
    const hash = git('rev-parse', '--short=10', 'HEAD');
    const changes = git('status', '--porcelain', '--', 'apps', 'libs', 'bench/benches', 'bench/history');
    return changes === '' ? hash : `${hash}+`;
  } catch {
    // A copy of the files alone.
    return 'unknown';
  }
}

/** Processes that wanted to run over the last minute, on average. */
export const loadAverage = (): number => Number((loadavg()[0] ?? 0).toFixed(2));

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

function sqliteVersion(): string {
  const database = new Database(':memory:');
  const version = database.prepare<[], string>('select sqlite_version()').pluck().get();
  database.close();
  return version ?? 'unknown';
}

/** Of a program that may not be installed: then the figures held against it are missing too. */
function firstLine(program: string, ...args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8' }).split('\n')[0]?.trim() ?? 'unknown';
  } catch {
    return 'not installed';
  }
}
