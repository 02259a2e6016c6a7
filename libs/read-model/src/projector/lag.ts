import type { Kysely } from 'kysely';
import { readCheckpoint } from '../log/checkpoint';
import type { ReadModelTables } from '../tables';
import type { LogReader } from './recorded-event';

/** How far the tables are behind the log. */
export interface Lag {
  /** Events applied. */
  readonly applied: number;
  /** Events stored and not applied, counted up to `LARGEST_COUNT`. */
  readonly events: number;
  /** Seconds since the oldest event that is not applied was recorded; 0 when there is none. */
  readonly seconds: number;
}

/** Beyond this the exact number says no more. */
export const LARGEST_COUNT = 10_000;

/** Reads what the tables do not hold yet; cheap when they are caught up. `now` in milliseconds since 1970. */
export async function lagOf(
  db: Kysely<ReadModelTables>,
  reader: Pick<LogReader, 'readAll'>,
  now: number,
): Promise<Lag> {
  const { position, ordinal } = await readCheckpoint(db);
  let [events, seconds] = [0, 0];
  for await (const page of reader.readAll({ pageSize: 500, ...(position !== undefined && { after: position }) })) {
    const [oldest] = page;
    if (events === 0 && oldest) {
      const { recordedAt } = oldest.metadata as { recordedAt: string };
      seconds = Math.max(0, (now - Date.parse(recordedAt)) / 1000);
    }
    events += page.length;
    if (events >= LARGEST_COUNT) break;
  }
  return { applied: ordinal, events: Math.min(events, LARGEST_COUNT), seconds };
}
