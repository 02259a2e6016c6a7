import './node-version';
import { openEventStore } from '@sedekah/event-store';
import { runProjector } from '@sedekah/read-model';
import { readConfig } from './config';

/** The projector as a process of its own (`SEDEKAH_PROJECTOR=separate` at the server). SIGTERM and SIGINT stop it. */
async function main(): Promise<void> {
  const { store, readModel } = readConfig();
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  process.once('SIGINT', () => stop.abort());
  const reader = await openEventStore({ ...store, readOnly: true });
  try {
    process.stderr.write('Proyektor berjalan / the projector is running\n');
    await runProjector({ ...readModel, reader, signal: stop.signal });
  } finally {
    await reader.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exit(1);
});
