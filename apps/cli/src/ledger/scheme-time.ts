import { Streams, type EventStore } from '@sedekah/event-store';
import { addDays, DEFAULT_TIME_ZONE, localDate, schemeDecider, type Instant, type LocalDate } from '@sedekah/ledger';
import type { Config } from '../config';

/** One scheme a ledger. */
const SCHEME_ID = 'main';
const DAY_MS = 86_400_000;

/** The time zone that decides the scheme's days. */
export async function timeZoneOf(log: EventStore, { ledger }: Config): Promise<string> {
  const { state } = await new Streams({ store: log, ledger }).load(schemeDecider, SCHEME_ID);
  return state.status === 'configured' ? state.settings.timeZone : DEFAULT_TIME_ZONE;
}

export const today = (timeZone: string): LocalDate => localDate(new Date().toISOString(), timeZone);

/** The last millisecond of `day` in `timeZone`. */
export function endOfDay(day: LocalDate, timeZone: string): Instant {
  const next = Date.parse(`${addDays(day, 1)}T00:00:00Z`);
  // No zone is more than 14 hours away from UTC: the end lies between these two.
  let [within, beyond] = [next - DAY_MS, next + DAY_MS];
  while (beyond - within > 1) {
    const middle = Math.floor((within + beyond) / 2);
    if (localDate(new Date(middle).toISOString(), timeZone) <= day) within = middle;
    else beyond = middle;
  }
  return new Date(within).toISOString();
}
