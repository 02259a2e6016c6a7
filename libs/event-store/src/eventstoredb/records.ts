import type { JsonEvent } from '../checked-append';
import { StoreUnavailable } from '../errors';
import type { Position, Revision, StoredEvent } from '../port';

/** A record of the server: an event of the ledger, of another one, or of the server itself. */
export interface LogRecord {
  readonly stream: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly id: string;
  readonly type: string;
  /** An object for JSON; the client hands malformed JSON over as text or bytes, without an error. */
  readonly data: unknown;
  readonly metadata: unknown;
}

/** @throws Error naming the event when its data or metadata is no JSON object: the ledger never wrote it so. */
export function storedEvent({ stream, revision, position, id, type, data, metadata }: LogRecord): StoredEvent {
  if (!isObject(data) || !isObject(metadata)) {
    throw new Error(`event ${revision} of ${stream} (${type}) has no JSON data or metadata`);
  }
  return { stream, revision, position, id, type, data, metadata };
}

/** @throws StoreUnavailable when revisions are missing: a stream was deleted or cut on the server. */
export function contiguous(from: Revision, events: readonly StoredEvent[]): readonly StoredEvent[] {
  events.forEach(({ stream, revision }, index) => {
    if (revision !== from + BigInt(index)) throw cutStream(stream, from + BigInt(index));
  });
  return events;
}

export function cutStream(stream: string, revision: Revision): StoreUnavailable {
  return new StoreUnavailable(
    `Aliran ${stream} tidak utuh di server (revisi ${revision} hilang): dihapus di luar program ini; periksa siapa yang ` +
      `menghapus. / Stream ${stream} is not whole on the server (revision ${revision} is missing): it was deleted outside ` +
      'this program; find out who did it.',
  );
}

/** Whether a stored event is this one, data and all. */
export function isSameEvent(stored: StoredEvent | undefined, event: JsonEvent): boolean {
  return (
    stored?.id === event.id &&
    stored.type === event.type &&
    JSON.stringify(stored.data) === normalized(event.data) &&
    JSON.stringify(stored.metadata) === normalized(event.metadata)
  );
}

/** JSON text as it comes out after being read back once. */
function normalized(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
