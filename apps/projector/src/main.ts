import './node-version';
import { openEventStore } from '@sedekah/event-store';
import { runProjector } from '@sedekah/read-model';
import { readConfig } from './config';

const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** The projector as a process of its own (`SEDEKAH_PROJECTOR=separate` at the server). SIGTERM and SIGINT stop it. */
async function main(): Promise<void> {
  const { store, readModel } = readConfig();
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  process.once('SIGINT', () => stop.abort());
  const reader = await openEventStore({ ...store, readOnly: true });
  try {
    await runProjector({
      ...readModel,
      reader,
      signal: stop.signal,
      onTurn: () => tell('Proyektor berjalan / the projector is running'),
      onStandBy: () =>
        tell(
          'Proyektor lain sedang bekerja; proyektor ini menunggu / another projector is at work; this one stands by',
        ),
      onOutage: ({ message }) => tell(message),
    });
  } finally {
    await reader.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exit(1);
});
