import { addMonths, monthRange, type Month } from '../calendar';
import * as money from '../money';
import type { Place } from '../vocabulary';
import type {
  AllocationsOrdered,
  AllocationsRefunded,
  AllocationsReversed,
  AllocationsUnordered,
  BeneficiariesAssigned,
  BeneficiariesReleased,
  Custody,
  DirectListRecorded,
  PaymentChargedBack,
  PaymentRecorded,
  PaymentReversed,
  PaymentVerified,
  PremiumsAllocated,
  SponsorEvent,
} from './events';
import { chargesOrdered, chargesUnordered, payCharges } from './charges';
import { repriced } from './repriced';
import {
  addUp,
  availableOf,
  move,
  partsOf,
  workerMonth,
  type Allocation,
  type Payment,
  type SponsorState,
} from './state';

/** Folds one event in place and asserts that the sponsor's money still adds up. */
export function evolveSponsor(state: SponsorState, event: SponsorEvent): SponsorState {
  apply(state, event);
  const due = money.sum(
    money.subtract(state.verified, state.allocated),
    money.negate(state.refunded),
    state.receivable,
  );
  if (availableOf(state) !== due) {
    throw new Error(`sponsor ${state.sponsorId}: ${event.type} leaves ${availableOf(state)} available, not ${due}`);
  }
  return state;
}

type Fold<Type extends SponsorEvent['type']> = (
  state: SponsorState,
  event: Extract<SponsorEvent, { type: Type }>,
) => void;

/** What each event changes; the compiler asks for every one of them. */
const FOLDS: { readonly [Type in SponsorEvent['type']]: Fold<Type> } = {
  SponsorRegistered: (state, { data }) => {
    state.sponsorId = data.sponsorId;
    state.fundingSource = data.fundingSource;
  },
  PledgeMade: (state, { data }) => {
    state.pledges.set(data.pledgeId, { ...data, assigned: new Map() });
  },
  PledgeAmended: (state, { data }) => {
    const assigned = state.pledges.get(data.pledgeId)?.assigned ?? new Map<Month, number>();
    state.pledges.set(data.pledgeId, { ...data, assigned });
  },
  PledgeWithdrawn: (state, event) => {
    const pledge = known(state.pledges.get(event.data.pledgeId), event);
    state.pledges.set(pledge.pledgeId, { ...pledge, withdrawnFrom: event.data.fromMonth });
  },
  PaymentRecorded: recorded,
  DirectListRecorded: listed,
  PaymentVerified: verified,
  PaymentRejected: (state, { data }) => closePayment(state, data.paymentId, { status: 'rejected' }),
  PaymentReversed: reversed,
  PaymentChargedBack: chargedBack,
  BeneficiariesAssigned: assigned,
  BeneficiariesReleased: released,
  PremiumsAllocated: allocated,
  AllocationsReversed: takenBack,
  AllocationsOrdered: ordered,
  AllocationsUnordered: unordered,
  AllocationsSettled: (state, { data }) => {
    for (const worker of data.workers) mark(state, workerMonth(worker, data.month), { status: 'settled' });
  },
  AllocationsRejected: (state, { data }) => {
    for (const { workerId } of data.workers) state.allocations.delete(workerMonth(workerId, data.month));
    spend(state, money.negate(data.total), data.place);
  },
  AllocationsRefunded: refundReceived,
  AllocationsRepriced: repriced,
  CoverCancelled: (state, { data }) => {
    for (const worker of data.workers) mark(state, workerMonth(worker, data.month), { status: 'cancelled' });
  },
  RefundPaid: (state, { data }) => {
    state.refunded = money.sum(state.refunded, data.amount);
    state.refunds.add(data.refundId);
    move(state, data.place, money.negate(data.amount));
  },
  CommandRefused: () => undefined,
};

function apply(state: SponsorState, event: SponsorEvent): void {
  (FOLDS[event.type] as (state: SponsorState, event: SponsorEvent) => void)(state, event);
}

function known<Value>(value: Value | undefined, event: SponsorEvent): Value {
  if (value === undefined) throw new Error(`${event.type} refers to something that never happened in this stream`);
  return value;
}

function spend(state: SponsorState, amount: money.Rupiah, place: Place): void {
  state.allocated = money.sum(state.allocated, amount);
  move(state, place, money.negate(amount));
}

function mark(state: SponsorState, key: string, change: Partial<Pick<Allocation, 'status' | 'remittanceId'>>): void {
  const allocation = state.allocations.get(key);
  if (!allocation) throw new Error(`sponsor ${state.sponsorId}: ${key} is not allocated`);
  state.allocations.set(key, { ...allocation, ...change });
}

function waiting(state: SponsorState, allocationId: string): Set<string> {
  const keys = state.unordered.get(allocationId) ?? new Set();
  state.unordered.set(allocationId, keys);
  return keys;
}

function recorded(state: SponsorState, { data }: PaymentRecorded): void {
  const { paymentId, amount, custody, recordedBy, effectiveOn } = data;
  state.payments.set(paymentId, {
    paymentId,
    amount,
    custody,
    recordedBy,
    valueDate: effectiveOn,
    status: 'recorded',
    chargedBack: '0',
  });
}

function listed(state: SponsorState, { data }: DirectListRecorded): void {
  const { paymentId, prices, workers } = data;
  const list = state.directLists.get(paymentId) ?? [];
  state.directLists.set(paymentId, [...list, { prices, workers }]);
  for (const worker of workers) {
    for (const { month } of prices) state.holds.set(workerMonth(worker, month), paymentId);
  }
}

/** Where a payment's money lies once it is verified. */
export const placeOf = ({ paymentId, custody }: Pick<Payment, 'paymentId' | 'custody'>): Place =>
  custody.kind === 'scheme' ? `bank:${custody.accountId}` : `direct:${paymentId}`;

const chargedMonths = (custody: Custody) => (custody.kind === 'direct' ? custody : undefined);

function verified(state: SponsorState, event: PaymentVerified): void {
  const payment = known(state.payments.get(event.data.paymentId), event);
  const settles = event.data.settlesReceivable ?? '0';
  state.payments.set(payment.paymentId, { ...payment, status: 'verified' });
  state.verified = money.sum(state.verified, payment.amount);
  if (settles !== '0') payCharges(state, placeOf(payment), settles, chargedMonths(payment.custody));
  state.receivable = money.subtract(state.receivable, settles);
  move(state, placeOf(payment), money.subtract(payment.amount, settles));
}

function closePayment(state: SponsorState, paymentId: string, change: Partial<Payment>): void {
  const payment = state.payments.get(paymentId);
  if (!payment) throw new Error(`payment ${paymentId} was never recorded`);
  state.payments.set(paymentId, { ...payment, ...change });
  for (const { prices, workers } of state.directLists.get(paymentId) ?? []) {
    for (const worker of workers) for (const { month } of prices) state.holds.delete(workerMonth(worker, month));
  }
  state.directLists.delete(paymentId);
}

function reversed(state: SponsorState, event: PaymentReversed): void {
  const payment = known(state.payments.get(event.data.paymentId), event);
  closePayment(state, payment.paymentId, { status: 'reversed' });
  if (!event.data.wasVerified) return;
  state.verified = money.subtract(state.verified, event.data.amount);
  move(state, placeOf(payment), money.negate(event.data.amount));
}

function chargedBack(state: SponsorState, event: PaymentChargedBack): void {
  const payment = known(state.payments.get(event.data.paymentId), event);
  const total = money.sum(payment.chargedBack, event.data.amount);
  const status = total === payment.amount ? 'charged-back' : payment.status;
  state.payments.set(payment.paymentId, { ...payment, status, chargedBack: total });
  if (!event.data.wasVerified) return;
  state.verified = money.subtract(state.verified, event.data.amount);
  state.receivable = money.sum(state.receivable, event.data.receivable);
  move(state, placeOf(payment), money.negate(event.data.fromAvailable));
}

function count(state: SponsorState, pledgeId: string, first: Month, last: Month, change: number): void {
  const pledge = state.pledges.get(pledgeId);
  if (!pledge) throw new Error(`pledge ${pledgeId} was never made`);
  for (const month of monthRange(first, last)) {
    const heads = (pledge.assigned.get(month) ?? 0) + change;
    if (heads < 0 || heads > pledge.quota) throw new Error(`pledge ${pledgeId}: ${heads} workers in ${month}`);
    if (heads === 0) pledge.assigned.delete(month);
    else pledge.assigned.set(month, heads);
  }
}

function assigned(state: SponsorState, { data }: BeneficiariesAssigned): void {
  const { assignmentId, pledgeId, firstMonth, lastMonth, workers } = data;
  for (const worker of workers) {
    const member = { assignmentId, pledgeId, firstMonth, lastMonth, order: (state.assignmentCount += 1) };
    state.members.set(worker, [...(state.members.get(worker) ?? []), member]);
  }
  count(state, pledgeId, firstMonth, lastMonth, workers.length);
}

function released(state: SponsorState, event: BeneficiariesReleased): void {
  const { assignmentId, pledgeId, fromMonth, workers } = event.data;
  for (const worker of workers) {
    const members = known(state.members.get(worker), event);
    const kept = members.flatMap((member) => {
      if (member.assignmentId !== assignmentId) return [member];
      const last = addMonths(fromMonth, -1);
      return last < member.firstMonth ? [] : [{ ...member, lastMonth: last }];
    });
    const member = known(
      members.find((each) => each.assignmentId === assignmentId),
      event,
    );
    const first = fromMonth > member.firstMonth ? fromMonth : member.firstMonth;
    count(state, pledgeId, first, member.lastMonth, -1);
    if (kept.length > 0) state.members.set(worker, kept);
    else state.members.delete(worker);
  }
}

function allocated(state: SponsorState, { data }: PremiumsAllocated): void {
  const { allocationId, pledgeId, month, group, amountPerWorker, parts, workers, tariffRevision } = data;
  const revision = tariffRevision === undefined ? {} : { tariffRevision };
  const batch = { allocationId, pledgeId, month, group, amountPerWorker, parts, ...revision };
  const keys = waiting(state, allocationId);
  for (const worker of workers) {
    const key = workerMonth(worker, month);
    if (state.allocations.has(key)) throw new Error(`sponsor ${state.sponsorId}: ${key} is allocated twice`);
    state.allocations.set(key, { batch, workerId: worker, status: 'allocated' });
    state.holds.delete(key);
    keys.add(key);
  }
  for (const { place, amount } of parts) spend(state, amount, place);
}

function takenBack(state: SponsorState, event: AllocationsReversed): void {
  const { allocationId, month, workers, parts } = event.data;
  const keys = known(state.unordered.get(allocationId), event);
  for (const worker of workers) {
    const key = workerMonth(worker, month);
    if (!keys.delete(key)) throw new Error(`sponsor ${state.sponsorId}: ${key} is not waiting in ${allocationId}`);
    state.allocations.delete(key);
  }
  if (keys.size === 0) state.unordered.delete(allocationId);
  for (const { place, amount } of parts) spend(state, money.negate(amount), place);
}

function ordered(state: SponsorState, event: AllocationsOrdered): void {
  if (event.data.charge) return chargesOrdered(state, event);
  const { allocationIds, remittanceId } = event.data;
  const keys = allocationIds.flatMap((id) => [...known(state.unordered.get(id), event)]);
  for (const id of allocationIds) state.unordered.delete(id);
  for (const key of keys) mark(state, key, { status: 'ordered', remittanceId });
  state.orders.set(remittanceId, keys);
}

function unordered(state: SponsorState, event: AllocationsUnordered): void {
  if (event.data.charge) return chargesUnordered(state, event);
  for (const key of known(state.orders.get(event.data.remittanceId), event)) {
    const { batch, workerId } = known(state.allocations.get(key), event);
    state.allocations.set(key, { batch, workerId, status: 'allocated' });
    waiting(state, batch.allocationId).add(key);
  }
  state.orders.delete(event.data.remittanceId);
}

function refundReceived(state: SponsorState, { data }: AllocationsRefunded): void {
  for (const worker of data.workers) state.allocations.delete(workerMonth(worker, data.month));
  spend(state, money.negate(data.total), data.place);
}

/** Parts of several worker-months together. */
export const partsOfAll = (allocations: Iterable<Allocation>) =>
  addUp([...allocations].flatMap(({ batch }) => partsOf(batch)));
