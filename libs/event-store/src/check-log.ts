import type { EventStore, Revision, StoredEvent } from './port';

/** Something in a log that the ledger never writes. */
export interface LogFinding {
  readonly code: 'revision-gap' | 'recorded-before' | 'not-an-object' | 'position-gap' | 'damaged-file';
  /** Indonesian, with the place. */
  readonly sentence: string;
  readonly english: string;
}

export interface LogReport {
  readonly events: number;
  readonly streams: number;
  readonly findings: readonly LogFinding[];
}

/** A log with this many findings is not looked at further. */
const MOST_FINDINGS = 100;

/**
 * Reads the whole log and looks for what the ledger never writes: revisions missing from a stream, an event recorded
 * before the one it follows, data that is no object. Takes time and memory by the number of streams, not of events.
 */
export async function checkLog(store: Pick<EventStore, 'readAll'>): Promise<LogReport> {
  const streams = new Map<string, { revision: Revision; recordedAt: string }>();
  const findings: LogFinding[] = [];
  let events = 0;
  for await (const page of store.readAll()) {
    for (const event of page) {
      events++;
      const last = streams.get(event.stream) ?? { revision: -1n, recordedAt: '' };
      findings.push(...findingsOn(event, last));
      const { recordedAt = '' } = event.metadata as { recordedAt?: string };
      streams.set(event.stream, {
        revision: event.revision,
        recordedAt: recordedAt > last.recordedAt ? recordedAt : last.recordedAt,
      });
      if (findings.length >= MOST_FINDINGS) return { events, streams: streams.size, findings };
    }
  }
  return { events, streams: streams.size, findings };
}

function findingsOn(
  event: StoredEvent,
  last: { readonly revision: Revision; readonly recordedAt: string },
): LogFinding[] {
  const { stream, revision, position, data, metadata } = event;
  const findings: LogFinding[] = [];
  const place = `${stream} ${revision}, ${position}`;
  if (revision !== last.revision + 1n) {
    findings.push({
      code: 'revision-gap',
      sentence: `Aliran ${stream} meloncat dari revisi ${last.revision} ke ${revision} pada posisi ${position}.`,
      english: `Stream ${stream} jumps from revision ${last.revision} to ${revision} at position ${position}.`,
    });
  }
  if (Array.isArray(data) || Array.isArray(metadata)) {
    findings.push({
      code: 'not-an-object',
      sentence: `Data atau metadata peristiwa ${place} bukan objek.`,
      english: `Data or metadata of event ${place} is no object.`,
    });
  }
  const { recordedAt } = metadata as { recordedAt?: string };
  if (recordedAt !== undefined && recordedAt < last.recordedAt) {
    findings.push({
      code: 'recorded-before',
      sentence: `Peristiwa ${place} tercatat ${recordedAt}, sebelum pendahulunya ${last.recordedAt}.`,
      english: `Event ${place} was recorded at ${recordedAt}, before the one it follows, ${last.recordedAt}.`,
    });
  }
  return findings;
}
