import { AppendTooLarge, NotJson } from './errors';
import { LARGEST_APPEND_BYTES, type NewEvent } from './port';

/** An event with its data and metadata as JSON text. */
export interface JsonEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** The largest revision a stream may be expected at: what a server and SQLite can hold. */
const LARGEST_REVISION = 2n ** 63n - 2n;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What every adapter checks before an append leaves the process. @returns the events as JSON text
 * @throws NotJson, AppendTooLarge; Error for an append that only a bug can ask for.
 */
export function checkedAppend(
  stream: string,
  events: readonly NewEvent[],
  expected: bigint | 'no-stream',
): readonly JsonEvent[] {
  if (stream === '' || stream.startsWith('$')) throw new Error(`"${stream}" is no name of a stream`);
  if (events.length === 0) throw new Error(`append of no events to ${stream}`);
  if (expected !== 'no-stream' && (expected < 0n || expected > LARGEST_REVISION)) {
    throw new Error(`revision ${expected} of ${stream} cannot be`);
  }
  if (new Set(events.map(({ id }) => id)).size !== events.length) {
    throw new Error(`append to ${stream} with the same event id twice`);
  }
  const wrongId = events.find(({ id }) => !UUID.test(id));
  if (wrongId !== undefined) throw new Error(`"${wrongId.id}" is no UUID`);
  const written = events.map(({ id, type, data, metadata }) => ({
    id,
    type,
    data: plainJson(data, stream, type),
    metadata: plainJson(metadata, stream, type),
  }));
  const bytes = written.reduce(
    (sum, { type, data, metadata }) => sum + type.length + Buffer.byteLength(data) + Buffer.byteLength(metadata),
    0,
  );
  if (bytes > LARGEST_APPEND_BYTES) {
    throw new AppendTooLarge(`append of ${bytes} bytes to ${stream}: at most ${LARGEST_APPEND_BYTES} in one append`);
  }
  return written;
}

/** JSON text of an event's data or metadata. @throws NotJson when reading the text back would give something else */
export function plainJson(value: unknown, stream: string, type: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new NotJson(`${type} for ${stream} has data or metadata that is not an object`);
  }
  let text: string | undefined;
  try {
    text = JSON.stringify(value, refuseWhatJsonChanges);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotJson(`${type} for ${stream} is not plain JSON: ${reason}`);
  }
  if (text === undefined) throw new NotJson(`${type} for ${stream} is not plain JSON`);
  return text;
}

/** Throws for values that JSON.stringify would silently change or drop. `this` is the object that holds the value. */
function refuseWhatJsonChanges(this: unknown, key: string, value: unknown): unknown {
  const original = (this as Record<string, unknown>)[key];
  if (typeof original === 'object' && original !== null && original !== value) {
    throw new TypeError(`"${key}" is a ${original.constructor.name}`);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`"${key}" is ${value}`);
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`"${key}" is a ${typeof value}`);
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlain(value)) {
    throw new TypeError(`"${key}" is a ${value.constructor.name}`);
  }
  return value;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm (a Jest test, a worker's message) has an Object of its own, hence the look at the name.
  return prototype === null || (prototype as { constructor: { name: string } }).constructor.name === 'Object';
}
