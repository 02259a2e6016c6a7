import { TimedOut } from './failures';

/** A read of the client: a stream that can be cancelled and that may fail after it was left. */
export interface Cancellable<Item> {
  on(event: 'data', listener: (item: Item) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
  cancel(): Promise<void>;
}

/** How to take a read: `onItem` answers whether it wants more. */
export interface Taking<Item> {
  readonly onItem: (item: Item) => boolean;
  /** Without an item for this long the read is given up. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

/**
 * Takes a read to its end, or until it has enough. Reads of the client have no deadline, so silence is timed here; and a
 * read that is left before its end is cancelled, else its call leaks (100 of them block the connection).
 */
export function take<Item>(read: Cancellable<Item>, { onItem, silenceMs, signal }: Taking<Item>): Promise<void> {
  return new Promise((resolve, reject) => {
    let isSettled = false;
    const settle = (leave: () => void, isAtEnd = false) => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (!isAtEnd) read.cancel().catch(() => undefined);
      leave();
    };
    const fail = (error: unknown) => settle(() => reject(error as Error));
    const onAbort = () => fail(new TimedOut('the store was closed during a read'));
    const timer = setTimeout(() => fail(new TimedOut(`no answer to a read within ${silenceMs} ms`)), silenceMs);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    read.on('data', (item) => {
      if (isSettled) return;
      timer.refresh();
      try {
        if (!onItem(item)) settle(resolve);
      } catch (error) {
        fail(error);
      }
    });
    read.on('end', () => settle(resolve, true));
    // Stays after the end: an 'error' without a listener is an uncaught exception.
    read.on('error', fail);
    read.on('close', () => fail(new TimedOut('the read was closed before its end')));
  });
}

/** Settles as `promise` does, or with TimedOut after `ms`; the call itself goes on, its late outcome is dropped. */
export function within<Result>(promise: Promise<Result>, ms: number, what: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimedOut(`no answer to ${what} within ${ms} ms`)), ms);
    const inTime =
      <Value>(settle: (value: Value) => void) =>
      (value: Value) => {
        clearTimeout(timer);
        settle(value);
      };
    promise.then(inTime(resolve), inTime(reject));
  });
}
