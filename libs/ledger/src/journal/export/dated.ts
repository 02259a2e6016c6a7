import { lastDayOf, monthOf, type LocalDate, type Month } from '../../calendar';
import type { EntryLine, JournalEntry } from '../entry';

/** An entry with the event it comes from. */
export interface RecordedEntry extends JournalEntry {
  readonly stream: string;
  /** Of the event in its stream. */
  readonly revision: string;
}

/** Entries by day, and within a day in the order of the log. */
export type Entries = Iterable<RecordedEntry> | AsyncIterable<RecordedEntry>;

/** What a writer of dated text has to write: an entry, or the balances that a month ends with. */
export type Dated =
  | { readonly kind: 'entry'; readonly entry: RecordedEntry }
  | {
      readonly kind: 'month-end';
      readonly date: LocalDate;
      /** Balance of every account that moved in the month, by name. */
      readonly balances: readonly EntryLine[];
    };

/** The entries with the balances of every month between them. @throws Error when they are not in order of their days */
export async function* dated(entries: Entries): AsyncGenerator<Dated> {
  const running = new RunningBalances();
  let last: LocalDate | undefined;
  for await (const entry of entries) {
    if (last !== undefined && entry.date < last) throw new Error(`${entry.reference} of ${entry.date} after ${last}`);
    if (last !== undefined && monthOf(last) < monthOf(entry.date)) yield monthEnd(monthOf(last), running);
    last = entry.date;
    running.add(entry.lines);
    yield { kind: 'entry', entry };
  }
  if (last !== undefined) yield monthEnd(monthOf(last), running);
}

const monthEnd = (month: Month, running: RunningBalances): Dated => ({
  kind: 'month-end',
  date: lastDayOf(month),
  balances: running.takeMoved(),
});

class RunningBalances {
  private readonly amounts = new Map<string, bigint>();
  private readonly moved = new Map<string, EntryLine>();

  add(lines: readonly EntryLine[]): void {
    for (const line of lines) {
      const key = `${line.account} ${line.commodity}`;
      this.amounts.set(key, (this.amounts.get(key) ?? 0n) + BigInt(line.amount));
      this.moved.set(key, line);
    }
  }

  takeMoved(): EntryLine[] {
    const keys = [...this.moved.keys()].sort();
    const balances = keys.flatMap((key) => {
      const line = this.moved.get(key);
      return line ? [{ ...line, amount: String(this.amounts.get(key)) }] : [];
    });
    this.moved.clear();
    return balances;
  }
}
