import { leafHash, MerkleEdge } from './merkle';

/** One worker covered in one month; `units` is 1 in a sound ledger. */
export interface CoverEntry {
  readonly month: string;
  readonly worker: string;
  readonly units: number;
}

/** Who is covered when, as one hash: the root of a tree over pages of the sorted list. */
export interface CoverRoot {
  readonly root: string;
  readonly entries: number;
}

/** Entries of a page: one leaf of the tree. A proof hands over a page, so it must stay small. */
export const PAGE_ENTRIES = 64;

/** A page as text, one entry a line: what its hash is over. */
export const pageText = (entries: readonly CoverEntry[]): string =>
  entries.map(({ month, worker, units }) => `${JSON.stringify([month, worker, units])}\n`).join('');

export const pageHash = (entries: readonly CoverEntry[]): Buffer => leafHash(pageText(entries));

/** Event types that give or take cover, each with what it does to the workers it names. */
export const COVER_EVENTS: ReadonlyMap<string, 1 | -1> = new Map([
  ['AllocationsSettled', 1],
  ['CoverCancelled', -1],
]);

/** Workers a month has room for at first. */
const FIRST_ROOM = 1 << 10;

/**
 * Who is covered in which month, as the events say: a number for each worker and month, and each worker's name once. Grows
 * with these, not with the events.
 */
export class CoverBook {
  private readonly indexes = new Map<string, number>();
  private readonly workers: string[] = [];
  /** Of each worker the one named after it the last time, -1 for none: lists repeat from month to month. */
  private readonly followers: number[] = [];
  /** Units of each worker by its index. */
  private readonly months = new Map<string, Int32Array>();
  private inOrder: { readonly indexes: Uint32Array; readonly quoted: readonly string[] } | undefined;

  /** Takes an event that gives or takes cover; passes over every other. */
  see(type: string, data: unknown): void {
    const change = COVER_EVENTS.get(type);
    if (change === undefined) return;
    const { month, workers } = data as { month: string; workers: readonly string[] };
    let units = this.months.get(month) ?? new Int32Array(FIRST_ROOM);
    let before = -1;
    for (const worker of workers) {
      const expected = this.followers[before] ?? -1;
      const index = this.workers[expected] === worker ? expected : this.indexOf(worker);
      if (before !== -1) this.followers[before] = index;
      before = index;
      if (index >= units.length) units = withRoom(units, index);
      units[index] = (units[index] ?? 0) + change;
    }
    this.months.set(month, units);
  }

  /** Pages of the list in the order of month, then worker (UTF-16 code units); who has no unit (any more) is not in it. */
  *pages(): Generator<readonly CoverEntry[]> {
    let page: CoverEntry[] = [];
    const { indexes } = this.sorted();
    for (const [month, units] of this.sortedMonths()) {
      for (const index of indexes) {
        const held = units[index] ?? 0;
        if (held === 0) continue;
        page.push({ month, worker: this.workers[index] ?? '', units: held });
        if (page.length < PAGE_ENTRIES) continue;
        yield page;
        page = [];
      }
    }
    if (page.length > 0) yield page;
  }

  /** The same as hashing every page, without an object for each line. */
  commitment(): CoverRoot {
    const tree = new MerkleEdge();
    const { indexes, quoted } = this.sorted();
    let [entries, page] = [0, ''];
    for (const [month, units] of this.sortedMonths()) {
      const begin = `[${JSON.stringify(month)},`;
      for (let place = 0; place < indexes.length; place++) {
        const held = units[indexes[place] ?? 0] ?? 0;
        if (held === 0) continue;
        page += `${begin}${quoted[place] ?? ''},${held}]\n`;
        if (++entries % PAGE_ENTRIES !== 0) continue;
        tree.add(leafHash(page));
        page = '';
      }
    }
    if (page !== '') tree.add(leafHash(page));
    return { root: tree.root().toString('hex'), entries };
  }

  private indexOf(worker: string): number {
    const known = this.indexes.get(worker);
    if (known !== undefined) return known;
    this.inOrder = undefined;
    this.indexes.set(worker, this.workers.length);
    this.followers.push(-1);
    return this.workers.push(worker) - 1;
  }

  private sortedMonths(): [month: string, units: Int32Array][] {
    return [...this.months].sort(([left], [right]) => (left < right ? -1 : 1));
  }

  /** Every worker's index in the order of their names, and the names as JSON has them. */
  private sorted() {
    if (this.inOrder) return this.inOrder;
    const names = this.workers.toSorted();
    const indexes = Uint32Array.from(names, (name) => this.indexes.get(name) ?? 0);
    this.inOrder = { indexes, quoted: names.map((name) => JSON.stringify(name)) };
    return this.inOrder;
  }
}

function withRoom(units: Int32Array, index: number): Int32Array {
  const larger = new Int32Array(Math.max(index + 1, units.length * 2));
  larger.set(units);
  return larger;
}

/** Below zero: `left` stands first. */
export function compareCover(left: Omit<CoverEntry, 'units'>, right: Omit<CoverEntry, 'units'>): number {
  if (left.month !== right.month) return left.month < right.month ? -1 : 1;
  return left.worker === right.worker ? 0 : left.worker < right.worker ? -1 : 1;
}
