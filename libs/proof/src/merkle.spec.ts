import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { rootByPath } from './inclusion';
import { InclusionPaths, type LeafPath } from './inclusion-paths';
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

/** The paths of some leaves, each taken from a buffer that is written over afterwards. */
function pathsOf(hashes: readonly Buffer[], isWanted: (index: number) => boolean): readonly LeafPath[] {
  const paths = new InclusionPaths(hashes.length);
  const shared = Buffer.alloc(32);
  hashes.forEach((hash, index) => {
    hash.copy(shared);
    paths.add(shared, isWanted(index));
  });
  return paths.paths();
}

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
      const path = pathsOf(hashes, (each) => each === index)[0]?.path ?? [];
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

test('the paths of several leaves come from one pass, and each leads to the root', () => {
  fc.assert(
    fc.property(anyLeaves, fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), (leaves, places) => {
      const hashes = leaves.map((leaf) => leafHash(leaf));
      const wanted = new Set(places.map((place) => place % hashes.length));
      const paths = pathsOf(hashes, (index) => wanted.has(index));
      expect(paths.map(({ index }) => index)).toEqual([...wanted].sort((a, b) => a - b));
      for (const { index, path } of paths) {
        expect(rootByPath(hashes[index]!, index, hashes.length, path)).toEqual(naiveRoot(leaves));
      }
    }),
  );
});

test('a place outside the tree has no root', () => {
  expect(rootByPath(leafHash('a'), 1, 1, [])).toBeUndefined();
  expect(rootByPath(leafHash('a'), -1, 1, [])).toBeUndefined();
  const paths = new InclusionPaths(1);
  expect(() => paths.paths()).toThrow('0 leaves of a tree of 1');
  paths.add(leafHash('a'), true);
  expect(paths.paths()).toEqual([{ index: 0, path: [] }]);
  expect(() => paths.add(leafHash('b'), true)).toThrow('leaf 1 of a tree of 1');
  expect(() => MerkleEdge.from(3, ['00'])).toThrow('1 hashes for a tree of 3 leaves');
});
