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

/** The lines of one commodity, joined by account, and what they come to. */
interface Book {
  readonly commodity: Commodity;
  readonly lines: Map<AccountName, EntryLine>;
  rest: bigint;
}

/**
 * The lines of an entry: those of the same account and commodity are joined, and what comes to nothing is left out.
 * @throws Error when a commodity does not come to zero: nobody may store such an entry
 */
export function balanced(reference: string, lines: readonly EntryLine[]): readonly EntryLine[] {
  const books = new Map<Commodity, Book>();
  let book: Book | undefined;
  let isJoined = true;
  for (const line of lines) {
    const { account, commodity, amount } = line;
    if (!money.isRupiah(amount)) throw new Error(`${reference}: ${JSON.stringify(amount)} is not a whole number`);
    if (book?.commodity !== commodity) book = bookOf(books, commodity);
    const before = book.lines.get(account);
    book.lines.set(account, before ? { ...before, amount: money.sum(before.amount, amount) } : line);
    // A settlement has a line for each of its people: plain integers, once per line.
    book.rest += BigInt(amount);
    if (before !== undefined || amount === '0') isJoined = false;
  }
  for (const { commodity, rest } of books.values()) {
    if (rest !== 0n) throw new Error(`${reference}: ${commodity} is out of balance by ${rest}`);
  }
  if (isJoined) return lines;
  return [...books.values()].flatMap((each) => [...each.lines.values()].filter(({ amount }) => amount !== '0'));
}

function bookOf(books: Map<Commodity, Book>, commodity: Commodity): Book {
  const found = books.get(commodity) ?? { commodity, lines: new Map<AccountName, EntryLine>(), rest: 0n };
  books.set(commodity, found);
  return found;
}
