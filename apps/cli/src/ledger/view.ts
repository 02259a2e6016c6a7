import type { EventStore, Position, StoredEvent } from '@sedekah/event-store';
import type { LocalDate } from '@sedekah/ledger';
import type { Known } from '@sedekah/read-model';
import type { Config } from '../config';
import { Refused } from '../output/failure';
import type { TimeOptions } from '../options';
import { inZone } from './known-at';
import { withReadModel } from './open';
import { knowable } from './question';
import { timeZoneOf, today } from './scheme-time';

/** What a question to the log itself may see of it. */
export interface View {
  readonly asOf: LocalDate;
  /** Null: everything that is stored. */
  readonly known: Known | null;
  /** Last event that was known. */
  readonly upTo?: Position;
}

/** Both times of a question. The read model is asked only where in the log a `--known-at` is. @throws Refused */
export async function viewOf(config: Config, log: EventStore, { asOf, knownAt }: TimeOptions): Promise<View> {
  const timeZone = await timeZoneOf(log, config);
  const day = asOf ?? today(timeZone);
  const asked = inZone(knownAt, timeZone);
  if (asked === undefined) return { asOf: day, known: null };
  return withReadModel(config, log, async ({ db }) => {
    const known = await knowable(log, db, asked);
    const last = await db.selectFrom('log_entry').select('position').where('ordinal', '=', known.ordinal).execute();
    return { asOf: day, known, upTo: last[0]?.position ?? '' };
  });
}

/** Whether an event was known by then and holds on that day. */
export const isSeen = ({ asOf, upTo }: View, { position, data }: StoredEvent): boolean =>
  (upTo === undefined || position <= upTo) && (data as { effectiveOn: LocalDate }).effectiveOn <= asOf;

/** The events of a stream that the question may see, a page at a time in memory. */
export async function* seenIn(log: EventStore, stream: string, view: View): AsyncGenerator<StoredEvent> {
  for await (const page of log.readStream(stream)) {
    for (const event of page) {
      if (isSeen(view, event)) yield event;
    }
  }
}

/** The same, whole: for streams that stay short. */
export async function allSeenIn(log: EventStore, stream: string, view: View): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of seenIn(log, stream, view)) events.push(event);
  return events;
}

/** Nothing was known by then, or holds on that day, about something that is in the log. */
export const notYet = (what: string, english: string, { asOf }: View): Refused =>
  new Refused(
    'not-yet',
    `${what} belum tercatat atau belum berlaku pada saat yang ditanyakan (--as-of ${asOf}, --known-at).`,
    `${english} had not been recorded by then, or does not hold on that day (--as-of ${asOf}, --known-at).`,
  );
