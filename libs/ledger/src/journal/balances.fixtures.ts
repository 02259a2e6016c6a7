import type { JournalEntry } from './entry';

/** Running balances of a journal, by account and commodity; accounts at zero are kept. */
export class Balances {
  private readonly amounts = new Map<string, bigint>();

  add({ lines }: Pick<JournalEntry, 'lines'>): void {
    for (const { account, commodity, amount } of lines) {
      const key = `${account} ${commodity}`;
      this.amounts.set(key, (this.amounts.get(key) ?? 0n) + BigInt(amount));
    }
  }

  of(account: string, commodity = 'IDR'): string {
    return String(this.amounts.get(`${account} ${commodity}`) ?? 0n);
  }

  /** Sum over all accounts whose names begin with `prefix`. */
  under(prefix: string, commodity = 'IDR'): string {
    let total = 0n;
    for (const [key, amount] of this.amounts) {
      if (key.startsWith(prefix) && key.endsWith(` ${commodity}`)) total += amount;
    }
    return String(total);
  }

  /** `account commodity` → amount, of every account that was ever used. */
  all(): ReadonlyMap<string, bigint> {
    return this.amounts;
  }
}
