import { setTimeout as wait } from 'node:timers/promises';
import { currentGeneration, generationSeenFrom, openReadModel, type OpenOptions } from '../store/generations';
import { takeTurn } from '../store/turn';
import { ReadModelUnusable } from '../store/unusable';
import { Projector } from './projector';
import type { LogReader, StreamReader } from './recorded-event';
import { checkpointIn } from './same-log';

export interface RunOptions extends OpenOptions {
  readonly reader: LogReader & StreamReader;
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** Events per transaction at most (default 500). */
  readonly batchSize?: number;
  /** Called whenever the tables hold everything stored so far. */
  readonly onCaughtUp?: () => void;
  /** Called when another projector is at work: this one waits until that one is gone. */
  readonly onStandBy?: () => void;
  /** Called when it is this projector's turn. */
  readonly onTurn?: () => void;
  /** Called each time the database went away: it is tried again. */
  readonly onOutage?: (error: ReadModelUnusable) => void;
}

/** How often the pointer is looked at, and how soon a subscription that ended is taken up again. */
const LOOK_EVERY_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Keeps the current generation up to the log until `signal` aborts, and goes over to the next one when a rebuild has
 * swapped. One projector works at a time, others stand by; a database that goes away is tried again from the last event
 * applied. @throws ProjectionFailed with event and position: a restart goes on from there; ReadModelUnusable when the
 * database cannot be used from the beginning, or without a change by somebody; ReadModelForeign.
 */
export async function runProjector(options: RunOptions): Promise<void> {
  const { signal, onCaughtUp, onStandBy, onTurn, onOutage } = options;
  let pauseMs = 0;
  /** Whether the database has ever answered: one that never did is a mistake in the settings. */
  let hasAnswered = false;
  const answered = (tell?: () => void) => () => {
    hasAnswered = true;
    tell?.();
  };
  const caughtUp = () => {
    pauseMs = 0;
    onCaughtUp?.();
  };
  while (!signal.aborted) {
    try {
      const turn = await takeTurn(options, signal, answered(onStandBy));
      if (!turn) return;
      answered(onTurn)();
      try {
        await projectUntil(AbortSignal.any([signal, turn.lost]), { ...options, onCaughtUp: caughtUp });
      } finally {
        await turn.leave();
      }
    } catch (error) {
      if (!(error instanceof ReadModelUnusable && error.isPassing && hasAnswered)) throw error;
      onOutage?.(error);
    }
    pauseMs = Math.min(Math.max(pauseMs * 2, LOOK_EVERY_MS), LONGEST_PAUSE_MS);
    await pause(signal, pauseMs);
  }
}

/** One generation after the other, until `signal` aborts. */
async function projectUntil(
  signal: AbortSignal,
  { reader, batchSize, onCaughtUp, ...options }: RunOptions,
): Promise<void> {
  while (!signal.aborted) {
    const readModel = await openReadModel({ ...options, access: 'write' });
    const moved = new AbortController();
    const watching = watch(() => generationSeenFrom(options, readModel.db), readModel.generation, moved, signal);
    try {
      await checkpointIn(reader, readModel);
      const projector = new Projector({ reader, readModel, ...(batchSize && { batchSize }) });
      await projector.run(AbortSignal.any([signal, moved.signal]), onCaughtUp);
    } finally {
      moved.abort();
      await watching;
      await readModel.close();
    }
    if (signal.aborted) return;
    const current = await currentGeneration(options);
    if (current === readModel.generation) await pause(signal);
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

const pause = (signal: AbortSignal, ms = LOOK_EVERY_MS): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined);
