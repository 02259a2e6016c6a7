import { setTimeout as wait } from 'node:timers/promises';
import { currentGeneration, generationSeenFrom, openReadModel, type OpenOptions } from '../store/generations';
import { Projector } from './projector';
import type { LogReader } from './recorded-event';

export interface RunOptions extends OpenOptions {
  readonly reader: LogReader;
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** Events per transaction at most (default 500). */
  readonly batchSize?: number;
  /** Called whenever the tables hold everything stored so far. */
  readonly onCaughtUp?: () => void;
}

/** How often the pointer is looked at, and how soon a subscription that ended is taken up again. */
const LOOK_EVERY_MS = 500;

/**
 * Keeps the current generation up to the log until `signal` aborts, and goes over to the next one when a rebuild has
 * swapped. @throws ProjectionFailed with event and position: a restart goes on from there.
 */
export async function runProjector({ reader, signal, batchSize, onCaughtUp, ...options }: RunOptions): Promise<void> {
  while (!signal.aborted) {
    const readModel = await openReadModel({ ...options, access: 'write' });
    const moved = new AbortController();
    const watching = watch(() => generationSeenFrom(options, readModel.db), readModel.generation, moved, signal);
    try {
      const projector = new Projector({ reader, readModel, ...(batchSize && { batchSize }) });
      await projector.run(AbortSignal.any([signal, moved.signal]), onCaughtUp);
    } finally {
      moved.abort();
      await watching;
      await readModel.close();
    }
    const current = await currentGeneration(options);
    if (!signal.aborted && current === readModel.generation) await pause(signal);
  }
}

/** Aborts `moved` once the pointer names another generation. */
async function watch(
  look: () => Promise<number | undefined>,
  generation: number,
  moved: AbortController,
  signal: AbortSignal,
): Promise<void> {
  const ended = AbortSignal.any([signal, moved.signal]);
  for (;;) {
    await pause(ended);
    if (ended.aborted) return;
    // A look that fails is repeated: the projector itself says when its database is gone.
    const current = await look().catch(() => generation);
    if (current !== undefined && current !== generation) moved.abort();
  }
}

const pause = (signal: AbortSignal): Promise<void> => wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
