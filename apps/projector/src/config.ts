import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { EventStoreSettings } from '@sedekah/event-store';
import type { OpenOptions } from '@sedekah/read-model';

/** Where the log and the read model are: the same settings as the server's. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  args: readonly string[] = process.argv.slice(2),
): { readonly store: EventStoreSettings; readonly readModel: OpenOptions } {
  const { values } = parseArgs({ args: [...args], options: { data: { type: 'string' } }, strict: true });
  const dataFolder = resolve(values.data ?? environment['SEDEKAH_DATA'] ?? 'data');
  const ledger = environment['SEDEKAH_LEDGER'] ?? 'sedekah';
  const eventStoreDbUrl = environment['EVENTSTOREDB_URL'];
  const url = environment['READ_MODEL_URL'];
  return {
    store: { dataFolder, ledger, ...(eventStoreDbUrl ? { eventStoreDbUrl } : {}) },
    readModel: { dataFolder, ledger, ...(url ? { url } : {}) },
  };
}
