import { mkdirSync } from 'node:fs';
import { openEventStore, Streams, type EventStore, type EventStoreSettings } from '@sedekah/event-store';
import { openKeyStore, type KeyStore } from '@sedekah/key-store';
import { checkpointIn, LiveReadModel, type OpenOptions } from '@sedekah/read-model';
import type { Clock } from './clock';
import type { Config } from './config';

/** Everything opened at start and closed at the end. */
export interface OpenLedger {
  readonly config: Config;
  readonly clock: Clock;
  readonly keys: KeyStore;
  readonly store: EventStore;
  readonly streams: Streams;
  readonly readModel: LiveReadModel;
}

export type OpenStore = (settings: EventStoreSettings) => Promise<EventStore>;

/** Opens the stores the settings name. @throws ConfigError, KeysInsideData, StoreUnavailable, ReadModelForeign */
export async function openLedger(
  config: Config,
  clock: Clock,
  openStore: OpenStore = openEventStore,
): Promise<OpenLedger> {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const keys = openKeyStore(config.keysFolder, config.dataFolder);
  try {
    const store = await openStore(storeSettings(config));
    try {
      const readModel = await LiveReadModel.open(readModelSettings(config));
      await refuseForeign(store, readModel);
      const streams = new Streams({ store, ledger: config.ledger, isOnlyWriter: config.eventStoreUrl === undefined });
      return { config, clock, keys, store, streams, readModel };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    keys.close();
    throw error;
  }
}

async function refuseForeign(store: EventStore, readModel: LiveReadModel): Promise<void> {
  try {
    await readModel.query((db) => checkpointIn(store, { db }));
  } catch (error) {
    await readModel.close();
    throw error;
  }
}

/** Where the log is. */
export const storeSettings = ({ dataFolder, ledger, eventStoreUrl }: Config): EventStoreSettings => ({
  dataFolder,
  ledger,
  ...(eventStoreUrl ? { eventStoreDbUrl: eventStoreUrl } : {}),
});

/** Where the read model is. */
export const readModelSettings = ({ dataFolder, ledger, readModelUrl }: Config): OpenOptions => ({
  dataFolder,
  ledger,
  ...(readModelUrl ? { url: readModelUrl } : {}),
});

/** Closes what `openLedger` opened, the keys last. */
export async function closeLedger({ store, keys, readModel }: OpenLedger): Promise<void> {
  await readModel.close();
  await store.close();
  keys.close();
}
