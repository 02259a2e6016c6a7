import { canonicalJson } from './canonical';
import { leafHash, rootOf } from './merkle';

/** One worker covered in one month; `units` is 1 in a sound ledger. */
export interface CoverLeaf {
  readonly month: string;
  readonly worker: string;
  readonly units: number;
}

/** A list of leaves with its root. */
export interface Commitment {
  readonly root: string;
  readonly leaves: number;
}

export const coverLeafHash = ({ month, worker, units }: CoverLeaf): Buffer =>
  leafHash(canonicalJson([month, worker, units]));

/** Event types that give or take cover, each with what it does to the workers it names. */
export const COVER_EVENTS: ReadonlyMap<string, 1 | -1> = new Map([
  ['AllocationsSettled', 1],
  ['CoverCancelled', -1],
]);

/** Who is covered in which month, as the events say. Grows with the worker-months, not with the events. */
export class CoverBook {
  private readonly months = new Map<string, Map<string, number>>();

  /** Takes an event that gives or takes cover; passes over every other. */
  see(type: string, data: unknown): void {
    const change = COVER_EVENTS.get(type);
    if (change === undefined) return;
    const { month, workers } = data as { month: string; workers: readonly string[] };
    const units = this.months.get(month) ?? new Map<string, number>();
    this.months.set(month, units);
    for (const worker of workers) units.set(worker, (units.get(worker) ?? 0) + change);
  }

  /** In the order of month, then worker (UTF-16 code units); who has no unit (any more) is not in it. */
  *leaves(): Generator<CoverLeaf> {
    for (const month of [...this.months.keys()].sort()) {
      const units = this.months.get(month) ?? new Map<string, number>();
      for (const worker of [...units.keys()].sort()) {
        const held = units.get(worker) ?? 0;
        if (held !== 0) yield { month, worker, units: held };
      }
    }
  }

  commitment(): Commitment {
    const hashes = [...this.leaves()].map(coverLeafHash);
    return { root: rootOf(hashes).toString('hex'), leaves: hashes.length };
  }
}

/** Below zero: `left` stands first. */
export function compareCover(left: Omit<CoverLeaf, 'units'>, right: Omit<CoverLeaf, 'units'>): number {
  if (left.month !== right.month) return left.month < right.month ? -1 : 1;
  return left.worker === right.worker ? 0 : left.worker < right.worker ? -1 : 1;
}
