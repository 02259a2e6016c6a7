import type { EventStore as Log } from '@sedekah/event-store';

/** The log itself, for whoever is given it. */
export class EventStore {
  constructor(readonly log: Log) {}
}
