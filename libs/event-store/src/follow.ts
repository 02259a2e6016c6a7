import { setTimeout as delay } from 'node:timers/promises';
import { PositionUnknown } from './errors';
import type { Position, StoredEvent, SubscribeOptions, Subscription } from './port';

/** What a subscription needs of a store. */
export interface LogSource {
  /** The next events after `after`, at most `limit`, with the place to read on from; no events: nothing more yet. */
  readonly readAfter: (after: Position | undefined, limit: number) => Promise<LogPage>;
  readonly wakeUps: WakeUps;
  /** Whether a failed read is worth another try. */
  readonly isPassing: (error: unknown) => boolean;
}

export interface LogPage {
  readonly events: readonly StoredEvent[];
  /** Place to read on from: the last event of the page, or further where only others' events follow. */
  readonly next: Position | undefined;
}

/** Counts the moments at which something may have been stored. */
export interface WakeUps {
  readonly count: number;
  /** Resolves once `count` differs from `seen`, when `signal` aborts, or when the store closes. */
  readonly after: (seen: number, signal: AbortSignal) => Promise<void>;
}

const DEFAULT_PAGE_SIZE = 500;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Follows the log from `after` on: reads page by page, hands each to the handler and goes on from the last *handled*
 * event, whatever happened to the store in between. A wake-up only says "look again", so a lost one costs time, not events.
 */
export function follow(source: LogSource, options: SubscribeOptions): Subscription {
  return { done: followUntilAborted(source, options) };
}

async function followUntilAborted(source: LogSource, options: SubscribeOptions): Promise<void> {
  const { signal, onEvents, onCaughtUp, pageSize = DEFAULT_PAGE_SIZE } = options;
  let handled = options.after;
  let scanned = options.after;
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const seen = source.wakeUps.count;
    let page: LogPage;
    try {
      page = await source.readAfter(scanned, pageSize);
      pauseMs = FIRST_PAUSE_MS;
    } catch (error) {
      if (signal.aborted) return;
      const isLostPlace = error instanceof PositionUnknown && scanned !== handled;
      // Beyond the last handled event there were only others' events, and those may have been removed since.
      scanned = handled;
      if (isLostPlace) continue;
      if (!source.isPassing(error)) throw error;
      await pause(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      continue;
    }
    if (signal.aborted) return;
    if (page.events.length > 0) {
      await onEvents(page.events);
      handled = page.events.at(-1)?.position;
    }
    const isEnd = page.next === scanned;
    scanned = page.next;
    if (isEnd) {
      onCaughtUp?.();
      await source.wakeUps.after(seen, signal);
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // An abort ends the pause early; that is no failure.
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
