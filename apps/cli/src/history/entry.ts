import type { StoredEvent } from '@sedekah/event-store';
import type { EventMetadata } from '@sedekah/ledger';
import { faultOf } from '../forms/fault';
import { isKnownType, narrated, reasonOf } from './narration';

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
    what: told(type, data),
    why: reasonOf(data),
  };
}

/** A log that somebody changed may hold what no program wrote: it is shown as it stands. */
function told(type: string, data: object): string {
  if (isKnownType(type) && faultOf(type, data) === undefined) return narrated(type, data);
  return 'Peristiwa ini tidak dikenal atau tidak lengkap: jalankan `sedekah check events-load`';
}
