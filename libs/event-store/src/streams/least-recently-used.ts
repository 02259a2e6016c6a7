interface Entry<Value> {
  readonly value: Value;
  readonly weight: number;
}

export interface Capacity {
  readonly entries: number;
  /** Of all entries together; the newest is kept whatever it weighs. */
  readonly weight: number;
}

/** A map that forgets the entries unused for longest when it grows beyond its capacity. */
export class LeastRecentlyUsed<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  private weight = 0;

  constructor(private readonly capacity: Capacity) {}

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value, weight = 1): void {
    this.delete(key);
    this.entries.set(key, { value, weight });
    this.weight += weight;
    for (const oldest of this.entries.keys()) {
      const isTooMuch = this.entries.size > this.capacity.entries || this.weight > this.capacity.weight;
      if (!isTooMuch || oldest === key) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.weight -= entry.weight;
  }
}
