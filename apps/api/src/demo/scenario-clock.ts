import type { Instant } from '@sedekah/ledger';
import { Clock } from '../clock';

/** Plays a scenario's days. Office hours in WITA, and never backwards. */
export class ScenarioClock extends Clock {
  private millis = Date.parse('2021-04-22T01:00:00Z');

  now(): Instant {
    return new Date(this.millis).toISOString();
  }

  /** Nine in the morning of `day` (WITA); an hour later when that has passed. */
  reach(day: string): void {
    const morning = Date.parse(`${day}T01:00:00Z`);
    if (this.millis - morning > 14 * 3_600_000) throw new Error(`the scenario goes back from ${this.now()} to ${day}`);
    this.millis = Math.max(morning, this.millis + 3_600_000);
  }
}
