import { HASH_BYTES, hashInto, sha256 } from './sha256';

/** What is hashed is a leaf or a node, never both, as in RFC 6962: one cannot be passed off as the other. */
const LEAF = 0x00;
const NODE = 0x01;
/**
 * Children of a node. RFC 6962 has two; with sixteen a log costs one hash an event and a sixteenth, instead of two, and
 * a path is still a few kilobytes.
 */
export const BRANCHES = 16;
/** 16^13 is 2^52: more leaves than can be counted. */
const MOST_LEVELS = 14;

/** Hash of a leaf: SHA-256(0x00 ‖ bytes). */
export function leafHash(bytes: Uint8Array | string): Buffer {
  return sha256(Buffer.concat([Buffer.of(LEAF), Buffer.from(bytes)]));
}

/** Hash of up to 16 neighbours: SHA-256(0x01 ‖ one after another). */
export function nodeHash(children: readonly Uint8Array[]): Buffer {
  return sha256(Buffer.concat([Buffer.of(NODE), ...children]));
}

/** How many hashes wait at each level of a tree of `count` leaves, lowest first: its digits to the base 16. */
export function waitingAt(count: number): number[] {
  const digits: number[] = [];
  for (let rest = count; rest > 0; rest = Math.floor(rest / BRANCHES)) digits.push(rest % BRANCHES);
  return digits;
}

/**
 * A tree over leaves in their order: hashes are taken sixteen at a time, from the left, each group becomes one hash of
 * the level above, until one hash is left. Only the right edge is kept, so that leaves can come one after another in
 * memory that does not grow, and the tree over the first n of them is known at any time.
 */
export class MerkleEdge {
  private count = 0;
  private readonly waiting = new Uint8Array(MOST_LEVELS);
  /** For each level 0x01, then the hashes that wait for their group to be full. */
  private readonly groups = Array.from({ length: MOST_LEVELS }, () => Buffer.alloc(1 + BRANCHES * HASH_BYTES, NODE));

  /** Goes on where `edge` of another tree stood. @throws RangeError when the hashes do not fit the count */
  static from(count: number, edge: readonly string[]): MerkleEdge {
    const tree = new MerkleEdge();
    const due = waitingAt(count);
    if (due.reduce((sum, each) => sum + each, 0) !== edge.length) {
      throw new RangeError(`${edge.length} hashes for a tree of ${count} leaves`);
    }
    let used = 0;
    due.forEach((each, level) => {
      for (let place = 0; place < each; place++) {
        tree.groups[level]?.write(edge[used++] ?? '', 1 + place * HASH_BYTES, 'hex');
      }
      tree.waiting[level] = each;
    });
    tree.count = count;
    return tree;
  }

  get size(): number {
    return this.count;
  }

  /** The hashes that wait, hexadecimal, lowest level first, from the left. */
  get edge(): string[] {
    return waitingAt(this.count).flatMap((_, level) => this.waitingHashes(level).map((hash) => hash.toString('hex')));
  }

  /** Takes the next leaf by its hash. */
  add(hash: Uint8Array): void {
    this.place(0).set(hash, 1 + this.waitingCount(0) * HASH_BYTES);
    this.taken();
  }

  /** Takes the next leaf by its bytes; `marked` begins with 0x00, and the leaf follows. */
  addLeaf(marked: Uint8Array): void {
    hashInto(this.place(0), 1 + this.waitingCount(0) * HASH_BYTES, marked);
    this.taken();
  }

  /** Root of the leaves so far; of none: SHA-256 of nothing; of one: its hash. */
  root(): Buffer {
    if (this.count === 0) return sha256(Buffer.alloc(0));
    let partial: Buffer[] = [];
    for (let level = 0, left = this.count; ; level++, left = Math.ceil(left / BRANCHES)) {
      const group = [...this.waitingHashes(level), ...partial];
      if (left === 1 && group[0]) return Buffer.from(group[0]);
      partial = group.length === 0 ? [] : [nodeHash(group)];
    }
  }

  /** A hash has come to the lowest level; full groups move up. */
  private taken(): void {
    this.count++;
    for (let level = 0; ; level++) {
      const waiting = this.waitingCount(level) + 1;
      if (waiting < BRANCHES) {
        this.waiting[level] = waiting;
        return;
      }
      this.waiting[level] = 0;
      hashInto(this.place(level + 1), 1 + this.waitingCount(level + 1) * HASH_BYTES, this.place(level));
    }
  }

  private waitingCount(level: number): number {
    return this.waiting[level] ?? 0;
  }

  private place(level: number): Buffer {
    const group = this.groups[level];
    if (!group) throw new RangeError('a tree of more than 2^52 leaves');
    return group;
  }

  private waitingHashes(level: number): Buffer[] {
    const group = this.place(level);
    return Array.from({ length: this.waitingCount(level) }, (_, place) =>
      group.subarray(1 + place * HASH_BYTES, 1 + (place + 1) * HASH_BYTES),
    );
  }
}
