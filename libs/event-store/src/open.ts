import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from './port';
import { openSqliteEventStore } from './sqlite/sqlite-event-store';

export interface EventStoreSettings {
  /** Folder of the embedded store; made if it is not there, unless `readOnly`. */
  readonly dataFolder: string;
  /** Connection string of an EventStoreDB server; absent: the embedded store. */
  readonly eventStoreDbUrl?: string;
  /** First part of every stream's name. */
  readonly ledger: string;
  readonly readOnly?: boolean;
}

/** File of the embedded log in a data folder. */
export function sqliteLogFile(dataFolder: string): string {
  return join(dataFolder, 'events.db');
}

/** Opens the ledger's log where the settings say it is. @throws StoreUnavailable with what to check */
export async function openEventStore(settings: EventStoreSettings): Promise<EventStore> {
  const { dataFolder, ledger, readOnly = false } = settings;
  if (!readOnly) mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  return openSqliteEventStore({ file: sqliteLogFile(dataFolder), ledger, readOnly });
}
