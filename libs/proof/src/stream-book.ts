import { createHash } from 'node:crypto';

/** How many events each stream has, as one hash. */
export interface StreamCounts {
  readonly count: number;
  /** SHA-256 over a line `["<stream>",<events>]` for each, in the order of their first events in the log. */
  readonly hash: string;
}

/** How many events each stream has: what was cut off at a stream's end shows here. */
export class StreamBook {
  private readonly counts = new Map<string, number>();

  /** Takes the next event of the log. @returns the revision that was due, when it is another */
  see(stream: string, revision: number): number | undefined {
    const due = this.counts.get(stream) ?? 0;
    this.counts.set(stream, revision + 1);
    return revision === due ? undefined : due;
  }

  commitment(): StreamCounts {
    const hash = createHash('sha256');
    // A Map keeps the order in which its keys came.
    for (const line of this.counts) hash.update(`${JSON.stringify(line)}\n`);
    return { count: this.counts.size, hash: hash.digest('hex') };
  }
}
