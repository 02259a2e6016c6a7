import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSealed, SealedFileBroken, writeSealed } from './sealed-file';

const key = randomBytes(32);
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealed-'));
  path = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(withKey = key): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of readSealed(path, withKey)) parts.push(part);
  return Buffer.concat(parts);
}

test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('%i bytes come back as they were', async (size) => {
  const bytes = randomBytes(size);
  expect(await writeSealed(path, key, pieces(bytes, 10_000))).toBe(size);
  expect((await read()).equals(bytes)).toBe(true);
  expect(statSync(path).mode & 0o077).toBe(0);
});

test('nothing of it stands in clear', async () => {
  await writeSealed(path, key, pieces(Buffer.from('7603014101800000,Ani Lestari\n'.repeat(100)), 100));
  expect(readFileSync(path).includes('Ani')).toBe(false);
});

describe('is refused', () => {
  beforeEach(() => writeSealed(path, key, pieces(randomBytes(150_000), 50_000)));
  const change = (how: (bytes: Buffer) => Buffer) => writeFileSync(path, how(readFileSync(path)));

  test('with another key', () => expect(read(randomBytes(32))).rejects.toThrow(SealedFileBroken));
  test('when a byte was changed', () => {
    change((bytes) => {
      bytes[100] = (bytes[100] as number) ^ 1;
      return bytes;
    });
    return expect(read()).rejects.toThrow(SealedFileBroken);
  });
  test('when its end was cut off', () => {
    change((bytes) => bytes.subarray(0, -10));
    return expect(read()).rejects.toThrow(SealedFileBroken);
  });
  test('when its last frame was cut off', () => {
    change((bytes) => bytes.subarray(0, 2 * (65_536 + 32)));
    return expect(read()).rejects.toThrow(SealedFileBroken);
  });
});
