import { createHash, randomUUID, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { KeyStore } from '@sedekah/key-store';
import { EdgeProblem } from '../http/problem';
import { Settings } from '../settings';
import { readSealed, writeSealed } from './sealed-file';

const LARGEST_UPLOAD_BYTES = 256 * 1024 * 1024;

/** An upload that has arrived and belongs to no job yet. */
export interface ArrivedUpload {
  readonly name: string;
  /** Hash of its content. */
  readonly hash: string;
}

/** Uploaded files wait for their jobs encrypted, under `uploads` in the data folder; the key never lies beside them. */
@Injectable()
export class Uploads {
  private readonly folder: string;

  constructor(
    private readonly keys: KeyStore,
    settings: Settings,
  ) {
    this.folder = join(settings.config.dataFolder, 'uploads');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Stores an upload under a name of its own. @throws EdgeProblem `body-too-large` */
  async receive(bytes: AsyncIterable<Buffer>): Promise<ArrivedUpload> {
    const name = randomUUID();
    const hash = createHash('sha256');
    try {
      await writeSealed(this.path(name), this.key, watched(bytes, hash));
      return { name, hash: hash.digest('hex') };
    } catch (error) {
      await this.remove(name);
      throw error;
    }
  }

  /** Gives an upload the name its job knows it by. @returns whether it did: one that lies there already is kept */
  async keepAs(arrived: ArrivedUpload, name: string): Promise<boolean> {
    if (existsSync(this.path(name))) {
      await this.remove(arrived.name);
      return false;
    }
    await rename(this.path(arrived.name), this.path(name));
    return true;
  }

  /** The bytes of an upload, as often as they are asked for. */
  read(name: string): AsyncGenerator<Buffer> {
    return readSealed(this.path(name), this.key);
  }

  async remove(name: string): Promise<void> {
    await rm(this.path(name), { force: true });
  }

  /** The uploads that lie there now. */
  names(): string[] {
    return readdirSync(this.folder).map((file) => file.replace(/\.sealed$/, ''));
  }

  private path(name: string): string {
    return join(this.folder, `${name}.sealed`);
  }

  private get key(): Buffer {
    return this.keys.secret('upload');
  }
}

async function* watched(bytes: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > LARGEST_UPLOAD_BYTES) throw new EdgeProblem('body-too-large');
    hash.update(chunk);
    yield chunk;
  }
}
