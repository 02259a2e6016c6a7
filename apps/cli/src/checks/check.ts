import type { EventStore, StoredEvent } from '@sedekah/event-store';
import type { Config } from '../config';

/** What the ledger is checked with. */
export interface Audit {
  readonly config: Config;
  readonly log: EventStore;
  /** UTC, milliseconds since 1970. */
  readonly now: number;
}

/** Something that is not as it must be, in two languages. `at`: the first event concerned, where there is one. */
export interface Finding {
  readonly at?: Place;
  readonly sentence: string;
  readonly english: string;
}

/** Where an event stands. */
export type Place = Pick<StoredEvent, 'stream' | 'revision' | 'position' | 'type'>;

/** A check under way. All checks see every event once, in one pass over the log, in its order. */
export interface Watch {
  readonly see?: (event: StoredEvent) => void;
  /** After the last event. */
  readonly end?: () => Promise<void> | void;
}

/** One named proof. It reports every finding, the first wrong event first. */
export interface Check {
  /** Kebab-case; what stands after `sedekah check`. */
  readonly name: string;
  /** What silence proves, Indonesian and English. */
  readonly proves: readonly [indonesian: string, english: string];
  /** What a finding means and what to do. */
  readonly failure: readonly [indonesian: string, english: string];
  readonly start: (audit: Audit, report: (finding: Finding) => void) => Watch;
}
