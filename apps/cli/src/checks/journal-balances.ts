import { money, postings, type JournalEntry, type LedgerEvent } from '@sedekah/ledger';
import type { StoredEvent } from '@sedekah/event-store';
import type { Check, Finding } from './check';

/** Money held for others and owed to BPJS: the scheme may owe it or not, but is never owed it. */
const NEVER_OURS = ['liabilities:sponsor:', 'liabilities:premiums:'];

/**
 * Every event that moves money or cover is an entry that comes to zero in each commodity, and after each of them no
 * sponsor's account and no month's premiums have fallen on the wrong side: nothing is spent that was not there, nothing
 * is paid to BPJS that was not allocated.
 */
export const journalBalances: Check = {
  name: 'journal-balances',
  proves: [
    'Setiap jurnal seimbang; tidak ada dana penanggung atau iuran bulanan yang menjadi minus.',
    'Every entry balances, and no sponsor’s fund and no month’s premiums were ever overdrawn.',
  ],
  failure: [
    'Peristiwa uang diubah, dibuang atau ditambah di luar program.',
    'An event about money was changed, taken out or added outside the program.',
  ],
  start: (_, report) => {
    const balances = new Map<string, string>();
    return {
      see: (event) => {
        const [entry, fault] = entryOf(event);
        if (fault) report(fault);
        for (const { account, commodity, amount } of entry?.lines ?? []) {
          if (commodity !== 'IDR' || !NEVER_OURS.some((prefix) => account.startsWith(prefix))) continue;
          const balance = money.sum(balances.get(account) ?? '0', amount);
          balances.set(account, balance);
          if (!money.isPositive(balance)) continue;
          report({ at: event, sentence: `${account} minus ${balance}`, english: 'it is overdrawn' });
        }
      },
    };
  },
};

function entryOf(event: StoredEvent): readonly [entry: JournalEntry | undefined, fault?: Finding] {
  try {
    return [postings(event as unknown as LedgerEvent)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [undefined, { at: event, sentence: `tidak dapat dijurnal: ${reason}`, english: 'it makes no entry' }];
  }
}
