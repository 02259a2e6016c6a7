import {
  money,
  type AllocationsRepriced,
  type LedgerEvent,
  type PaymentChargedBack,
  type PaymentVerified,
} from '@sedekah/ledger';
import type { StoredEvent } from '@sedekah/event-store';
import type { Check } from './check';

interface Sums {
  readonly verified: string;
  /** What the sponsor owes: charged back, or asked by a dearer law, after the money was spent. */
  readonly receivable: string;
  readonly allocated: string;
}

/**
 * After every event, what a sponsor has bound to premiums is no more than its verified payments, but for what it owes since
 * a bank took money back or a law made spent months dearer. Added up from the amounts in the events alone.
 */
export const allocatedWithinVerified: Check = {
  name: 'allocated-within-verified',
  proves: [
    'Yang dialokasikan setiap penanggung tidak pernah melebihi setoran terperiksanya, kecuali sebesar piutang yang tercatat.',
    'No sponsor ever had more allocated than its verified payments, but for what is recorded as owed.',
  ],
  failure: [
    'Iuran dibayar dengan uang yang tidak ada: sebuah setoran diubah atau dibuang, atau alokasi ditambah.',
    'Premiums were bound to money that was not there: a payment was changed or taken out, or an allocation added.',
  ],
  start: (_, report) => {
    const sums = new Map<string, Sums>();
    return {
      see: (stored) => {
        const change = changeOf(stored);
        if (!change) return;
        const { sponsorId } = stored.data as { sponsorId: string };
        const before = sums.get(sponsorId) ?? { verified: '0', receivable: '0', allocated: '0' };
        const now = {
          verified: money.sum(before.verified, change.verified ?? '0'),
          receivable: money.sum(before.receivable, change.receivable ?? '0'),
          allocated: money.sum(before.allocated, change.allocated ?? '0'),
        };
        sums.set(sponsorId, now);
        if (money.compare(now.allocated, money.sum(now.verified, now.receivable)) <= 0) return;
        report({
          at: stored,
          sentence: `dialokasikan ${now.allocated}, terperiksa ${now.verified}, piutang ${now.receivable}`,
          english: 'more is allocated than was verified',
        });
      },
    };
  },
};

/** What an event adds; nothing for one that moves no money of a sponsor. */
function changeOf(stored: StoredEvent): Partial<Sums> | undefined {
  const event = stored as unknown as LedgerEvent;
  switch (event.type) {
    case 'PaymentVerified':
      return verified(event.data);
    case 'PaymentReversed':
      return event.data.wasVerified ? { verified: money.negate(event.data.amount) } : undefined;
    case 'PaymentChargedBack':
      return chargedBack(event.data);
    case 'PremiumsAllocated':
      return { allocated: event.data.total };
    case 'AllocationsReversed':
    case 'AllocationsRejected':
    case 'AllocationsRefunded':
      return { allocated: money.negate(event.data.total) };
    case 'AllocationsRepriced':
      return repriced(event.data);
    default:
      return undefined;
  }
}

const verified = ({ amount, settlesReceivable = '0' }: PaymentVerified['data']): Partial<Sums> => ({
  verified: amount,
  receivable: money.negate(settlesReceivable),
});

const chargedBack = ({ amount, wasVerified, receivable }: PaymentChargedBack['data']): Partial<Sums> | undefined =>
  wasVerified ? { verified: money.negate(amount), receivable } : undefined;

const repriced = ({ difference, receivable }: AllocationsRepriced['data']): Partial<Sums> => ({
  allocated: difference,
  receivable,
});
