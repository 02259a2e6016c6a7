import type { EventStore, NewEvent } from '@sedekah/event-store';
import { openEventStoreDb } from '@sedekah/event-store';
import { newEvent, newLedger } from '../backend';
import { EventStoreDouble } from './server';

/** Short, so that tests of outages do not take long. */
export const IMPATIENT = { timeoutMs: 300, patienceMs: 2_000 };

/** A double and a store on it for each test; closed afterwards, so that a test that leaves calls open fails. */
export function freshDouble() {
  let double: EventStoreDouble;
  let ledger: string;
  let store: EventStore;
  const opened: EventStore[] = [];
  const open = async (on: EventStoreDouble = double, name = ledger, patience = IMPATIENT) => {
    const next = await openEventStoreDb({ connectionString: on.url, ledger: name, ...patience });
    opened.push(next);
    return next;
  };
  beforeEach(async () => {
    double = new EventStoreDouble();
    await double.start();
    ledger = newLedger();
    store = await open();
  });
  afterEach(async () => {
    double.thaw();
    for (const kept of opened.splice(0)) await kept.close();
    double.stop();
  });
  return {
    get double() {
      return double;
    },
    get store() {
      return store;
    },
    get ledger() {
      return ledger;
    },
    open,
    stream: (name: string) => `${ledger}.${name}`,
    append: (name: string, events: readonly NewEvent[] = [newEvent()], expected: bigint | 'no-stream' = 'no-stream') =>
      store.append(`${ledger}.${name}`, events, expected),
    /** Events of the ledger in the double's log. */
    stored: () => double.log.records.filter(({ stream }) => stream.startsWith(`${ledger}.`)),
  };
}
