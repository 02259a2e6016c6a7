import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable } from './errors';
import { openEventStoreDb } from './eventstoredb/eventstoredb-event-store';
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

/** Names whose streams cannot be taken for another ledger's: the dot ends the name. */
const LEDGER_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** Opens the ledger's log where the settings say it is. @throws StoreUnavailable with what to check */
export async function openEventStore(settings: EventStoreSettings): Promise<EventStore> {
  const { dataFolder, eventStoreDbUrl, ledger, readOnly = false } = settings;
  if (!LEDGER_NAME.test(ledger)) {
    throw new StoreUnavailable(
      `Nama buku besar "${ledger}" tidak sah: pakai huruf, angka, - dan _ (SEDEKAH_LEDGER). / ` +
        `"${ledger}" is no name of a ledger: use letters, digits, - and _ (SEDEKAH_LEDGER).`,
    );
  }
  if (eventStoreDbUrl !== undefined) {
    return openEventStoreDb({ connectionString: eventStoreDbUrl, ledger, readOnly });
  }
  if (!readOnly) mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  return openSqliteEventStore({ file: sqliteLogFile(dataFolder), ledger, readOnly });
}
