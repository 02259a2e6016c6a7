import { TimedOut } from './failures';

/** A read of the client: a stream that can be cancelled and that may fail after it was left. */
export interface Cancellable<Item> {
  on(event: 'data', listener: (item: Item) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
  cancel(): Promise<void>;
}

/**
 * Collects a bounded read. Reads of the client take no deadline: without an item for `silenceMs` the read is given up,
 * and a read that does not come to its end is cancelled, else its call leaks (100 of them block the connection).
 * `signal` gives it up as well.
 */
export function collect<Item>(read: Cancellable<Item>, silenceMs: number, signal: AbortSignal): Promise<Item[]> {
  return new Promise((resolve, reject) => {
    const items: Item[] = [];
    const timer = setTimeout(() => {
      giveUp(new TimedOut(`no answer to a read within ${silenceMs} ms`));
    }, silenceMs);
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = () => giveUp(new TimedOut('the store was closed during a read'));
    const giveUp = (error: Error) => {
      settle();
      read.cancel().catch(() => undefined);
      reject(error);
    };
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    read.on('data', (item) => {
      items.push(item);
      timer.refresh();
    });
    read.on('end', () => {
      settle();
      resolve(items);
    });
    // Kept after the end too: an 'error' without a listener is an uncaught exception.
    read.on('error', giveUp);
    read.on('close', () => giveUp(new TimedOut('the read was closed before its end')));
  });
}

/** Settles as `promise` does, or with TimedOut after `ms`; the call itself goes on, its late outcome is dropped. */
export function within<Result>(promise: Promise<Result>, ms: number, what: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimedOut(`no answer to ${what} within ${ms} ms`)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
