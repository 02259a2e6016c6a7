import { createHash } from 'node:crypto';
import type { StoredEvent } from './port';

/** What two stores must agree on to hold the same log: nothing of it depends on the kind of store. */
export interface LogDigest {
  readonly events: number;
  readonly streams: number;
  /** SHA-256, hexadecimal, over the canonical events in their total order. */
  readonly digest: string;
}

/**
 * An event as text that is the same in every store: no position, no time of the store's own, keys in order. One line.
 */
export function canonicalEvent({ stream, revision, id, type, data, metadata }: StoredEvent): string {
  return JSON.stringify([stream, String(revision), id, type, sorted(data), sorted(metadata)]);
}

/** Digests a log as it is read. */
export class LogDigester {
  private readonly hash = createHash('sha256');
  private readonly streams = new Set<string>();
  private events = 0;

  add(events: readonly StoredEvent[]): void {
    for (const event of events) {
      this.hash.update(canonicalEvent(event)).update('\n');
      this.streams.add(event.stream);
      this.events++;
    }
  }

  finish(): LogDigest {
    return { events: this.events, streams: this.streams.size, digest: this.hash.digest('hex') };
  }
}

/** Digest of the first `count` events of a log (default: of all). */
export async function digestLog(
  pages: AsyncIterable<readonly StoredEvent[]>,
  count = Number.POSITIVE_INFINITY,
): Promise<LogDigest> {
  const digester = new LogDigester();
  let left = count;
  for await (const page of pages) {
    digester.add(page.slice(0, left));
    left -= page.length;
    if (left <= 0) break;
  }
  return digester.finish();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
