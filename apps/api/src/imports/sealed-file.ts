import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
const FRAME_BYTES = 64 * 1024;

/** A file was changed, cut, or sealed with another key. */
export class SealedFileBroken extends Error {
  override readonly name = 'SealedFileBroken';
}

/** Each frame says which one it is and whether it is the last: none can be left out, moved or added. */
const placeOf = (index: number, isLast: boolean): Buffer => Buffer.from(`${index}:${isLast ? 'last' : 'more'}`);

/** Writes `bytes` to a new file, encrypted in frames; what arrives is never on disk in clear. @returns bytes read */
export async function writeSealed(path: string, key: Buffer, bytes: AsyncIterable<Buffer>): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    let waiting = Buffer.alloc(0);
    let [index, total] = [0, 0];
    for await (const chunk of bytes) {
      total += chunk.length;
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length > FRAME_BYTES) {
        await writeFrame(file, key, waiting.subarray(0, FRAME_BYTES), placeOf(index++, false));
        waiting = waiting.subarray(FRAME_BYTES);
      }
    }
    await writeFrame(file, key, waiting, placeOf(index, true));
    await file.sync();
    return total;
  } finally {
    await file.close();
  }
}

async function writeFrame(file: FileHandle, key: Buffer, frame: Buffer, place: Buffer): Promise<void> {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(place);
  const body = Buffer.concat([iv, cipher.update(frame), cipher.final(), cipher.getAuthTag()]);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  await file.appendFile(Buffer.concat([length, body]));
}

/** The bytes `writeSealed` was given, frame by frame. @throws SealedFileBroken */
export async function* readSealed(path: string, key: Buffer): AsyncGenerator<Buffer> {
  let waiting: Buffer = Buffer.alloc(0);
  let held: Buffer | undefined;
  let index = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    waiting = Buffer.concat([waiting, chunk]);
    for (let end = frameEnd(waiting); end !== undefined && end <= waiting.length; end = frameEnd(waiting)) {
      // A frame is read once it is known whether another follows.
      if (held) yield decryptFrame(key, held, placeOf(index++, false));
      held = waiting.subarray(LENGTH_BYTES, end);
      waiting = waiting.subarray(end);
    }
  }
  if (!held || waiting.length > 0) throw new SealedFileBroken('the file ends in the middle of a frame');
  yield decryptFrame(key, held, placeOf(index, true));
}

const frameEnd = (bytes: Buffer): number | undefined =>
  bytes.length < LENGTH_BYTES ? undefined : LENGTH_BYTES + bytes.readUInt32BE();

function decryptFrame(key: Buffer, frame: Buffer, place: Buffer): Buffer {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, frame.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(place);
    decipher.setAuthTag(frame.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(frame.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealedFileBroken('a frame was changed, or sealed with another key');
  }
}
