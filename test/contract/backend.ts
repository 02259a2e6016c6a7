import { randomUUID } from 'node:crypto';
import type { EventStore, NewEvent, Position, StoredEvent } from '@sedekah/event-store';

/** A kind of store under test. Each ledger name is a log of its own. */
export interface Backend {
  /** Opens the log for writing: the same name again, once it is closed, is the same log. */
  open(ledger: string): Promise<EventStore>;
  /** Opens the log beside a writer, as another process would. */
  openBeside(ledger: string): Promise<EventStore>;
}

export function newEvent(data: object = {}, type = 'Tested'): NewEvent {
  return { id: randomUUID(), type, data, metadata: { by: 'contract' } };
}

export function newLedger(): string {
  return `contract-${randomUUID()}`;
}

export async function all(pages: AsyncIterable<readonly StoredEvent[]>): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of pages) events.push(...page);
  return events;
}

/** Follows a log until stopped; `until(n)` waits for n events. */
export function follower(store: EventStore, after?: Position, pageSize?: number) {
  const seen: StoredEvent[] = [];
  const abort = new AbortController();
  let notify = () => {};
  const { done } = store.subscribeAll({
    ...(after === undefined ? {} : { after }),
    ...(pageSize === undefined ? {} : { pageSize }),
    signal: abort.signal,
    onEvents: (events) => {
      seen.push(...events);
      notify();
    },
  });
  return {
    seen,
    done,
    until: async (count: number) => {
      while (seen.length < count) {
        await new Promise<void>((resolve, reject) => {
          notify = resolve;
          done.catch(reject);
          if (seen.length >= count) resolve();
        });
      }
    },
    stop: async () => {
      abort.abort();
      await done;
    },
  };
}

/** The log a test works on: a new one for each test, with every store that was opened closed after it. */
export interface Log {
  readonly store: EventStore;
  /** Full name of a stream. */
  readonly stream: (name: string) => string;
  /** Opens it for writing again, after `store.close()`. */
  readonly reopen: () => Promise<EventStore>;
  readonly openBeside: () => Promise<EventStore>;
}

/** Gives each test of the surrounding `describe` a new log. */
export function freshLog(backend: () => Backend): Log {
  let ledger: string;
  let store: EventStore;
  const opened: EventStore[] = [];
  const keep = async (opening: Promise<EventStore>) => {
    const kept = await opening;
    opened.push(kept);
    return kept;
  };
  beforeEach(async () => {
    ledger = newLedger();
    store = await keep(backend().open(ledger));
  });
  afterEach(async () => {
    for (const kept of opened.splice(0)) await kept.close();
  });
  return {
    get store() {
      return store;
    },
    stream: (name) => `${ledger}.${name}`,
    reopen: () => keep(backend().open(ledger)),
    openBeside: () => keep(backend().openBeside(ledger)),
  };
}
