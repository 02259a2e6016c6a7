import { BRANCHES, nodeHash } from './merkle';

/** Where a wanted leaf stands, from 0, and its path as `rootByPath` reads it. */
export interface LeafPath {
  readonly index: number;
  readonly path: readonly (readonly string[])[];
}

/**
 * The paths of some leaves to the root, found while the leaves of a tree of known size come one after another: for each
 * level, lowest first, the other hashes of the leaf's group in their order. Holds at most sixteen hashes a level, beside
 * the paths themselves.
 */
export class InclusionPaths {
  private count = 0;
  /** For each level the hashes of the group that is not full yet, and how many the level has had. */
  private readonly levels: { group: Uint8Array[]; taken: number; readonly size: number }[] = [];
  private readonly wanted: { index: number; path: string[][] }[] = [];

  constructor(private readonly size: number) {
    for (let left = size; left > 0; left = left === 1 ? 0 : Math.ceil(left / BRANCHES)) {
      this.levels.push({ group: [], taken: 0, size: left });
    }
  }

  /** Takes the next leaf by its hash. */
  add(hash: Uint8Array, isWanted: boolean): void {
    if (this.count === this.size) throw new RangeError(`leaf ${this.count} of a tree of ${this.size}`);
    if (isWanted) this.wanted.push({ index: this.count, path: [] });
    this.count++;
    // The caller may use the bytes again.
    let next: Uint8Array | undefined = Buffer.from(hash);
    for (let level = 0; next !== undefined; level++) next = this.taken(level, next);
  }

  /** Of the wanted leaves in their order, after the last leaf. */
  paths(): readonly LeafPath[] {
    if (this.count !== this.size) throw new RangeError(`${this.count} leaves of a tree of ${this.size}`);
    return this.wanted;
  }

  /** A hash has come to a level. @returns that of its group when the group is whole */
  private taken(level: number, hash: Uint8Array): Uint8Array | undefined {
    const held = this.levels[level];
    if (!held || held.size === 1) return undefined;
    held.group.push(hash);
    held.taken++;
    if (held.group.length < BRANCHES && held.taken < held.size) return undefined;
    const { group } = held;
    const from = held.taken - group.length;
    held.group = [];
    for (const { index, path } of this.wanted) {
      const at = Math.floor(index / BRANCHES ** level);
      if (at < from) continue;
      const others = group.filter((_, place) => from + place !== at);
      path.push(others.map((other) => Buffer.from(other).toString('hex')));
    }
    return nodeHash(group);
  }
}
