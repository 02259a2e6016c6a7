import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { beancountAccount, beancountCommodity, type Commodity, type RecordedEntry } from '@sedekah/ledger';

/** `account commodity` → amount, of accounts that are not at zero. */
export type AccountBalances = ReadonlyMap<string, string>;

const OUTPUT_BYTES = 256 * 1024 * 1024;

/** Whether all `programs` can be started here; says on stderr which one is missing and what that means. */
export function installed(...programs: readonly string[]): boolean {
  const missing = programs.filter((program) => spawnSync(program, ['--version']).status !== 0);
  for (const program of missing) {
    process.stderr.write(`SKIPPED: ${program} is not installed (apt-get install ${packageOf(program)}): `);
    process.stderr.write('the journal is not compared with what it computes\n');
  }
  return missing.length === 0;
}

const packageOf = (program: string): string => (program.startsWith('bean-') ? 'beancount' : program);

/** Writes blocks of text to `file`. */
export async function writeText(file: string, blocks: AsyncIterable<string>): Promise<void> {
  const descriptor = openSync(file, 'w');
  try {
    for await (const block of blocks) writeSync(descriptor, block);
  } finally {
    closeSync(descriptor);
  }
}

const run = (program: string, ...options: readonly string[]): string =>
  execFileSync(program, options, { encoding: 'utf8', maxBuffer: OUTPUT_BYTES, stdio: ['ignore', 'pipe', 'pipe'] });

/** What our own postings add up to. */
export function balancesOf(entries: readonly RecordedEntry[]): AccountBalances {
  const balances = new Map<string, bigint>();
  for (const { lines } of entries) {
    for (const { account, commodity, amount } of lines) {
      const key = `${account} ${commodity}`;
      balances.set(key, (balances.get(key) ?? 0n) + BigInt(amount));
    }
  }
  return new Map([...balances].filter(([, amount]) => amount !== 0n).map(([key, amount]) => [key, String(amount)]));
}

/** The same under the names beancount uses. */
export const inBeancount = (balances: AccountBalances): AccountBalances =>
  new Map(
    [...balances].map(([key, amount]) => {
      const [account = '', commodity = ''] = key.split(' ');
      return [`${beancountAccount(account)} ${beancountCommodity(commodity as Commodity)}`, amount];
    }),
  );

/** @throws Error when hledger cannot read the file, or an assertion in it fails; `strict`: or a name is not declared */
export function hledgerBalances(file: string, { strict = false } = {}): AccountBalances {
  const options = ['balance', '--flat', '--no-total', '--layout', 'bare', '-O', 'csv', ...(strict ? ['--strict'] : [])];
  const rows = run('hledger', '-f', file, ...options)
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.replaceAll('"', '').split(','));
  return nonZero(rows.map(([account = '', commodity = '', amount = '']) => [`${account} ${commodity}`, amount]));
}

/** @throws Error when Ledger cannot read the file, finds a name that is not declared, or an assertion in it fails */
export function ledgerBalances(file: string): AccountBalances {
  const format = '%(account)|%(scrub(display_total))\\n';
  const output = run('ledger', '-f', file, '--pedantic', 'balance', '--flat', '--no-total', '--balance-format', format);
  let account = '';
  const rows = output
    .trim()
    .split('\n')
    .map((line): [string, string] => {
      const bar = line.indexOf('|');
      if (bar >= 0) account = line.slice(0, bar);
      const [amount = '', commodity = ''] = line
        .slice(bar + 1)
        .trim()
        .split(' ');
      return [`${account} ${commodity.replaceAll('"', '')}`, amount];
    });
  return nonZero(rows);
}

/** @throws Error when beancount finds any error in the file, a failed assertion among them */
export function beancountBalances(file: string): AccountBalances {
  run('bean-check', file);
  const query = 'SELECT account, currency, sum(number) GROUP BY account, currency';
  const rows = run('bean-query', '-f', 'csv', file, query)
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',').map((value) => value.trim()));
  return nonZero(rows.map(([account = '', commodity = '', amount = '']) => [`${account} ${commodity}`, amount]));
}

const nonZero = (rows: readonly [string, string][]): AccountBalances =>
  new Map(rows.filter(([, amount]) => amount !== '0'));

/** Every account and commodity whose balance is not the same, with both. */
export function differences(ours: AccountBalances, theirs: AccountBalances): string[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((key) => ours.get(key) !== theirs.get(key))
    .map((key) => `${key}: ours ${ours.get(key) ?? '0'}, theirs ${theirs.get(key) ?? '0'}`);
}
