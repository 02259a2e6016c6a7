import { canonicalEvent, type EventStore, type StoredEvent } from '@sedekah/event-store';
import { differenceFrom, leafHash, Reckoning, type SealDocument } from '@sedekah/proof';
import type { Config } from '../config';
import { KeptLeaves, leafFile } from './leaf-file';

/** In what the log is not as it was sealed, and where. */
export interface SealBreach {
  readonly seal: number;
  readonly what: 'events' | 'streams' | 'cover';
  /** The first event that is not the one that was sealed; absent when no hashes are kept beside the log. */
  readonly at?: StoredEvent;
  readonly ordinal?: number;
}

/** Reckons a log event by event and compares it with its seals as it comes past each of them. */
export class LogPass {
  readonly reckoning = new Reckoning();
  readonly breaches: SealBreach[] = [];
  private readonly kept: KeptLeaves;
  private first: { at: StoredEvent; ordinal: number } | undefined;
  private readonly due: SealDocument[];

  constructor(config: Config, seals: readonly SealDocument[]) {
    this.kept = new KeptLeaves(leafFile(config));
    this.due = [...seals];
  }

  /** @returns the hash of the event */
  see(event: StoredEvent): Buffer {
    const { reckoning } = this;
    const hash = leafHash(canonicalEvent(event));
    reckoning.edge.add(hash);
    const revisionDue = reckoning.streams.see(event.stream, Number(event.revision));
    reckoning.cover.see(event.type, event.data);
    const kept = this.kept.next();
    const isWrong = revisionDue !== undefined || (kept !== undefined && !kept.equals(hash));
    if (isWrong && this.due.length > 0) this.first ??= { at: event, ordinal: reckoning.ordinal };
    if (reckoning.ordinal === this.due[0]?.seal.lastOrdinal) this.compare();
    return hash;
  }

  /** After the last event. Seals that the log does not reach are breaches too: its end was cut off. */
  end(): void {
    for (const { seal } of this.due) this.breaches.push({ seal: seal.number, what: 'events' });
    this.kept.close();
  }

  private compare(): void {
    const document = this.due.shift();
    if (!document) return;
    const { seal } = document;
    const what = differenceFrom(seal, this.reckoning.result());
    if (what) this.breaches.push({ seal: seal.number, what, ...this.first });
  }
}

/** Reads the first `last` events of a log. */
export async function passOver(
  log: EventStore,
  pass: LogPass,
  last: number,
  onEvent: (event: StoredEvent, hash: Buffer, ordinal: number) => void,
): Promise<void> {
  let ordinal = 0;
  for await (const page of log.readAll()) {
    for (const event of page) {
      if (ordinal >= last) return pass.end();
      ordinal++;
      onEvent(event, pass.see(event), ordinal);
    }
  }
  pass.end();
}
