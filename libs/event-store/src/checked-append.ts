import { AppendTooLarge, NotJson } from './errors';
import { LARGEST_APPEND_BYTES, type ExpectedRevision, type NewEvent } from './port';

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
  expected: ExpectedRevision,
): readonly JsonEvent[] {
  checkTerms(stream, events, expected);
  const written = jsonEvents(stream, events);
  const bytes = written.reduce(
    (sum, { type, data, metadata }) => sum + type.length + Buffer.byteLength(data) + Buffer.byteLength(metadata),
    0,
  );
  if (bytes > LARGEST_APPEND_BYTES) {
    throw new AppendTooLarge(`append of ${bytes} bytes to ${stream}: at most ${LARGEST_APPEND_BYTES} in one append`);
  }
  return written;
}

/** `checkedAppend` for a store whose client makes the JSON itself: no text is made unless the size is in doubt. */
export function checkAppend(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): void {
  checkTerms(stream, events, expected);
  let most = 0;
  for (const { type, data, metadata } of events) {
    most += type.length + mostBytes(data, stream, type) + mostBytes(metadata, stream, type);
  }
  if (most > LARGEST_APPEND_BYTES) checkedAppend(stream, events, expected);
}

/** @throws NotJson */
export function jsonEvents(stream: string, events: readonly NewEvent[]): readonly JsonEvent[] {
  return events.map(({ id, type, data, metadata }) => ({
    id,
    type,
    data: plainJson(data, stream, type),
    metadata: plainJson(metadata, stream, type),
  }));
}

function checkTerms(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): void {
  if (stream === '' || stream.startsWith('$')) throw new Error(`"${stream}" is no name of a stream`);
  if (events.length === 0) throw new Error(`append of no events to ${stream}`);
  if (expected !== 'no-stream' && (expected < 0n || expected > LARGEST_REVISION)) {
    throw new Error(`revision ${expected} of ${stream} cannot be`);
  }
  if (events.length > 1 && new Set(events.map(({ id }) => id)).size !== events.length) {
    throw new Error(`append to ${stream} with the same event id twice`);
  }
  const wrongId = events.find(({ id }) => !UUID.test(id));
  if (wrongId !== undefined) throw new Error(`"${wrongId.id}" is no UUID`);
}

/** Texts of objects that were read back from them: written once, however often they are looked at. */
const texts = new WeakMap<object, string>();

/**
 * JSON text of an event's data or metadata. @throws NotJson when reading the text back would give something else
 */
export function plainJson(value: unknown, stream: string, type: string): string {
  mostBytes(value, stream, type);
  return texts.get(value as object) ?? JSON.stringify(value);
}

/** UTF-8 takes three bytes for a character of JavaScript at most, and JSON six where it writes it as \uXXXX. */
const [UTF8_BYTES, ESCAPE_BYTES] = [3, 6];
/** `-1.7976931348623157e+308` and a comma, or less. */
const NUMBER_BYTES = 25;
/** Brackets or quotes, and a comma or colon. */
const MARK_BYTES = 3;

/** At most this many bytes of JSON. @throws NotJson for what JSON would change or drop */
function mostBytes(value: unknown, stream: string, type: string): number {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new NotJson(`${type} for ${stream} has data or metadata that is not an object`);
  }
  const known = texts.get(value);
  if (known !== undefined) return known.length * UTF8_BYTES;
  try {
    return mostBytesOf('', value);
  } catch (error) {
    // A circle ends the stack.
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotJson(`${type} for ${stream} is not plain JSON: ${reason}`);
  }
}

/** What a store will give back for `value`, apart from what others hold of it, and its text. @throws NotJson */
export function plainCopy(
  value: object,
  stream: string,
  type: string,
): { readonly copy: object; readonly text: string } {
  const text = plainJson(value, stream, type);
  const copy = JSON.parse(text) as object;
  texts.set(copy, text);
  return { copy, text };
}

/**
 * At most this many bytes of JSON. Throws for values that JSON.stringify silently changes or drops: a replacer would say
 * the same, several times slower.
 */
function mostBytesOf(key: string, value: unknown): number {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`"${key}" is ${value}`);
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw new TypeError(`"${key}" is a ${typeof value}`);
  }
  if (typeof value !== 'object' || value === null) return NUMBER_BYTES;
  let bytes = MARK_BYTES;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index];
      // Most lists are of names: their places need no words.
      bytes += typeof item === 'string' ? textBytes(item) : mostBytesOf(String(index), item);
    }
    return bytes;
  }
  if (!isPlain(value)) throw new TypeError(`"${key}" is a ${value.constructor.name}`);
  for (const name in value) {
    bytes += textBytes(name) + mostBytesOf(name, (value as Record<string, unknown>)[name]);
  }
  return bytes;
}

const textBytes = ({ length }: string): number => length * ESCAPE_BYTES + MARK_BYTES;

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  // Another realm (a Jest test, a worker's message) has an Object of its own, hence the look at the name.
  return (prototype as { constructor: { name: string } }).constructor.name === 'Object';
}
