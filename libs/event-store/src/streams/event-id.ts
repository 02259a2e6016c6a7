import { hash } from 'node:crypto';

/**
 * UUID (version 8) of the event a command puts at `index` of a stream. The content is part of it, because EventStoreDB
 * takes an id it knows for the old event without a look at the data: the same event again has the same id, another
 * content has another id and is noticed as a conflict.
 */
export function eventIdOf(commandId: string, stream: string, index: number, content: string): string {
  const digest = hash('sha256', JSON.stringify([commandId, stream, index, content]), 'buffer');
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
