import { postings, type JournalEntry, type LedgerEvent } from '@sedekah/ledger';
import { insertCover } from './cover';
import type { Page } from '../projector/page';
import type { RecordedEvent } from '../projector/recorded-event';
import type { Projection } from '../projector/projection';

/** An entry on its way into the tables, without the workers' lines: those are in the cover book already. */
export interface Entered extends Pick<JournalEntry, 'date' | 'eventType' | 'reference' | 'lines'> {
  readonly ordinal: number;
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
  page.enter({ ordinal, date: entry.date, eventType: entry.eventType, reference: entry.reference, lines });
}
