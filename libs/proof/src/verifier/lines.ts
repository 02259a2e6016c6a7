import { closeSync, openSync, readSync } from 'node:fs';
import { NotProved, unreadable } from './not-proved';

/** What a processor's own cache holds: the bytes are still in it when they are hashed. */
const CHUNK_BYTES = 256 << 10;
/** An event is below 512 KiB; a longer line is none. */
const LONGEST_LINE_BYTES = 2 << 20;
const NEWLINE = 0x0a;

/**
 * Hands over the lines of a file one after another, in memory that does not grow. The byte before `start` belongs to the
 * buffer and may be written to. Every line must end with a newline, also the last.
 */
export function eachLine(path: string, onLine: (buffer: Buffer, start: number, end: number) => void): void {
  const file = opened(path);
  // One byte more at the front, so that there is one before the first line too.
  const buffer = Buffer.allocUnsafe(1 + CHUNK_BYTES + LONGEST_LINE_BYTES);
  let kept = 0;
  let line = 0;
  try {
    for (;;) {
      const read = readSync(file, buffer, 1 + kept, CHUNK_BYTES, null);
      if (read === 0) break;
      const filled = 1 + kept + read;
      let start = 1;
      for (
        let end = buffer.indexOf(NEWLINE, 1 + kept);
        end !== -1 && end < filled;
        end = buffer.indexOf(NEWLINE, start)
      ) {
        line++;
        onLine(buffer, start, end);
        start = end + 1;
      }
      kept = filled - start;
      if (kept > LONGEST_LINE_BYTES) throw tooLong(path, line + 1);
      buffer.copy(buffer, 1, start, filled);
    }
  } finally {
    closeSync(file);
  }
  if (kept > 0) throw cutOff(path, line + 1);
}

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw unreadable(path, error);
  }
}

const cutOff = (path: string, line: number) =>
  new NotProved(
    'file-truncated',
    `${path} terpotong di tengah baris ${line}.`,
    `${path} is cut off in the middle of line ${line}.`,
  );

const tooLong = (path: string, line: number) =>
  new NotProved(
    'line-too-long',
    `Baris ${line} dari ${path} terlalu panjang untuk sebuah peristiwa.`,
    `Line ${line} of ${path} is too long for an event.`,
  );
