import { money, type AuthorityEvent, type AuthorityRegistered } from '@sedekah/ledger';
import type { StoredEvent } from '@sedekah/event-store';
import type { Check } from './check';

interface Budget {
  readonly number: string;
  ceiling: string;
  committed: string;
  /** The event that took it above its ceiling, while it is there. */
  above?: StoredEvent;
}

/**
 * No budget has more reserved than its ceiling. Only a law published later can take it there: that is recorded, not
 * refused, and stays a finding until the ceiling is raised or pledges are reduced.
 */
export const commitmentsWithinCeiling: Check = {
  name: 'commitments-within-ceiling',
  proves: [
    'Ikatan ikrar pada setiap anggaran tidak melebihi pagunya.',
    'No budget has more reserved for pledges than its ceiling.',
  ],
  failure: [
    'Tarif yang terbit kemudian membuat ikrar lebih mahal daripada pagu: naikkan pagu dengan DPPA, atau kurangi ikrar.',
    'A law published later made pledges dearer than the ceiling: raise it by an amended budget, or reduce pledges.',
  ],
  start: (_, report) => {
    const budgets = new Map<string, Budget>();
    return {
      see: (event) => follow(event, budgets),
      end: () => {
        for (const { number, ceiling, committed, above } of budgets.values()) {
          if (!above) continue;
          report({
            at: above,
            sentence: `anggaran ${number}: pagu ${ceiling}, terikat ${committed}, lebih ${money.subtract(committed, ceiling)}`,
            english: `more is reserved than the ceiling`,
          });
        }
      },
    };
  },
};

function follow(stored: StoredEvent, budgets: Map<string, Budget>): void {
  const event = stored as unknown as AuthorityEvent;
  if (event.type === 'AuthorityRegistered') return open(event.data, budgets);
  if (event.type !== 'CeilingAmended' && event.type !== 'CommitmentReserved' && event.type !== 'CommitmentReleased')
    return;
  const budget = budgets.get(event.data.authorityId);
  if (!budget) return;
  if (event.type === 'CeilingAmended') budget.ceiling = event.data.ceiling;
  else if (event.type === 'CommitmentReserved') budget.committed = money.sum(budget.committed, event.data.amount);
  else budget.committed = money.subtract(budget.committed, event.data.amount);
  if (money.compare(budget.committed, budget.ceiling) <= 0) delete budget.above;
  else budget.above ??= stored;
}

function open({ authorityId, number, ceiling }: AuthorityRegistered['data'], budgets: Map<string, Budget>): void {
  if (ceiling !== undefined) budgets.set(authorityId, { number, ceiling, committed: '0' });
}
