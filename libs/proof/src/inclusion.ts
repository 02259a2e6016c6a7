import { BRANCHES, nodeHash } from './merkle';

/** Reads the hash of leaf `index`, from 0. */
export type LeafAt = (index: number) => Uint8Array;

/**
 * What a reader needs to come from leaf `index` to the root of a tree of `size` leaves: for each level, lowest first, the
 * other hashes of its group in their order. Reads every leaf once.
 */
export function inclusionPath(index: number, size: number, leafAt: LeafAt): string[][] {
  if (index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path: string[][] = [];
  let hashes: Uint8Array[] = Array.from({ length: size }, (_, each) => leafAt(each));
  for (let at = index; hashes.length > 1; at = Math.floor(at / BRANCHES)) {
    const from = at - (at % BRANCHES);
    const group = hashes.slice(from, from + BRANCHES);
    path.push(group.filter((_, place) => from + place !== at).map((hash) => Buffer.from(hash).toString('hex')));
    hashes = levelAbove(hashes);
  }
  return path;
}

/** Root that a leaf and its path lead to. @returns undefined when the path has not the form that the place asks for */
export function rootByPath(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly (readonly string[])[],
): Buffer | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined;
  let [hash, at, left] = [leaf, index, size];
  for (const others of path) {
    const place = at % BRANCHES;
    if (left === 1 || others.length + 1 !== Math.min(BRANCHES, left - at + place)) return undefined;
    const group = others.map((hex) => Buffer.from(hex, 'hex'));
    hash = nodeHash([...group.slice(0, place), hash, ...group.slice(place)]);
    at = Math.floor(at / BRANCHES);
    left = Math.ceil(left / BRANCHES);
  }
  return left === 1 ? hash : undefined;
}

function levelAbove(hashes: readonly Uint8Array[]): Uint8Array[] {
  return Array.from({ length: Math.ceil(hashes.length / BRANCHES) }, (_, group) =>
    nodeHash(hashes.slice(group * BRANCHES, (group + 1) * BRANCHES)),
  );
}
