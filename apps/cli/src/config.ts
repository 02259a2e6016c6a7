import { resolve } from 'node:path';
import type { EventStoreSettings } from '@sedekah/event-store';
import type { OpenOptions } from '@sedekah/read-model';

/** Where the log and the read model are: the server's settings, without what only a server needs. */
export interface Config {
  /** Folder of the embedded stores. */
  readonly dataFolder: string;
  /** Folder of the private keys that sign seals; never inside the data folder. */
  readonly keysFolder: string;
  /** First part of every stream's name. */
  readonly ledger: string;
  readonly store: EventStoreSettings;
  readonly readModel: OpenOptions;
}

/** A setting cannot be used. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings from `--data` and the environment. @throws ConfigError */
export function readConfig(data: string | undefined, environment: Environment = process.env): Config {
  const setting = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const dataFolder = resolve(data ?? setting('SEDEKAH_DATA') ?? 'data');
  const ledger = setting('SEDEKAH_LEDGER') ?? 'sedekah';
  if (!/^[a-z][a-z0-9]{0,39}$/.test(ledger)) {
    throw new ConfigError(
      'SEDEKAH_LEDGER harus huruf kecil dan angka, diawali huruf, paling panjang 40. ' +
        '/ SEDEKAH_LEDGER must be lower-case letters and digits, starting with a letter, at most 40.',
    );
  }
  const eventStoreDbUrl = setting('EVENTSTOREDB_URL');
  const url = setting('READ_MODEL_URL');
  return {
    dataFolder,
    keysFolder: resolve(setting('SEDEKAH_KEYS') ?? `${dataFolder}-keys`),
    ledger,
    store: { dataFolder, ledger, readOnly: true, ...(eventStoreDbUrl ? { eventStoreDbUrl } : {}) },
    readModel: { dataFolder, ledger, ...(url ? { url } : {}) },
  };
}
