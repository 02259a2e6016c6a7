import { canonicalJson } from './canonical';
import type { Commitment } from './cover-book';
import { leafHash, rootOf } from './merkle';

/** How many events each stream has: what was cut off at a stream's end shows here by name. */
export class StreamBook {
  private readonly counts = new Map<string, number>();

  get size(): number {
    return this.counts.size;
  }

  has(stream: string): boolean {
    return this.counts.has(stream);
  }

  /** Takes the next event of the log. @returns the revision that was due, when it is another */
  see(stream: string, revision: number): number | undefined {
    const due = this.counts.get(stream) ?? 0;
    this.counts.set(stream, revision + 1);
    return revision === due ? undefined : due;
  }

  commitment(): Commitment {
    const leaves = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)).map((each) => leafHash(canonicalJson(each)));
    return { root: rootOf(leaves).toString('hex'), leaves: leaves.length };
  }
}
