interface Entry<Value> {
  readonly key: string;
  value: Value;
  weight: number;
  older: Entry<Value> | undefined;
  newer: Entry<Value> | undefined;
}

export interface Capacity {
  readonly entries: number;
  /** Of all entries together; the newest is kept whatever it weighs. */
  readonly weight: number;
}

/**
 * A map that forgets the entries unused for longest when it grows beyond its capacity. The order of use is a list beside
 * the map: kept as the map's own order, a use would be a removal and an insertion, and thousands of entries would often be
 * laid out anew.
 */
export class LeastRecentlyUsed<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  private oldest: Entry<Value> | undefined;
  private newest: Entry<Value> | undefined;
  private weight = 0;

  constructor(private readonly capacity: Capacity) {}

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.use(entry);
    return entry.value;
  }

  set(key: string, value: Value, weight = 1): void {
    const entry = this.entries.get(key) ?? this.added(key, value);
    this.weight += weight - entry.weight;
    entry.value = value;
    entry.weight = weight;
    this.use(entry);
    while (this.entries.size > this.capacity.entries || this.weight > this.capacity.weight) {
      if (this.oldest === undefined || this.oldest === entry) return;
      this.delete(this.oldest.key);
    }
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.weight -= entry.weight;
    this.takeOut(entry);
  }

  private added(key: string, value: Value): Entry<Value> {
    const entry: Entry<Value> = { key, value, weight: 0, older: this.newest, newer: undefined };
    if (this.newest) this.newest.newer = entry;
    else this.oldest = entry;
    this.newest = entry;
    this.entries.set(key, entry);
    return entry;
  }

  private use(entry: Entry<Value>): void {
    if (this.newest === entry) return;
    this.takeOut(entry);
    entry.older = this.newest;
    entry.newer = undefined;
    if (this.newest) this.newest.newer = entry;
    else this.oldest = entry;
    this.newest = entry;
  }

  private takeOut({ older, newer }: Entry<Value>): void {
    if (older) older.newer = newer;
    else this.oldest = newer;
    if (newer) newer.older = older;
    else this.newest = older;
  }
}
