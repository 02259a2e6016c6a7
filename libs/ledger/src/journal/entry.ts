import type { LocalDate, Month } from '../calendar';
import type { LedgerEventType } from '../events';
import * as money from '../money';
import type { AccountName } from './accounts';

/** Rupiah, or cover of one contribution month: one unit is one worker covered in it. */
export type Commodity = 'IDR' | `COV:${Month}`;

/** `amount` is a signed whole number: what an asset gains is positive, what is owed to somebody is negative. */
export interface EntryLine {
  readonly account: AccountName;
  readonly commodity: Commodity;
  readonly amount: string;
}

/** One event as a balanced entry of the journal. */
export interface JournalEntry {
  /** The event's `effectiveOn`. */
  readonly date: LocalDate;
  readonly eventType: LedgerEventType;
  /** `<event type>/<id of what it is about>`: the name by which a correction points at this entry. */
  readonly reference: string;
  /** A correction: the reference of the entry, or of the entries in chunks, that it corrects. */
  readonly corrects?: string;
  /** Indonesian, then English. */
  readonly memo: string;
  /** At least two; one a commodity and account; none of zero. */
  readonly lines: readonly EntryLine[];
}

export const coverOf = (month: Month): Commodity => `COV:${month}`;

/** Joins lines of the same account and commodity and leaves out what comes to nothing. */
export function joined(lines: readonly EntryLine[]): EntryLine[] {
  const byAccount = new Map<string, EntryLine>();
  for (const line of lines) {
    const key = `${line.account} ${line.commodity}`;
    const before = byAccount.get(key);
    byAccount.set(key, before ? { ...before, amount: money.sum(before.amount, line.amount) } : line);
  }
  return [...byAccount.values()].filter(({ amount }) => amount !== '0');
}

/** @throws Error when a commodity of the entry does not come to zero: nobody may store such an entry */
export function assertBalanced({ reference, lines }: Pick<JournalEntry, 'reference' | 'lines'>): void {
  if (lines.length < 2) throw new Error(`${reference}: an entry has at least two lines, not ${lines.length}`);
  for (const [commodity, group] of Map.groupBy(lines, (line) => line.commodity)) {
    const rest = money.sum(...group.map(({ amount }) => amount));
    if (rest !== '0') throw new Error(`${reference}: ${commodity} is out of balance by ${rest}`);
    if (group.some(({ amount }) => amount === '0')) throw new Error(`${reference}: a line of ${commodity} is zero`);
    if (new Set(group.map(({ account }) => account)).size !== group.length) {
      throw new Error(`${reference}: an account appears twice in ${commodity}`);
    }
  }
}
