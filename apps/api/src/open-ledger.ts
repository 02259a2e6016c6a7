import { mkdirSync } from 'node:fs';
import { openEventStore, Streams, type EventStore, type EventStoreSettings } from '@sedekah/event-store';
import { openKeyStore, type KeyStore } from '@sedekah/key-store';
import type { Clock } from './clock';
import type { Config } from './config';

/** Everything opened at start and closed at the end. */
export interface OpenLedger {
  readonly config: Config;
  readonly clock: Clock;
  readonly keys: KeyStore;
  readonly store: EventStore;
  readonly streams: Streams;
}

/** Opens the stores the settings name. @throws ConfigError, KeysInsideData, StoreUnavailable */
export async function openLedger(config: Config, clock: Clock): Promise<OpenLedger> {
  mkdirSync(config.dataFolder, { recursive: true });
  const keys = openKeyStore(config.keysFolder, config.dataFolder);
  const store = await openEventStore(storeSettings(config));
  return { config, clock, keys, store, streams: new Streams({ store, ledger: config.ledger }) };
}

/** Where the log is. */
export const storeSettings = ({ dataFolder, ledger, eventStoreUrl }: Config): EventStoreSettings => ({
  dataFolder,
  ledger,
  ...(eventStoreUrl ? { eventStoreDbUrl: eventStoreUrl } : {}),
});

/** Closes what `openLedger` opened, the keys last. */
export async function closeLedger({ store, keys }: OpenLedger): Promise<void> {
  await store.close();
  keys.close();
}
