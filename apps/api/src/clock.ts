import type { Instant } from '@sedekah/ledger';

/** Tells the time. Demonstrations and tests play a scenario's days; a server uses the system's clock only. */
export abstract class Clock {
  abstract now(): Instant;
}

export class SystemClock extends Clock {
  now(): Instant {
    return new Date().toISOString();
  }
}
