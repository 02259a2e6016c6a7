import type { WakeUps } from '../follow';
import type { Position } from '../port';

/** A live subscription of the client, from the end of the log, to the ledger's own streams. */
export interface TailSource {
  /** Starts one; `onEvent` gets the position of each event, `onConfirmed` the server's confirmation. */
  readonly subscribe: (listener: TailListener) => { readonly stop: () => void };
}

export interface TailListener {
  readonly onConfirmed: () => void;
  readonly onEvent: (position: Position) => void;
  /** It ended, for whatever reason. */
  readonly onDown: () => void;
}

/** Readers look again this often, whatever the subscription says. */
const POLL_MS = 1_000;
/** A subscription that is not confirmed, or misses an event that readers saw, for this long is replaced. */
const SILENCE_MS = 5_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Wakes readers when the server has something new. One subscription of the client serves all readers of a store. It only
 * says "look": readers read by position from their last handled event, so that a subscription that breaks, ends or goes
 * silent costs at most a second. It is replaced with a growing pause, and runs only while someone reads.
 */
export class LiveTail implements WakeUps {
  count = 0;
  private readonly waiting = new Set<() => void>();
  private current: { stop: () => void } | undefined;
  private pauseMs = FIRST_PAUSE_MS;
  private poll: NodeJS.Timeout | undefined;
  private restart: NodeJS.Timeout | undefined;
  private signalled: Position = '';
  /** Readers saw the log end here while the subscription was up: it owes every event after this. */
  private owesAfter: Position | undefined;
  private isConfirmed = false;
  /** Since when the subscription owes a confirmation or an event that readers have seen. */
  private owingSince: number | undefined;

  constructor(private readonly source: TailSource) {}

  after(seen: number, signal: AbortSignal): Promise<void> {
    if (this.count !== seen || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = () => {
        signal.removeEventListener('abort', stop);
        this.waiting.delete(stop);
        resolve();
      };
      signal.addEventListener('abort', stop);
      this.waiting.add(stop);
    });
  }

  /** Readers have begun: run until `close`. */
  open(): void {
    if (this.poll !== undefined) return;
    this.poll = setInterval(() => this.look(), POLL_MS);
    this.subscribe();
  }

  /** A reader saw the log end at `position`. */
  noteEnd(position: Position): void {
    if (this.isConfirmed) this.owesAfter ??= position;
  }

  /** A reader has read up to `position`: perhaps the subscription ought to have said so. */
  noteRead(position: Position): void {
    if (this.owesAfter === undefined || position <= this.owesAfter || position <= this.signalled) return;
    this.owingSince ??= Date.now();
  }

  close(): void {
    clearInterval(this.poll);
    clearTimeout(this.restart);
    this.poll = undefined;
    this.current?.stop();
    this.current = undefined;
    this.wake();
  }

  private look(): void {
    if (this.owingSince !== undefined && Date.now() - this.owingSince > SILENCE_MS) this.replace();
    this.wake();
  }

  private subscribe(): void {
    this.owingSince = Date.now();
    this.owesAfter = undefined;
    this.isConfirmed = false;
    const tail = this.source.subscribe({
      onConfirmed: () => {
        this.isConfirmed = true;
        this.owingSince = undefined;
        this.pauseMs = FIRST_PAUSE_MS;
        this.wake();
      },
      onEvent: (position) => {
        this.signalled = position;
        this.owingSince = undefined;
        this.wake();
      },
      onDown: () => {
        if (this.current === tail) this.replace();
      },
    });
    this.current = tail;
  }

  private replace(): void {
    this.current?.stop();
    this.current = undefined;
    this.owingSince = undefined;
    if (this.poll === undefined) return;
    clearTimeout(this.restart);
    this.restart = setTimeout(() => this.subscribe(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private wake(): void {
    this.count++;
    for (const stop of [...this.waiting]) stop();
  }
}
