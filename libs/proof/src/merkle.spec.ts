import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { inclusionPath, rootByPath } from './inclusion';
import { leafHash, MerkleEdge } from './merkle';

/** The tree of Certificate Transparency's own tests: leaves and the roots of the first n of them. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** The definition of RFC 6962, word for word. */
function naiveRoot(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return createHash('sha256').update(Buffer.of(0)).update(only).digest();
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const node = createHash('sha256')
    .update(Buffer.of(1))
    .update(naiveRoot(leaves.slice(0, split)));
  return node.update(naiveRoot(leaves.slice(split))).digest();
}

const anyLeaves = fc.array(fc.uint8Array({ maxLength: 80 }), { minLength: 1, maxLength: 70 });

test('the roots are those of Certificate Transparency', () => {
  const tree = new MerkleEdge();
  const roots = LEAVES.map((leaf) => {
    tree.add(leafHash(Buffer.from(leaf, 'hex')));
    return tree.root().toString('hex');
  });
  expect(roots).toEqual(ROOTS);
  expect(new MerkleEdge().root().toString('hex')).toMatch(/^e3b0c442/);
});

test('the root is the one of the definition, and an edge goes on where it was left', () => {
  fc.assert(
    fc.property(anyLeaves, fc.nat(), (leaves, cut) => {
      const whole = new MerkleEdge();
      let resumed = new MerkleEdge();
      leaves.forEach((leaf, index) => {
        if (index === cut % leaves.length) resumed = MerkleEdge.from(resumed.size, resumed.edge);
        whole.add(leafHash(leaf));
        resumed.add(leafHash(leaf));
      });
      expect(whole.root()).toEqual(naiveRoot(leaves.map((leaf) => Buffer.from(leaf))));
      expect(resumed.root()).toEqual(whole.root());
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
      const tree = new MerkleEdge();
      for (const hash of hashes) tree.add(hash);
      const root = tree.root().toString('hex');
      const path = inclusionPath(index, size, hashAt);
      const leadsTo = (leaf: Buffer, at: number, by: readonly string[]) =>
        rootByPath(leaf, at, size, by)?.toString('hex');
      expect(leadsTo(hashAt(index), index, path)).toBe(root);
      expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      expect(leadsTo(leafHash('another'), index, path)).not.toBe(root);
      expect(leadsTo(hashAt(index), index, [...path, path[0] ?? root])).toBeUndefined();
      if (size === 1) return;
      const other = (index + 1 + (change % (size - 1))) % size;
      const isSameLeaf = hashAt(other).equals(hashAt(index));
      if (!isSameLeaf) expect(leadsTo(hashAt(other), index, path)).not.toBe(root);
      const broken = path.with(change % path.length, leafHash('x').toString('hex'));
      expect(leadsTo(hashAt(index), index, broken)).not.toBe(root);
    }),
  );
});

test('a place outside the tree has no root', () => {
  expect(rootByPath(leafHash('a'), 1, 1, [])).toBeUndefined();
  expect(rootByPath(leafHash('a'), -1, 1, [])).toBeUndefined();
  expect(() => inclusionPath(1, 1, () => leafHash('a'))).toThrow('no leaf 1');
  expect(() => MerkleEdge.from(3, ['00'])).toThrow('1 hashes for a tree of 3 leaves');
});
