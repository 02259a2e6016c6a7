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

/** The workers of one month: once for each unit given, once for each taken back. Sorted only when they are asked for. */
interface Month {
  readonly given: string[];
  readonly taken: string[];
  isSorted: boolean;
}

/** Who is covered in which month, as the events say. Grows with the worker-months, not with the events. */
export class CoverBook {
  private readonly months = new Map<string, Month>();

  /** Takes an event that gives or takes cover; passes over every other. */
  see(type: string, data: unknown): void {
    const change = COVER_EVENTS.get(type);
    if (change === undefined) return;
    const { month, workers } = data as { month: string; workers: readonly string[] };
    const held = this.months.get(month) ?? { given: [], taken: [], isSorted: true };
    this.months.set(month, held);
    const list = change === 1 ? held.given : held.taken;
    for (const worker of workers) list.push(worker);
    held.isSorted = false;
  }

  /** Pages of the list in the order of month, then worker (UTF-16 code units); who has no unit (any more) is not in it. */
  *pages(): Generator<readonly CoverEntry[]> {
    let page: CoverEntry[] = [];
    for (const month of [...this.months.keys()].sort()) {
      for (const entry of entriesOf(month, this.months.get(month))) {
        page.push(entry);
        if (page.length < PAGE_ENTRIES) continue;
        yield page;
        page = [];
      }
    }
    if (page.length > 0) yield page;
  }

  commitment(): CoverRoot {
    const tree = new MerkleEdge();
    let entries = 0;
    for (const page of this.pages()) {
      tree.add(pageHash(page));
      entries += page.length;
    }
    return { root: tree.root().toString('hex'), entries };
  }
}

function entriesOf(month: string, held: Month | undefined): CoverEntry[] {
  if (!held) return [];
  if (!held.isSorted) {
    held.given.sort();
    held.taken.sort();
    held.isSorted = true;
  }
  const { given, taken } = held;
  const entries: CoverEntry[] = [];
  let back = 0;
  for (let at = 0; at < given.length || back < taken.length;) {
    const [next, other] = [given[at], taken[back]];
    const worker = next !== undefined && (other === undefined || next <= other) ? next : (other ?? '');
    let units = 0;
    for (; given[at] === worker; at++) units++;
    for (; taken[back] === worker; back++) units--;
    if (units !== 0) entries.push({ month, worker, units });
  }
  return entries;
}

/** Below zero: `left` stands first. */
export function compareCover(left: Omit<CoverEntry, 'units'>, right: Omit<CoverEntry, 'units'>): number {
  if (left.month !== right.month) return left.month < right.month ? -1 : 1;
  return left.worker === right.worker ? 0 : left.worker < right.worker ? -1 : 1;
}
