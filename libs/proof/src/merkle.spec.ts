import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { inclusionPath, rootByPath } from './inclusion';
import { leafHash, MerkleEdge } from './merkle';

const sha = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** The definition, word for word: hashes sixteen at a time become one of the level above, until one is left. */
function naiveRoot(leaves: readonly Uint8Array[]): Buffer {
  if (leaves.length === 0) return sha();
  let hashes = leaves.map((leaf) => sha(Buffer.of(0), leaf));
  while (hashes.length > 1) {
    const above: Buffer[] = [];
    for (let from = 0; from < hashes.length; from += 16)
      above.push(sha(Buffer.of(1), ...hashes.slice(from, from + 16)));
    hashes = above;
  }
  return hashes[0] ?? sha();
}

/** Few enough for a test, and enough for three levels. */
const anyLeaves = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.nat())
  .map(([size, seed]) => Array.from({ length: size }, (_, index) => Buffer.from(`${seed} ${index}`)));

test('the root of nothing is the hash of nothing, of one leaf its own', () => {
  expect(new MerkleEdge().root().toString('hex')).toMatch(/^e3b0c442/);
  const tree = new MerkleEdge();
  tree.add(leafHash('a'));
  expect(tree.root()).toEqual(sha(Buffer.from('\0a')));
});

test('the root is the one of the definition, at every size', () => {
  const tree = new MerkleEdge();
  const leaves: Buffer[] = [];
  for (let size = 1; size <= 600; size++) {
    leaves.push(Buffer.from(String(size)));
    tree.add(leafHash(String(size)));
    expect([size, tree.root()]).toEqual([size, naiveRoot(leaves)]);
  }
});

test('an edge goes on where it was left', () => {
  fc.assert(
    fc.property(anyLeaves, fc.nat(), (leaves, cut) => {
      let tree = new MerkleEdge();
      leaves.forEach((leaf, index) => {
        if (index === cut % leaves.length) tree = MerkleEdge.from(tree.size, tree.edge);
        tree.addLeaf(Buffer.concat([Buffer.of(0), leaf]));
      });
      expect(tree.root()).toEqual(naiveRoot(leaves));
    }),
  );
});

test('every leaf has a path to the root, and no other leaf, place or path leads there', () => {
  fc.assert(
    fc.property(anyLeaves, fc.nat(), fc.nat(), (leaves, place, change) => {
      const hashes = leaves.map((leaf) => leafHash(leaf));
      const size = hashes.length;
      const index = place % size;
      const hashAt = (each: number): Buffer => hashes[each] ?? Buffer.alloc(0);
      const root = naiveRoot(leaves).toString('hex');
      const path = inclusionPath(index, size, hashAt);
      const leadsTo = (leaf: Buffer, at: number, by: readonly (readonly string[])[]) =>
        rootByPath(leaf, at, size, by)?.toString('hex');
      expect(leadsTo(hashAt(index), index, path)).toBe(root);
      expect(leadsTo(leafHash('another'), index, path)).not.toBe(root);
      expect(leadsTo(hashAt(index), index, [...path, []])).toBeUndefined();
      if (size === 1) return;
      const other = (index + 1 + (change % (size - 1))) % size;
      expect(leadsTo(hashAt(other), index, path)).not.toBe(root);
      expect(leadsTo(hashAt(index), other, path)).not.toBe(root);
      const level = change % path.length;
      const group = path[level] ?? [];
      const broken = group.length === 0 ? [root] : group.with(change % group.length, root);
      expect(leadsTo(hashAt(index), index, path.with(level, broken))).not.toBe(root);
      expect(leadsTo(hashAt(index), index, path.slice(1))).toBeUndefined();
    }),
  );
});

test('a place outside the tree has no root', () => {
  expect(rootByPath(leafHash('a'), 1, 1, [])).toBeUndefined();
  expect(rootByPath(leafHash('a'), -1, 1, [])).toBeUndefined();
  expect(() => inclusionPath(1, 1, () => leafHash('a'))).toThrow('no leaf 1');
  expect(() => MerkleEdge.from(3, ['00'])).toThrow('1 hashes for a tree of 3 leaves');
});
