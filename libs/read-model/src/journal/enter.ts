import { postings, type JournalEntry, type LedgerEvent, type LedgerEventType } from '@sedekah/ledger';
import { insertCover } from './cover';
import type { Page } from '../projector/page';
import type { RecordedEvent } from '../projector/recorded-event';
import type { Projection } from '../projector/projection';

/** An entry on its way into the tables, without the workers' lines: those are in the cover book already. */
export interface Entered extends Pick<JournalEntry, 'date' | 'eventType' | 'reference' | 'lines'> {
  readonly ordinal: number;
  /** Premiums that it allocates, or negative: takes back. */
  readonly workerMonths: number;
}

/** This is an entry of the journal, which every event goes through, and nothing else. */
export const journalOnlyProjection: Projection<'RefundPaid'> = {
  RefundPaid: () => undefined,
};

/** Enters the event into the journal if it moves anything. @throws Error rather than an entry that does not balance */
export function enter(event: RecordedEvent, page: Page): void {
  const entry = postings({ type: event.type, data: event.data } as LedgerEvent);
  if (!entry) return;
  const { ordinal } = event;
  page.insert('journal_entry', {
    ordinal,
    effective_on: entry.date,
    event_type: entry.eventType,
    reference: entry.reference,
    corrects: entry.corrects ?? null,
    memo: entry.memo,
  });
  const lines = insertCover(page, entry.lines, ordinal);
  for (const { account, commodity, amount } of lines) {
    page.insert('journal_line', { ordinal, account, commodity, amount });
  }
  const { date, eventType, reference } = entry;
  page.enter({ ordinal, date, eventType, reference, lines, workerMonths: workerMonthsOf(event) });
}

/** What an event about premiums does with the worker-months it names. */
const PREMIUMS: ReadonlyMap<LedgerEventType, 1 | -1> = new Map([
  ['PremiumsAllocated', 1],
  ['AllocationsReversed', -1],
  ['AllocationsRejected', -1],
  ['AllocationsRefunded', -1],
]);

function workerMonthsOf({ type, data }: RecordedEvent): number {
  const sign = PREMIUMS.get(type);
  return sign === undefined ? 0 : sign * (data as { readonly workers: readonly unknown[] }).workers.length;
}
