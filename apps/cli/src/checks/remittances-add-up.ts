import {
  money,
  type AllocationsOrdered,
  type AllocationsRejected,
  type AllocationsSettled,
  type RemittanceOrdered,
  type RemittancePaid,
} from '@sedekah/ledger';
import type { StoredEvent } from '@sedekah/event-store';
import type { Check } from './check';

interface Tally {
  heads: number;
  total: string;
  /** Settled or rejected. */
  answered: number;
}

/**
 * A remittance's amount and heads are the sums of what its sponsors ordered, it was paid at exactly that amount, and BPJS
 * answered for no more people than were ordered.
 */
export const remittancesAddUp: Check = {
  name: 'remittances-add-up',
  proves: [
    'Setiap setoran ke BPJS sama dengan jumlah perintah para penanggung, dibayar tepat sejumlah itu.',
    'Every remittance is the sum of its sponsors’ orders and was paid at exactly that amount.',
  ],
  failure: [
    'Jumlah sebuah perintah, pembayaran atau penyelesaian diubah di luar program.',
    'The amount of an order, a payment or a settlement was changed outside the program.',
  ],
  start: (_, report) => {
    const tallies = new Map<string, Tally>();
    return {
      see: (event) => {
        const problem = problemOf(event, tallies);
        if (problem) report({ at: event, sentence: problem[0], english: problem[1] });
      },
    };
  },
};

type Problem = readonly [indonesian: string, english: string];

function problemOf(event: StoredEvent, tallies: Map<string, Tally>): Problem | undefined {
  const { remittanceId = '' } = event.data as { remittanceId?: string };
  const tally = tallies.get(remittanceId) ?? { heads: 0, total: '0', answered: 0 };
  switch (event.type) {
    case 'AllocationsOrdered': {
      const { heads, total } = event.data as AllocationsOrdered['data'];
      tallies.set(remittanceId, { ...tally, heads: tally.heads + heads, total: money.sum(tally.total, total) });
      return undefined;
    }
    case 'RemittanceOrdered': {
      const { heads, amount } = event.data as RemittanceOrdered['data'];
      if (heads === tally.heads && amount === tally.total) return undefined;
      return [
        `${heads} pekerja ${amount}, perintah penanggung ${tally.heads} pekerja ${tally.total}`,
        'it is not the sum of what was ordered',
      ];
    }
    case 'RemittancePaid': {
      const { amount, bankAmount, creditAmount, directAmount } = event.data as RemittancePaid['data'];
      if (amount === tally.total && amount === money.sum(bankAmount, creditAmount, directAmount)) return undefined;
      return [`dibayar ${amount}, diperintahkan ${tally.total}`, 'it was not paid as ordered'];
    }
    case 'AllocationsSettled':
    case 'AllocationsRejected': {
      const { workers } = event.data as (AllocationsSettled | AllocationsRejected)['data'];
      const answered = tally.answered + workers.length;
      tallies.set(remittanceId, { ...tally, answered });
      if (answered <= tally.heads) return undefined;
      return [`${answered} pekerja dijawab, ${tally.heads} diperintahkan`, 'more people than were ordered'];
    }
    default:
      return undefined;
  }
}
