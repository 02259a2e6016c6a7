/** An event as the protocol carries it: data and metadata are bytes. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface Stored extends Proposed {
  readonly stream: string;
  readonly revision: bigint;
  /** Commit and prepare position at once: offsets with gaps between them, as on a real server. */
  readonly position: bigint;
}

export type Expected = bigint | 'no-stream' | 'any';

export type AppendAnswer =
  | { readonly kind: 'stored'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'wrong-version'; readonly actual: bigint | 'no-stream' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'deleted' };

const LARGEST_APPEND_BYTES = 1024 * 1024;

/** The log of the double; it behaves as a real server 24.2 was seen to. Two doubles on one log are a cluster. */
export class DoubleLog {
  readonly records: Stored[] = [];
  private readonly streams = new Map<string, Stored[]>();
  private readonly softDeleted = new Map<string, bigint>();
  private readonly tombstoned = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly places = new Map<bigint, number>();
  private offset = 0n;

  constructor() {
    // Every server begins with events of its own.
    this.store('$settings', [
      {
        id: '00000000-0000-4000-8000-000000000000',
        type: '$update',
        data: Buffer.from('{}'),
        metadata: Buffer.alloc(0),
      },
    ]);
  }

  append(stream: string, events: readonly Proposed[], expected: Expected): AppendAnswer {
    if (this.tombstoned.has(stream)) return { kind: 'deleted' };
    const bytes = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    if (bytes > LARGEST_APPEND_BYTES) return { kind: 'too-large' };
    const actual = this.revisionOf(stream);
    const isNew = actual === 'no-stream' || this.softDeleted.has(stream);
    if (expected === 'any' || expected === actual || (expected === 'no-stream' && isNew)) {
      const stored = this.store(stream, events);
      return { kind: 'stored', revision: stored.revision, position: stored.position };
    }
    // Idempotency looks at ids alone, never at the data.
    const first = expected === 'no-stream' ? 0n : expected + 1n;
    const all = this.streams.get(stream) ?? [];
    const old = events.map((_, index) => all.find(({ revision }) => revision === first + BigInt(index)));
    const last = old.at(-1);
    if (last !== undefined && events.every(({ id }, index) => old[index]?.id === id)) {
      return { kind: 'stored', revision: last.revision, position: last.position };
    }
    return { kind: 'wrong-version', actual };
  }

  /** Records of a stream, `undefined` when it is not there, 'deleted' when it was tombstoned. */
  stream(stream: string): readonly Stored[] | undefined | 'deleted' {
    if (this.tombstoned.has(stream)) return 'deleted';
    const after = this.softDeleted.get(stream);
    if (after === undefined) return this.streams.get(stream);
    const left = (this.streams.get(stream) ?? []).filter(({ revision }) => revision > after);
    return left.length === 0 ? undefined : left;
  }

  /** Index of the record at a position. */
  indexAt(position: bigint): number | undefined {
    return this.places.get(position);
  }

  softDelete(stream: string): void {
    const last = this.streams.get(stream)?.at(-1);
    if (last !== undefined) this.softDeleted.set(stream, last.revision);
  }

  tombstone(stream: string): void {
    this.tombstoned.add(stream);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private revisionOf(stream: string): bigint | 'no-stream' {
    return this.streams.get(stream)?.at(-1)?.revision ?? 'no-stream';
  }

  private store(stream: string, events: readonly Proposed[]): Stored {
    const all = this.streams.get(stream) ?? [];
    this.streams.set(stream, all);
    for (const event of events) {
      const revision = (all.at(-1)?.revision ?? -1n) + 1n;
      const record = { ...event, stream, revision, position: this.offset };
      this.offset += BigInt(event.data.length + event.metadata.length + 100);
      all.push(record);
      this.places.set(record.position, this.records.length);
      this.records.push(record);
    }
    for (const listener of [...this.listeners]) listener();
    const last = all.at(-1);
    if (last === undefined) throw new Error(`append of no events to ${stream}`);
    return last;
  }
}
