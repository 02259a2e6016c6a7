import { COVER_EVENTS, CoverBook, type CoverRoot } from '../cover-book';
import type { StreamCounts } from '../stream-book';
import { EventHead, noEvent } from './event-head';
import { KEY_EVENTS, type KeyEvent } from './key-changes';
import { eachLine } from './lines';
import { NotProved } from './not-proved';
import { isTimeToTell, type Tell } from './progress';
import { StreamTable } from './stream-table';

/** Which events are looked at, and after which of them a seal says how things stand. */
export interface EventTask {
  readonly eventsFile: string;
  readonly firstOrdinal: number;
  readonly boundaries: readonly number[];
}

/** What a log that is there from its first event says of itself up to a boundary. */
export interface Section {
  readonly streams: StreamCounts;
  readonly cover: CoverRoot;
}

export interface Structure {
  readonly streams: number;
  /** One for each boundary; none when the log is not there from its first event. */
  readonly sections: readonly Section[];
  readonly keyEvents: readonly KeyEvent[];
}

/** First letters of the types that give or take cover. */
const COVER_LETTERS: ReadonlySet<number> = new Set([...COVER_EVENTS.keys()].map((type) => type.charCodeAt(0)));

const KEY_LETTER = 'S'.charCodeAt(0);
const KEY_LENGTHS: ReadonlySet<number> = new Set([...KEY_EVENTS].map((type) => type.length));

/** Reads what the events say: every stream without a gap, and who is covered. @throws NotProved naming the first wrong event */
export function readStructure({ eventsFile, firstOrdinal, boundaries }: EventTask, tell?: Tell): Structure {
  const streams = new StreamTable();
  const cover = new CoverBook();
  const event = new EventHead();
  const sections: Section[] = [];
  const keyEvents: KeyEvent[] = [];
  const isWhole = firstOrdinal === 1;
  const last = boundaries.at(-1) ?? 0;
  let ordinal = firstOrdinal - 1;
  let passed = 0;
  eachLine(eventsFile, (buffer, start, end) => {
    if (++ordinal > last) throw added(ordinal);
    event.read(buffer, start, end, ordinal);
    const { streamStart, streamEnd, revision } = event;
    const due = streams.see(buffer, streamStart, streamEnd, event.streamHash, revision);
    // Of a part of the log nobody knows where a stream goes on from.
    const isDue = due === -1 ? !isWhole || revision === 0 : due === revision;
    if (!isDue) throw outOfOrder(ordinal, buffer.toString('utf8', streamStart, streamEnd), revision, Math.max(0, due));
    if (isWhole && COVER_LETTERS.has(buffer[event.typeStart] ?? 0))
      takeCover(cover, event, buffer, start, end, ordinal);
    if (isTimeToTell(ordinal)) tell?.(ordinal - firstOrdinal + 1);
    if (isOfKeys(event, buffer)) keyEvents.push({ ordinal, event: buffer.toString('utf8', start, end) });
    if (ordinal !== boundaries[passed]) return;
    passed++;
    if (isWhole) sections.push({ streams: streams.commitment(), cover: cover.commitment() });
  });
  if (ordinal === last) return { streams: streams.size, sections, keyEvents };
  throw new NotProved(
    'events-missing',
    `Bundel berisi peristiwa sampai ${ordinal}, seharusnya sampai ${last}.`,
    `The bundle holds events up to ${ordinal} where it should reach ${last}.`,
  );
}

const isOfKeys = ({ typeStart, typeEnd }: EventHead, buffer: Buffer): boolean =>
  buffer[typeStart] === KEY_LETTER &&
  KEY_LENGTHS.has(typeEnd - typeStart) &&
  KEY_EVENTS.has(buffer.toString('latin1', typeStart, typeEnd));

function takeCover(
  cover: CoverBook,
  { typeStart, typeEnd }: EventHead,
  buffer: Buffer,
  start: number,
  end: number,
  ordinal: number,
): void {
  const type = buffer.toString('latin1', typeStart, typeEnd);
  if (!COVER_EVENTS.has(type)) return;
  try {
    const event = JSON.parse(buffer.toString('utf8', start, end)) as readonly unknown[];
    cover.see(type, event[4]);
  } catch {
    throw noEvent(ordinal);
  }
}

const added = (ordinal: number) =>
  new NotProved(
    'event-added',
    `Peristiwa ${ordinal} berada sesudah segel terakhir: ditambahkan.`,
    `Event ${ordinal} stands after the last seal: it was added.`,
  );

const outOfOrder = (ordinal: number, stream: string, revision: number, due: number) =>
  new NotProved(
    'revision-out-of-order',
    `Peristiwa ${ordinal}: aliran ${stream} meloncat ke revisi ${revision}, seharusnya ${due}.`,
    `Event ${ordinal}: stream ${stream} jumps to revision ${revision} where ${due} is due.`,
  );
