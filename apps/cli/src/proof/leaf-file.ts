import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { HASH_BYTES } from '@sedekah/proof';
import type { Config } from '../config';

/** Hashes held at a time. */
const PAGE = 32_768;

/** Hashes of the sealed events, 32 bytes each in the order of the log, kept beside it so that a check can name an event. */
export const leafFile = ({ dataFolder }: Config): string => join(dataFolder, 'seals', 'leaves');

/** Reads the kept hashes one after another. */
export class KeptLeaves {
  private readonly file: number | undefined;
  private readonly page = Buffer.alloc(PAGE * HASH_BYTES);
  private held = 0;
  private used = 0;

  constructor(path: string) {
    this.file = existsSync(path) ? openSync(path, 'r') : undefined;
  }

  get isThere(): boolean {
    return this.file !== undefined;
  }

  /** The next hash; `undefined` after the last. Good until the next call. */
  next(): Buffer | undefined {
    if (this.file === undefined) return undefined;
    if (this.used + HASH_BYTES > this.held) {
      this.held = readSync(this.file, this.page, 0, this.page.length, null);
      this.used = 0;
    }
    if (this.used + HASH_BYTES > this.held) return undefined;
    this.used += HASH_BYTES;
    return this.page.subarray(this.used - HASH_BYTES, this.used);
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }
}

/** Writes the hashes of a whole log beside the ones that are kept; they take their place when the seal stands. */
export class NewLeaves {
  private readonly file: number;
  private readonly page = Buffer.alloc(PAGE * HASH_BYTES);
  private used = 0;

  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.file = openSync(`${path}.part`, 'w', 0o600);
  }

  add(hash: Buffer): void {
    this.used += hash.copy(this.page, this.used);
    if (this.used === this.page.length) this.flush();
  }

  /** All of them are on the disk, under their name. */
  keep(): void {
    this.flush();
    fsyncSync(this.file);
    closeSync(this.file);
    renameSync(`${this.path}.part`, this.path);
  }

  /** There is no seal: nothing of them stays. */
  discard(): void {
    closeSync(this.file);
    rmSync(`${this.path}.part`, { force: true });
  }

  private flush(): void {
    writeSync(this.file, this.page, 0, this.used);
    this.used = 0;
  }
}
