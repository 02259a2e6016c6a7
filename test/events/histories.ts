import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '@sedekah/event-store';
import type { EventMetadata } from '@sedekah/ledger';

/** An event as it is stored. */
export interface GoldenEvent {
  readonly type: string;
  readonly data: object;
  readonly metadata: EventMetadata;
}
/** The same with the stream it stands in. */
export interface HistoryEvent extends GoldenEvent {
  readonly stream: string;
}

const FOLDER = join(__dirname, 'v1');
const HISTORIES = join(FOLDER, 'histories');

const read = (folder: string): { readonly name: string; readonly json: unknown }[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      name: file.slice(0, -5),
      json: JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown,
    }));

/** One example of each type, by type. */
export const goldenEvents = (): Map<string, GoldenEvent> =>
  new Map(read(FOLDER).map(({ name, json }) => [name, json as GoldenEvent]));

/** Streams by category: `sponsor` → `sedekah.sponsor-<id>` and so on. */
export const histories = (): Map<string, readonly HistoryEvent[]> =>
  new Map(read(HISTORIES).map(({ name, json }) => [name, json as HistoryEvent[]]));

/** Appends every history in the order in which its events were recorded. */
export async function store(log: EventStore, events: readonly HistoryEvent[]): Promise<void> {
  const inOrder = events.toSorted((left, right) => (left.metadata.recordedAt < right.metadata.recordedAt ? -1 : 1));
  const revisions = new Map<string, bigint>();
  let number = 0;
  for (const { stream, type, data, metadata } of inOrder) {
    const revision = revisions.get(stream);
    number += 1;
    const id = `00000000-0000-8000-8000-${String(number).padStart(12, '0')}`;
    const expected = revision ?? 'no-stream';
    revisions.set(stream, (await log.append(stream, [{ id, type, data, metadata }], expected)).revision);
  }
}
