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
  const groups = new Map<Commodity, Map<AccountName, EntryLine>>();
  let isJoined = true;
  for (const line of lines) {
    const group = groups.get(line.commodity) ?? new Map<AccountName, EntryLine>();
    if (group.size === 0) groups.set(line.commodity, group);
    const before = group.get(line.account);
    group.set(line.account, before ? { ...before, amount: money.sum(before.amount, line.amount) } : line);
    if (before || line.amount === '0') isJoined = false;
  }
  if (isJoined) return [...lines];
  return [...groups.values()].flatMap((group) => [...group.values()].filter(({ amount }) => amount !== '0'));
}

const WHOLE = /^-?[1-9][0-9]*$/;

/**
 * In plain integers: a settlement has a line for each of its people.
 * @throws Error when a commodity of the entry does not come to zero: nobody may store such an entry
 */
export function assertBalanced({ reference, lines }: Pick<JournalEntry, 'reference' | 'lines'>): void {
  if (lines.length < 2) throw new Error(`${reference}: an entry has at least two lines, not ${lines.length}`);
  for (const [commodity, group] of groupsOf(lines)) {
    let rest = 0n;
    for (const { amount } of group) {
      if (amount === '0') throw new Error(`${reference}: a line of ${commodity} is zero`);
      if (!WHOLE.test(amount)) throw new Error(`${reference}: ${JSON.stringify(amount)} is not a whole number`);
      rest += BigInt(amount);
    }
    if (rest !== 0n) throw new Error(`${reference}: ${commodity} is out of balance by ${rest}`);
    if (new Set(group.map(({ account }) => account)).size !== group.length) {
      throw new Error(`${reference}: an account appears twice in ${commodity}`);
    }
  }
}

/** Most entries have one commodity: then the lines themselves. */
function groupsOf(lines: readonly EntryLine[]): Iterable<[Commodity, readonly EntryLine[]]> {
  const commodity = lines[0]?.commodity;
  if (commodity !== undefined && lines.every((line) => line.commodity === commodity)) return [[commodity, lines]];
  return Map.groupBy(lines, (line) => line.commodity);
}
