import { setTimeout as wait } from 'node:timers/promises';
import { dialectOf, type Location } from './location';
import { queueInPostgres } from './postgres-queue';
import type { Queue } from './queue';
import { queueInSqlite } from './sqlite-queue';

/** The right to be the one projector of a read model. */
export type Turn = Pick<Queue, 'lost' | 'leave'>;

/** How often a projector that stands by looks whether the other is gone. */
const LOOK_EVERY_MS = 500;

/**
 * Waits until no other projector works on this read model, in whatever process; `undefined` when `signal` aborts first.
 * The turn of a process that dies is free at once. It spares two projectors the work of undoing each other's pages: what
 * keeps an event from being applied twice is the checkpoint, moved in the transaction of its rows.
 * @throws ReadModelUnusable
 */
export async function takeTurn(
  location: Location,
  signal: AbortSignal,
  onStandBy?: () => void,
): Promise<Turn | undefined> {
  const queue = dialectOf(location) === 'sqlite' ? queueInSqlite(location) : await queueInPostgres(location);
  try {
    for (let looks = 0; !signal.aborted; looks += 1) {
      if (await queue.isOurs()) return queue;
      if (looks === 0) onStandBy?.();
      // An abort ends the wait early; that is no failure.
      await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  } catch (error) {
    await queue.leave();
    throw error;
  }
  await queue.leave();
  return undefined;
}
