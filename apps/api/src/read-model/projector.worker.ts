import { parentPort, workerData } from 'node:worker_threads';
import { openEventStore } from '@sedekah/event-store';
import { runProjector } from '@sedekah/read-model';
import type { Config } from '../config';
import { readModelSettings, storeSettings } from '../open-ledger';

/** The projector in a thread of its own, so that a rebuild never stalls HTTP. Any message stops it. */
async function work(): Promise<void> {
  const config = workerData as Config;
  const reader = await openEventStore({ ...storeSettings(config), readOnly: true });
  const stop = new AbortController();
  parentPort?.once('message', () => stop.abort());
  try {
    const onCaughtUp = () => parentPort?.postMessage('caught-up');
    await runProjector({ ...readModelSettings(config), reader, signal: stop.signal, onCaughtUp });
  } finally {
    await reader.close();
    parentPort?.unref();
  }
}

// A failure ends the thread with its error; the thread's owner hears it.
void work();
