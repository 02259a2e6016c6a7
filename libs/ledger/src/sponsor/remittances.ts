import type { LocalDate, Month } from '../calendar';
import type { Context } from '../decider';
import * as money from '../money';
import { Rejection } from '../rejection';
import { bankPlace, bpjsPlace, chunks, directPlace } from '../vocabulary';
import type {
  AllocationsOrdered,
  AllocationsRefunded,
  AllocationsRejected,
  AllocationsSettled,
  AllocationsUnordered,
  CoverCancelled,
} from './events';
import { orderCharges, unorderCharges } from './charges';
import { partsOfAll } from './evolve';
import { registered, workerMonth, type Allocation, type SponsorState } from './state';

/** All waiting allocations of the group and month go into the order; with `paymentId`, those of that direct payment only. */
export interface OrderAllocations {
  readonly type: 'OrderAllocations';
  readonly remittanceId: string;
  readonly group: string;
  readonly month: Month;
  readonly paymentId?: string;
  /** Instead: what a dearer law asks for months that are remitted already. */
  readonly charge?: true;
}
export interface UnorderAllocations {
  readonly type: 'UnorderAllocations';
  readonly remittanceId: string;
  readonly reason: string;
}
/** Settles, or rejects, at most SLICE people: sent again under a next command id until nothing is left. */
export interface SettleAllocations {
  readonly type: 'SettleAllocations';
  readonly remittanceId: string;
  readonly receiptNumber: string;
  readonly coverFrom: LocalDate;
  readonly coverThrough: LocalDate;
  readonly rejected: readonly { readonly workerId: string; readonly reason: string }[];
}
export interface RefundAllocations {
  readonly type: 'RefundAllocations';
  readonly remittanceId: string;
  readonly month: Month;
  readonly refundId: string;
  readonly accountId: string;
  readonly workers: readonly string[];
  readonly reason: string;
}

/** People per append, so that it stays far below the store's limit. */
export const SLICE = 10_000;

export function orderAllocations(
  state: SponsorState,
  command: OrderAllocations,
  context: Context,
): AllocationsOrdered[] {
  const { sponsorId } = registered(state);
  const { today } = context;
  const { remittanceId, group, month, paymentId } = command;
  if (state.orders.has(remittanceId)) return [];
  if (command.charge) return orderCharges(state, command, context);
  const waiting = [...state.unordered].flatMap(([allocationId, keys]) => {
    const members = [...keys].map((key) => allocationAt(state, key));
    return members.every(({ batch }) => belongs(batch, group, month, paymentId)) ? [{ allocationId, members }] : [];
  });
  const members = waiting.flatMap((each) => each.members);
  if (members.length === 0) return [];
  const parts = partsOfAll(members);
  const data = {
    sponsorId,
    remittanceId,
    month,
    group,
    allocationIds: waiting.map(({ allocationId }) => allocationId),
    heads: members.length,
    total: money.sum(...parts.map(({ amount }) => amount)),
    parts,
    effectiveOn: today,
  };
  return [{ type: 'AllocationsOrdered', data }];
}

function belongs(batch: Allocation['batch'], group: string, month: Month, paymentId: string | undefined): boolean {
  if (batch.group !== group || batch.month !== month) return false;
  const direct = batch.parts.find(({ place }) => place.startsWith('direct:'))?.place;
  return direct === (paymentId === undefined ? undefined : directPlace(paymentId));
}

function allocationAt(state: SponsorState, key: string): Allocation {
  const allocation = state.allocations.get(key);
  if (!allocation) throw new Error(`sponsor ${state.sponsorId}: ${key} is not allocated`);
  return allocation;
}

/** The people of an order, in order. */
export const orderedIn = (state: SponsorState, remittanceId: string): Allocation[] =>
  (state.orders.get(remittanceId) ?? [])
    .map((key) => state.allocations.get(key))
    .filter((allocation) => allocation !== undefined)
    .filter((allocation) => allocation.remittanceId === remittanceId);

export function unorderAllocations(
  state: SponsorState,
  { remittanceId, reason }: UnorderAllocations,
  context: Context,
): AllocationsUnordered[] {
  const { sponsorId } = registered(state);
  const { today } = context;
  if (state.chargeOrders.has(remittanceId)) return unorderCharges(state, remittanceId, reason, context);
  const members = orderedIn(state, remittanceId);
  const [first] = members;
  if (!first) return [];
  if (members.some(({ status }) => status !== 'ordered')) throw new Error(`${remittanceId} is settled already`);
  const parts = partsOfAll(members);
  const { month, group } = first.batch;
  const total = money.sum(...parts.map(({ amount }) => amount));
  const data = {
    sponsorId,
    remittanceId,
    month,
    group,
    heads: members.length,
    total,
    parts,
    reason,
    effectiveOn: today,
  };
  return [{ type: 'AllocationsUnordered', data }];
}

export function settleAllocations(
  state: SponsorState,
  command: SettleAllocations,
  { today }: Context,
): (AllocationsSettled | AllocationsRejected)[] {
  const { sponsorId } = registered(state);
  const { remittanceId, receiptNumber, coverFrom, coverThrough } = command;
  const reasons = new Map(command.rejected.map(({ workerId, reason }) => [workerId, reason]));
  const open = orderedIn(state, remittanceId)
    .filter(({ status }) => status === 'ordered')
    .slice(0, SLICE);
  const [refused, taken] = [
    open.filter((each) => reasons.has(each.workerId)),
    open.filter((each) => !reasons.has(each.workerId)),
  ];
  const of = (batch: Allocation['batch']) => ({
    sponsorId,
    remittanceId,
    month: batch.month,
    group: batch.group,
    effectiveOn: today,
  });
  const settled = chunks(taken).flatMap((chunk): AllocationsSettled[] => {
    const [first] = chunk;
    if (!first) return [];
    const workers = chunk.map(({ workerId }) => workerId);
    return [
      {
        type: 'AllocationsSettled',
        data: { ...of(first.batch), workers, total: totalOf(chunk), receiptNumber, coverFrom, coverThrough },
      },
    ];
  });
  const rejected = [...Map.groupBy(refused, creditPlace)].flatMap(([place, people]) =>
    chunks(people).flatMap((chunk): AllocationsRejected[] => {
      const [first] = chunk;
      if (!first) return [];
      const workers = chunk.map(({ workerId }) => ({ workerId, reason: reasons.get(workerId) ?? '' }));
      return [{ type: 'AllocationsRejected', data: { ...of(first.batch), workers, total: totalOf(chunk), place } }];
    }),
  );
  return [...settled, ...rejected];
}

/** Money BPJS did not use: credit of the group; a direct payment's stays its own. */
const creditPlace = ({ batch }: Allocation) =>
  batch.parts.find(({ place }) => place.startsWith('direct:'))?.place ?? bpjsPlace(batch.group);

const totalOf = (allocations: readonly Allocation[]): money.Rupiah =>
  money.sum(...allocations.map(({ batch }) => batch.amountPerWorker));

export function refundAllocations(
  state: SponsorState,
  command: RefundAllocations,
  { today }: Context,
): (AllocationsRefunded | CoverCancelled)[] {
  const { sponsorId } = registered(state);
  const { remittanceId, month, refundId, accountId, reason } = command;
  const paid = command.workers
    .map((workerId) => state.allocations.get(workerMonth(workerId, month)))
    .filter((allocation) => allocation !== undefined)
    .filter((allocation) => allocation.remittanceId === remittanceId);
  if (paid.length === 0) return [];
  if (paid.some(({ status }) => status === 'ordered')) {
    throw new Rejection(
      'refund-mismatch',
      'Penyetoran ini belum dikonfirmasi BPJS; pengembalian baru dapat dicatat sesudahnya.',
      'This remittance is not acknowledged by BPJS yet; a refund can be recorded only after that.',
      { remittanceId },
    );
  }
  const of = { sponsorId, remittanceId, month, effectiveOn: today };
  const covered = paid.filter(({ status }) => status === 'settled').map(({ workerId }) => workerId);
  const cancelled = chunks(covered).map((workers): CoverCancelled => ({
    type: 'CoverCancelled',
    data: { ...of, workers, reason },
  }));
  const refunded = chunks(paid).map((chunk): AllocationsRefunded => {
    const group = chunk[0]?.batch.group ?? '';
    const workers = chunk.map(({ workerId }) => workerId);
    return {
      type: 'AllocationsRefunded',
      data: { ...of, group, refundId, workers, total: totalOf(chunk), place: bankPlace(accountId) },
    };
  });
  return [...cancelled, ...refunded];
}
