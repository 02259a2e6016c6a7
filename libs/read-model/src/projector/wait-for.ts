import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { readCheckpoint } from '../log/checkpoint';
import type { ReadModelTables } from '../tables';

/** Milliseconds between two looks at the checkpoint. */
const LOOK_EVERY_MS = 10;

/** Waits until the tables hold the event at `position`; false when they do not after `timeoutMs`. */
export async function waitFor(db: Kysely<ReadModelTables>, position: string, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { position: at } = await readCheckpoint(db);
    if (at !== undefined && at >= position) return true;
    if (Date.now() >= deadline) return false;
    await wait(LOOK_EVERY_MS);
  }
}
