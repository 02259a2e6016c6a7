import type { AccountName } from './accounts';
import type { Commodity, EntryLine, JournalEntry } from './entry';

/** What a kind of event adds to its entry; day and type come from the event itself. */
export type Booking = Pick<JournalEntry, 'reference' | 'corrects' | 'memo' | 'lines'>;

export const rupiahLine = (account: AccountName, amount: string): EntryLine => ({ account, commodity: 'IDR', amount });
export const line = (account: AccountName, commodity: Commodity, amount: string): EntryLine => ({
  account,
  commodity,
  amount,
});
