import type { Month } from '../calendar';
import type { SponsorEvent } from '../sponsor/events';
import { workerMonth } from '../sponsor/state';
import { change, paymentChargedBack, paymentRecorded, paymentReversed, paymentVerified, refundPaid } from './payments';
import { allocationsRepriced, allocationsReversed, comeBack, premiumsAllocated } from './premiums';
import type { Provenance, Purchase } from './state';

type Fold<Type extends SponsorEvent['type']> = (
  state: Provenance,
  event: Extract<SponsorEvent, { type: Type }>,
) => void;

/** Moves no money between places, payments and premiums. */
const nothing = (): void => undefined;

/** What each event does to the money; the compiler asks for every one of them. */
const FOLDS: { readonly [Type in SponsorEvent['type']]: Fold<Type> } = {
  PaymentRecorded: paymentRecorded,
  PaymentVerified: paymentVerified,
  PaymentRejected: (state, { data }) => change(state, data.paymentId, { status: 'rejected' }),
  PaymentReversed: paymentReversed,
  PaymentChargedBack: paymentChargedBack,
  RefundPaid: refundPaid,
  PremiumsAllocated: premiumsAllocated,
  AllocationsReversed: allocationsReversed,
  AllocationsRepriced: allocationsRepriced,
  AllocationsOrdered: (state, { data }) => {
    for (const allocationId of data.allocationIds) state.orders.set(allocationId, data.remittanceId);
  },
  AllocationsUnordered: (state, { data }) => {
    for (const [allocationId, remittanceId] of state.orders) {
      if (remittanceId === data.remittanceId) state.orders.delete(allocationId);
    }
  },
  AllocationsSettled: (state, { data }) => answered(state, data.workers, data.month, 'covered'),
  CoverCancelled: (state, { data }) => answered(state, data.workers, data.month, 'cancelled'),
  AllocationsRejected: (state, { data }) => {
    const workers = data.workers.map(({ workerId }) => workerId);
    comeBack(state, workers, data.month, data.place);
  },
  AllocationsRefunded: (state, { data }) => comeBack(state, data.workers, data.month, data.place),
  SponsorRegistered: nothing,
  PledgeMade: nothing,
  PledgeAmended: nothing,
  PledgeWithdrawn: nothing,
  DirectListRecorded: nothing,
  BeneficiariesAssigned: nothing,
  BeneficiariesReleased: nothing,
  CommandRefused: nothing,
};

function answered(
  state: Provenance,
  workers: readonly string[],
  month: Month,
  how: NonNullable<Purchase['answered']>,
): void {
  for (const workerId of workers) {
    const key = workerMonth(workerId, month);
    const purchase = state.purchases.get(key);
    if (!purchase) throw new Error(`${key} is ${how} but was not paid for`);
    state.purchases.set(key, { ...purchase, answered: how });
  }
}

/**
 * Folds one event of a sponsor's stream in place. Money is spent first in, first out: at each place, that of the payment
 * verified first. docs/decisions/0007 says to whom comes back what comes back.
 * @throws Error for events that cannot follow each other
 */
export function evolveProvenance(state: Provenance, event: SponsorEvent): Provenance {
  (FOLDS[event.type] as (state: Provenance, event: SponsorEvent) => void)(state, event);
  return state;
}
