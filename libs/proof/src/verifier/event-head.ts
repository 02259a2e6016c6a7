import { NotProved } from './not-proved';

/** What an event's line begins with. */
export interface EventHead {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
}

/** Longer than stream, revision, id and type of any event. */
const HEAD_BYTES = 512;

/**
 * Reads stream, revision and type off the front of a canonical event, without reading the rest: that is what was hashed,
 * whatever it says. @throws NotProved when the line begins like no event
 */
export function eventHead(buffer: Buffer, start: number, end: number, ordinal: number): EventHead {
  const text = buffer.toString('latin1', start, Math.min(end, start + HEAD_BYTES));
  const streamEnd = text.indexOf('","', 2);
  const revisionEnd = text.indexOf('","', streamEnd + 3);
  const idEnd = text.indexOf('","', revisionEnd + 3);
  const typeEnd = text.indexOf('",{', idEnd + 3);
  if (!text.startsWith('["') || streamEnd < 0 || revisionEnd < 0 || idEnd < 0 || typeEnd < 0) throw noEvent(ordinal);
  const stream = text.slice(2, streamEnd);
  const revision = Number(text.slice(streamEnd + 3, revisionEnd));
  if (!Number.isSafeInteger(revision) || stream.includes('\\')) throw noEvent(ordinal);
  return { stream, revision, type: text.slice(idEnd + 3, typeEnd) };
}

const noEvent = (ordinal: number) =>
  new NotProved(
    'event-malformed',
    `Peristiwa ${ordinal} tidak berbentuk peristiwa: rusak atau diubah.`,
    `Event ${ordinal} has not the form of an event: damaged or changed.`,
  );
