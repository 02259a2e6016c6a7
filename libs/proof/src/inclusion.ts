import { BRANCHES, nodeHash } from './merkle';

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
