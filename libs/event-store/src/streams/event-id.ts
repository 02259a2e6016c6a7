import { hash } from 'node:crypto';

/**
 * UUID (version 8) of the event a command puts at `index` of a stream. The content is part of it, because EventStoreDB
 * takes an id it knows for the old event without a look at the data: the same event again has the same id, another
 * content has another id and is noticed as a conflict.
 */
export function eventIdOf(commandId: string, stream: string, index: number, content: string): string {
  const hex = hash('sha256', JSON.stringify([commandId, stream, index, content]));
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
