import type { EventStore, StoredEvent } from '@sedekah/event-store';
import { postings, type EventMetadata, type LedgerEvent, type RecordedEntry } from '@sedekah/ledger';
import type { Config } from '../config';
import { inZone, type AskedKnownAt } from './known-at';
import { Refused } from '../output/failure';
import { counted, grouped } from '../output/numbers';
import { timeZoneOf } from './scheme-time';

/** Entries of everything that was known by then, by day and within a day in the order of the log. */
export async function journalEntries(
  log: EventStore,
  config: Config,
  knownAt: AskedKnownAt | undefined,
): Promise<RecordedEntry[]> {
  const entries: RecordedEntry[] = [];
  for await (const event of knownEvents(log, inZone(knownAt, await timeZoneOf(log, config)))) {
    const entry = postings(event as unknown as LedgerEvent);
    if (entry === undefined) continue;
    const stream = event.stream.slice(config.ledger.length + 1);
    entries.push({ ...entry, stream, revision: String(event.revision) });
  }
  // A sort that keeps equal days in the order they were read.
  return entries.sort((left, right) => (left.date < right.date ? -1 : left.date > right.date ? 1 : 0));
}

/**
 * The longest prefix of the log that was known: by number, by place, or by the running latest time of recording.
 * @throws Refused for a number or place that the log does not reach: its answer would be another one tomorrow
 */
async function* knownEvents(log: EventStore, knownAt: ReturnType<typeof inZone>): AsyncGenerator<StoredEvent> {
  let ordinal = 0;
  let reached: StoredEvent['position'] | undefined;
  for await (const page of log.readAll()) {
    for (const event of page) {
      if (knownAt && !isKnown(event, ordinal + 1, knownAt)) {
        if ('position' in knownAt && reached !== knownAt.position) throw noSuchPlace(ordinal);
        return;
      }
      ordinal += 1;
      reached = event.position;
      yield event;
    }
  }
  if (!knownAt || 'time' in knownAt) return;
  const isThere = 'ordinal' in knownAt ? knownAt.ordinal <= ordinal : knownAt.position === reached;
  if (!isThere) throw noSuchPlace(ordinal);
}

const noSuchPlace = (events: number): Refused =>
  new Refused(
    'position-unknown',
    `Buku besar tidak memuat tempat itu (--known-at); sampai di sana ada ${grouped(events)} peristiwa.`,
    `The log has no such place (--known-at); up to there it holds ${counted(events, 'event')}.`,
  );

/** The first event recorded after a time ends the prefix: the running latest time never falls again. */
function isKnown(event: StoredEvent, ordinal: number, knownAt: NonNullable<ReturnType<typeof inZone>>): boolean {
  if ('ordinal' in knownAt) return ordinal <= knownAt.ordinal;
  if ('position' in knownAt) return event.position <= knownAt.position;
  return Date.parse((event.metadata as EventMetadata).recordedAt) <= Date.parse(knownAt.time);
}
