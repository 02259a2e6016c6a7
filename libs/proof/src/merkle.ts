import { HASH_BYTES, hashInto, sha256 } from './sha256';

/** What is hashed is a leaf or a node, never both (RFC 6962, 2.1): one cannot be passed off as the other. */
const LEAF = 0x00;
const NODE = 0x01;
const MOST_LEVELS = 53;

/** Hash of a leaf: SHA-256(0x00 ‖ bytes). */
export function leafHash(bytes: Uint8Array | string): Buffer {
  return sha256(Buffer.concat([Buffer.of(LEAF), Buffer.from(bytes)]));
}

const scratch = Buffer.alloc(1 + 2 * HASH_BYTES);

/** Hash of two subtrees: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  scratch[0] = NODE;
  scratch.set(left, 1);
  scratch.set(right, 1 + HASH_BYTES);
  return sha256(scratch);
}

/**
 * A Merkle tree (RFC 6962) of which only the right edge is kept: one hash for each full subtree, largest first. Takes
 * leaves one after another in memory that does not grow, and has the root of what it has seen at any time.
 */
export class MerkleEdge {
  private count = 0;
  /** Slot `level` holds the full subtree of 2^level leaves, when that bit of `count` is set. */
  private readonly peaks = Buffer.alloc(MOST_LEVELS * HASH_BYTES);
  /** 0x01, the subtree to the left, the one to the right. */
  private readonly pair = Buffer.alloc(1 + 2 * HASH_BYTES, NODE);

  /** Goes on where `edge` of another tree stood. @throws RangeError when the hashes do not fit the count */
  static from(count: number, edge: readonly string[]): MerkleEdge {
    const tree = new MerkleEdge();
    tree.count = count;
    const levels = levelsOf(count);
    if (levels.length !== edge.length) throw new RangeError(`${edge.length} hashes for a tree of ${count} leaves`);
    levels.forEach((level, index) => tree.peaks.write(edge[index] ?? '', level * HASH_BYTES, 'hex'));
    return tree;
  }

  get size(): number {
    return this.count;
  }

  /** Hashes of the full subtrees, hexadecimal, largest first. */
  get edge(): string[] {
    return levelsOf(this.count).map((level) => this.peak(level).toString('hex'));
  }

  /** Takes the hash of the next leaf, 32 bytes of `source` at `offset`. */
  add(source: Uint8Array, offset = 0): void {
    const { pair, peaks } = this;
    let level = 0;
    let rest = this.count;
    if (rest % 2 === 1) {
      for (let index = 0; index < HASH_BYTES; index++) pair[1 + HASH_BYTES + index] = source[offset + index] ?? 0;
      while (rest % 2 === 1) {
        peaks.copy(pair, 1, level * HASH_BYTES, (level + 1) * HASH_BYTES);
        rest = (rest - 1) / 2;
        level++;
        if (rest % 2 === 1) hashInto(pair, 1 + HASH_BYTES, pair);
        else hashInto(peaks, level * HASH_BYTES, pair);
      }
    } else {
      for (let index = 0; index < HASH_BYTES; index++) peaks[index] = source[offset + index] ?? 0;
    }
    this.count++;
  }

  /** Root of the leaves so far; of none: SHA-256 of nothing. */
  root(): Buffer {
    const [smallest, ...larger] = levelsOf(this.count).reverse();
    if (smallest === undefined) return sha256(Buffer.alloc(0));
    return larger.reduce<Buffer>((right, level) => nodeHash(this.peak(level), right), Buffer.from(this.peak(smallest)));
  }

  private peak(level: number): Buffer {
    return this.peaks.subarray(level * HASH_BYTES, (level + 1) * HASH_BYTES);
  }
}

/** Levels of the full subtrees of a tree, largest first: the bits of its size. */
function levelsOf(count: number): number[] {
  const levels: number[] = [];
  for (let level = 0, rest = count; rest > 0; level++, rest = Math.floor(rest / 2))
    if (rest % 2 === 1) levels.unshift(level);
  return levels;
}

/** Root of a whole list of leaves. */
export function rootOf(leaves: Iterable<Uint8Array>): Buffer {
  const tree = new MerkleEdge();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}
