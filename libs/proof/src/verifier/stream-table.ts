import { createHash } from 'node:crypto';
import type { StreamCounts } from '../stream-book';

/** Names kept one after another, and a table of places in them, each at least twice as large as what is in it. */
const FIRST_SLOTS = 1 << 12;
const FIRST_NAME_BYTES = 1 << 17;

/**
 * How many events each stream has, kept by the bytes of its name: a text for each of a million events would cost more
 * than their hashes. Open addressing; a name is found by its hash and compared byte for byte.
 */
export class StreamTable {
  private slots = new Int32Array(FIRST_SLOTS).fill(-1);
  private names = Buffer.alloc(FIRST_NAME_BYTES);
  /** Of stream n: where its name begins, its hash, and the revision that is due. */
  private begins = new Float64Array(FIRST_SLOTS);
  private hashes = new Int32Array(FIRST_SLOTS);
  private due = new Float64Array(FIRST_SLOTS);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /**
   * Takes an event of the stream whose name is `buffer[start, end)`. @returns the revision that was due, -1 for the first
   * event of a stream that was not seen before
   */
  see(buffer: Buffer, start: number, end: number, hash: number, revision: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = this.slots[slot] ?? -1;
      if (index === -1) {
        this.due[this.count] = revision + 1;
        this.insert(buffer, start, end, hash, slot);
        return -1;
      }
      if (this.hashes[index] !== hash || !this.isName(index, buffer, start, end)) continue;
      const due = this.due[index] ?? 0;
      this.due[index] = revision + 1;
      return due;
    }
  }

  /** Only of a log that is there from its first event: revisions are then numbers of events. */
  commitment(): StreamCounts {
    const hash = createHash('sha256');
    let lines = '';
    for (let index = 0; index < this.count; index++) {
      // A byte a character: what goes in comes out.
      const name = this.names.toString('latin1', this.begins[index], this.begins[index + 1]);
      lines += `["${name}",${this.due[index] ?? 0}]\n`;
      if (lines.length < FIRST_NAME_BYTES) continue;
      hash.update(lines, 'latin1');
      lines = '';
    }
    return { count: this.count, hash: hash.update(lines, 'latin1').digest('hex') };
  }

  private isName(index: number, buffer: Buffer, start: number, end: number): boolean {
    const begin = this.begins[index] ?? 0;
    if ((this.begins[index + 1] ?? 0) - begin !== end - start) return false;
    for (let at = start; at < end; at++) if (buffer[at] !== this.names[begin + at - start]) return false;
    return true;
  }

  private insert(buffer: Buffer, start: number, end: number, hash: number, slot: number): void {
    const begin = this.begins[this.count] ?? 0;
    const nameEnd = begin + end - start;
    if (nameEnd > this.names.length) this.names = Buffer.concat([this.names], Math.max(nameEnd, this.names.length * 2));
    buffer.copy(this.names, begin, start, end);
    this.hashes[this.count] = hash;
    this.slots[slot] = this.count;
    this.count++;
    this.begins[this.count] = nameEnd;
    if (this.count * 2 >= this.slots.length) this.grow();
  }

  private grow(): void {
    const length = this.slots.length * 2;
    const [begins, due] = [new Float64Array(length), new Float64Array(length)];
    const [hashes, slots] = [new Int32Array(length), new Int32Array(length).fill(-1)];
    begins.set(this.begins);
    due.set(this.due);
    hashes.set(this.hashes);
    for (let index = 0; index < this.count; index++) {
      let slot = (hashes[index] ?? 0) & (length - 1);
      while (slots[slot] !== -1) slot = (slot + 1) & (length - 1);
      slots[slot] = index;
    }
    Object.assign(this, { begins, due, hashes, slots });
  }
}
