import { CoverBook } from './cover-book';
import { MerkleEdge } from './merkle';
import type { SealStatement } from './seal';
import { StreamBook } from './stream-book';

/** What a seal says about the events up to its last one. */
export type Reckoned = Pick<SealStatement, 'lastOrdinal' | 'eventsRoot' | 'streams' | 'cover'>;

/** Everything a seal says about a log, reckoned again from its first event. */
export class Reckoning {
  readonly streams = new StreamBook();
  readonly cover = new CoverBook();

  constructor(readonly edge = new MerkleEdge()) {}

  /** How many events have been taken. */
  get ordinal(): number {
    return this.edge.size;
  }

  result(): Reckoned {
    return {
      lastOrdinal: this.edge.size,
      eventsRoot: this.edge.root().toString('hex'),
      streams: this.streams.commitment(),
      cover: this.cover.commitment(),
    };
  }
}

/** The first thing in which a reckoning is not what a seal says. */
export function differenceFrom(seal: SealStatement, reckoned: Reckoned): 'events' | 'streams' | 'cover' | undefined {
  if (seal.eventsRoot !== reckoned.eventsRoot) return 'events';
  if (seal.streams.hash !== reckoned.streams.hash || seal.streams.count !== reckoned.streams.count) return 'streams';
  if (seal.cover.root !== reckoned.cover.root || seal.cover.entries !== reckoned.cover.entries) return 'cover';
  return undefined;
}
