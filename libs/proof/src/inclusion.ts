import { MerkleEdge, nodeHash } from './merkle';

/** Reads the hash of leaf `index`, from 0. */
export type LeafAt = (index: number) => Uint8Array;

type Side = 'left' | 'right';

/**
 * The neighbours a reader needs to come from leaf `index` to the root of a tree of `size` leaves, lowest first
 * (RFC 6962, 2.1.1): about as many as `size` has binary digits. Reads every other leaf once.
 */
export function inclusionPath(index: number, size: number, leafAt: LeafAt): string[] {
  if (index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path: string[] = [];
  for (let [from, to] = [0, size]; to - from > 1;) {
    const middle = from + leftSize(to - from);
    const [outFrom, outTo] = index < middle ? [middle, to] : [from, middle];
    path.unshift(rootOfRange(outFrom, outTo, leafAt).toString('hex'));
    if (index < middle) to = middle;
    else from = middle;
  }
  return path;
}

/** Root that leaf and path lead to. @returns undefined when the path has not the length that the place asks for */
export function rootByPath(leaf: Buffer, index: number, size: number, path: readonly string[]): Buffer | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined;
  const sides: Side[] = [];
  for (let [from, to] = [0, size]; to - from > 1;) {
    const middle = from + leftSize(to - from);
    sides.unshift(index < middle ? 'right' : 'left');
    if (index < middle) to = middle;
    else from = middle;
  }
  if (sides.length !== path.length) return undefined;
  return path.reduce((hash, hex, level) => {
    const other = Buffer.from(hex, 'hex');
    return sides[level] === 'right' ? nodeHash(hash, other) : nodeHash(other, hash);
  }, leaf);
}

/** Leaves of the left subtree: the largest power of two below `size`. */
function leftSize(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

function rootOfRange(from: number, to: number, leafAt: LeafAt): Buffer {
  const tree = new MerkleEdge();
  for (let index = from; index < to; index++) tree.add(leafAt(index));
  return tree.root();
}
