import iconv from 'iconv-lite';

/** Bytes that are looked at to tell an encoding. */
export const SAMPLE_BYTES = 4096;

/** The encoding of a text file by its byte order mark, else by where its zero bytes lie; UTF-8 when nothing tells. */
export function encodingOf(sample: Buffer): 'utf8' | 'utf16le' | 'utf16be' {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf16be';
  const zeros = { even: 0, odd: 0 };
  sample.subarray(0, SAMPLE_BYTES).forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? 'even' : 'odd'] += 1;
  });
  // Spreadsheet text is mostly ASCII: half of its UTF-16 bytes are zero, always on the same side.
  const many = Math.min(sample.length, SAMPLE_BYTES) / 4;
  if (zeros.odd > many) return 'utf16le';
  if (zeros.even > many) return 'utf16be';
  return 'utf8';
}

/** Text of a file as it comes, without its byte order mark. Bytes that are no text become U+FFFD. */
export async function* textOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: ReturnType<typeof iconv.getDecoder> | undefined;
  let waiting = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (decoder) {
      yield decoder.write(chunk);
      continue;
    }
    waiting = Buffer.concat([waiting, chunk]);
    if (waiting.length < SAMPLE_BYTES) continue;
    decoder = iconv.getDecoder(encodingOf(waiting), { stripBOM: true });
    yield decoder.write(waiting);
  }
  decoder ??= iconv.getDecoder(encodingOf(waiting), { stripBOM: true });
  if (waiting.length < SAMPLE_BYTES) yield decoder.write(waiting);
  yield decoder.end() ?? '';
}
