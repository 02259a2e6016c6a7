import type { StoredEvent } from '@sedekah/event-store';
import type { EventMetadata } from '@sedekah/ledger';
import { narrated, reasonOf } from './narration';

/** One event as a reader sees it: who did what, when it holds, when it was known, why, and where it stands. */
export interface Entry {
  /** Without the ledger's name. */
  readonly stream: string;
  readonly revision: string;
  readonly position: string;
  readonly recordedAt: string;
  readonly effectiveOn: string;
  readonly by: string;
  readonly type: string;
  readonly what: string;
  readonly why: string;
}

export function entryOf({ stream, revision, position, type, data, metadata }: StoredEvent, ledger: string): Entry {
  const { recordedAt, by } = metadata as EventMetadata;
  return {
    stream: stream.slice(ledger.length + 1),
    revision: String(revision),
    position,
    recordedAt,
    effectiveOn: (data as { effectiveOn: string }).effectiveOn,
    by,
    type,
    what: narrated(type, data),
    why: reasonOf(data),
  };
}
