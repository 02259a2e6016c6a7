import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything an operator can set. Read once, at start, here and nowhere else. */
export interface Config {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  /** Folder of the log, the read model and waiting uploads. */
  readonly dataFolder: string;
  /** Folder of the key store; never inside the data folder. */
  readonly keysFolder: string;
  /** First part of every stream's name. */
  readonly ledger: string;
  /** Connection string; absent: SQLite in the data folder. */
  readonly eventStoreUrl?: string;
  /** Connection string; absent: SQLite in the data folder. */
  readonly readModelUrl?: string;
  /** `worker`: in a thread of this process. `separate`: apps/projector runs it. */
  readonly projector: 'worker' | 'separate';
  readonly logLevel: LogLevel;
  /** Accept the never issued serial 0000: for demonstrations and tests. */
  readonly acceptTestNiks: boolean;
  /** How long a read waits for `?waitFor=`. */
  readonly waitForTimeoutMs: number;
}

/** A setting cannot be used. The message says which, in two languages, and never repeats a connection string. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const DEBUG_REFUSED =
  'DEBUG=esdb mencetak kata sandi EventStoreDB dan isi peristiwa ke log: kosongkan DEBUG. ' +
  'DEBUG=esdb prints the EventStoreDB password and the events’ content: unset DEBUG.';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from the environment and `--data <folder>`. @throws ConfigError
 */
export function readConfig(
  environment: Environment = process.env,
  args: readonly string[] = process.argv.slice(2),
): Config {
  const setting = (name: string): string | undefined => environment[name]?.trim() || undefined;
  if (setting('DEBUG')?.includes('esdb')) throw new ConfigError(DEBUG_REFUSED);
  const dataFolder = resolve(dataArgument(args) ?? setting('SEDEKAH_DATA') ?? 'data');
  const eventStoreUrl = setting('EVENTSTOREDB_URL');
  const readModelUrl = setting('READ_MODEL_URL');
  return {
    port: port(setting('PORT') ?? '3000'),
    host: setting('HOST') ?? '127.0.0.1',
    dataFolder,
    keysFolder: resolve(setting('SEDEKAH_KEYS') ?? `${dataFolder}-keys`),
    ledger: ledgerName(setting('SEDEKAH_LEDGER') ?? 'sedekah'),
    ...(eventStoreUrl ? { eventStoreUrl } : {}),
    ...(readModelUrl ? { readModelUrl } : {}),
    projector: oneOf('SEDEKAH_PROJECTOR', ['worker', 'separate'], setting('SEDEKAH_PROJECTOR') ?? 'worker'),
    logLevel: oneOf('LOG_LEVEL', LOG_LEVELS, setting('LOG_LEVEL') ?? 'info'),
    acceptTestNiks: oneOf('SEDEKAH_TEST_NIKS', ['true', 'false'], setting('SEDEKAH_TEST_NIKS') ?? 'false') === 'true',
    waitForTimeoutMs: 5_000,
  };
}

function dataArgument(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { data: { type: 'string' } }, strict: true }).values.data;
  } catch {
    throw new ConfigError(
      'Hanya `--data <folder>` yang dikenal sebagai argumen. The only argument is `--data <folder>`.',
    );
  }
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number <= 65_535) return number;
  throw new ConfigError(`PORT harus angka 0 sampai 65535. PORT must be a number from 0 to 65535.`);
}

function ledgerName(text: string): string {
  if (/^[a-z][a-z0-9]{0,39}$/.test(text)) return text;
  throw new ConfigError(
    'SEDEKAH_LEDGER harus huruf kecil dan angka, diawali huruf, paling panjang 40. ' +
      'SEDEKAH_LEDGER must be lower-case letters and digits, starting with a letter, at most 40.',
  );
}

function oneOf<Value extends string>(name: string, values: readonly Value[], text: string): Value {
  const value = values.find((candidate) => candidate === text);
  if (value) return value;
  throw new ConfigError(`${name} harus salah satu dari / must be one of: ${values.join(', ')}.`);
}
