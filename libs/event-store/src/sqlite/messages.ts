import type { ExpectedRevision } from '../port';
import type { WrittenAppend, WrittenEvent } from './group-commit';

/** An append on its way to the writer's thread. */
export interface RequestedAppend {
  readonly request: number;
  readonly append: WrittenAppend;
}

type Field = string | number | bigint;

/**
 * Appends as one flat list. Copied from thread to thread, an object costs several times what its texts do: every one
 * carries the names of its fields.
 */
export function packed(appends: readonly RequestedAppend[]): Field[] {
  const fields: Field[] = [];
  for (const { request, append } of appends) {
    fields.push(request, append.stream, append.expected, append.events.length);
    for (const { id, type, data, metadata } of append.events) fields.push(id, type, data, metadata);
  }
  return fields;
}

export function unpacked(fields: readonly Field[]): RequestedAppend[] {
  const appends: RequestedAppend[] = [];
  for (let at = 0; at < fields.length;) {
    const [request, stream, expected, count] = fields.slice(at, at + 4) as [number, string, ExpectedRevision, number];
    at += 4;
    const events: WrittenEvent[] = [];
    for (let index = 0; index < count; index += 1) {
      const [id, type, data, metadata] = fields.slice(at, at + 4) as [string, string, string, string];
      at += 4;
      events.push({ id, type, data, metadata });
    }
    appends.push({ request, append: { stream, expected, events } });
  }
  return appends;
}
