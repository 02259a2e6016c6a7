import { MerkleEdge } from '../merkle';
import type { EventTask } from './event-structure';
import { eachLine } from './lines';
import { isTimeToTell, type Tell } from './progress';

const LEAF = 0x00;

/** Roots of the tree over all events up to each boundary, hexadecimal. @throws NotProved */
export function hashEvents(task: EventTask, before: readonly string[], tell?: Tell): string[] {
  const { eventsFile, firstOrdinal, boundaries } = task;
  const tree = MerkleEdge.from(firstOrdinal - 1, before);
  const roots: string[] = [];
  let next = boundaries[0];
  eachLine(eventsFile, (buffer, start, end) => {
    // The line is not copied: the byte before it, a newline that has been read, marks it as a leaf.
    buffer[start - 1] = LEAF;
    tree.addLeaf(buffer.subarray(start - 1, end));
    if (tree.size === next) {
      roots.push(tree.root().toString('hex'));
      next = boundaries[roots.length];
    }
    if (isTimeToTell(tree.size)) tell?.(tree.size - firstOrdinal + 1);
  });
  return roots;
}
