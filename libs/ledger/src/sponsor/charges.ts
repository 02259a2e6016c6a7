import type { Month } from '../calendar';
import type { Context } from '../decider';
import * as money from '../money';
import type { Place } from '../vocabulary';
import { directPlace } from '../vocabulary';
import type { AllocationsOrdered, AllocationsUnordered, Part } from './events';
import { addUp, registered, type SponsorState } from './state';

/** What a dearer law asks for months of one group that are remitted already, and that is in no order to BPJS yet. */
export interface Charge {
  readonly group: string;
  readonly month: Month;
  /** Money set aside for it, by place. */
  readonly parts: readonly Part[];
  /** What the sponsor still owes of it: part of its receivable. */
  readonly owed: money.Rupiah;
}

/** Every charge of the group and month that is paid for goes into the order; with `paymentId`, from that direct payment. */
export interface ChargesAsked {
  readonly remittanceId: string;
  readonly group: string;
  readonly month: Month;
  readonly paymentId?: string;
}

export const chargeKey = (group: string, month: Month): string => `${month} ${group}`;
const none = (group: string, month: Month): Charge => ({ group, month, parts: [], owed: '0' });

export const chargeOf = ({ charges }: Pick<SponsorState, 'charges'>, group: string, month: Month): Charge =>
  charges.get(chargeKey(group, month)) ?? none(group, month);

/** What the sponsor owes of the charges of these months, in order. */
export const owedIn = (state: SponsorState, group: string, months: readonly Month[]) =>
  [...new Set(months)].sort().map((month) => ({ month, amount: chargeOf(state, group, month).owed }));

/** Folds in place what one re-pricing leaves to be paid to BPJS: from each bank account, and what is owed. */
export function charge(state: SponsorState, group: string, month: Month, changes: readonly Part[], owed: money.Rupiah) {
  const taken = changes
    .filter(({ place }) => place.startsWith('bank:'))
    .map(({ place, amount }) => ({ place, amount: money.negate(amount) }));
  const before = chargeOf(state, group, month);
  const parts = addUp([...before.parts, ...taken]).filter(({ amount }) => amount !== '0');
  put(state, { group, month, parts, owed: money.sum(before.owed, owed) });
}

function put(state: SponsorState, changed: Charge): void {
  const { group, month, parts, owed } = changed;
  if ([owed, ...parts.map(({ amount }) => amount)].some(money.isNegative)) {
    throw new Error(`sponsor ${state.sponsorId}: the charge of ${month} in ${group} falls below zero`);
  }
  if (parts.length === 0 && owed === '0') state.charges.delete(chargeKey(group, month));
  else state.charges.set(chargeKey(group, month), changed);
}

/**
 * Money that fills the receivable goes to what the bank charged back first, then to charges, the oldest month first; a
 * direct payment (`only`) to the months it names. Folds in place.
 */
export function payCharges(
  state: SponsorState,
  place: Place,
  settled: money.Rupiah,
  only?: { readonly group: string; readonly months: readonly Month[] },
): void {
  const owed = money.sum(...[...state.charges.values()].map((each) => each.owed));
  const chargedBack = only ? '0' : money.subtract(state.receivable, owed);
  let left = money.subtract(settled, money.smaller(settled, chargedBack));
  for (const [, each] of [...state.charges].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (only && !(only.group === each.group && only.months.includes(each.month))) continue;
    const amount = money.smaller(left, each.owed);
    if (!money.isPositive(amount)) continue;
    left = money.subtract(left, amount);
    put(state, {
      ...each,
      parts: addUp([...each.parts, { place, amount }]),
      owed: money.subtract(each.owed, amount),
    });
  }
  if (left !== '0') throw new Error(`sponsor ${state.sponsorId}: ${left} of ${settled} settles nothing`);
}

/** `heads` is 0: an additional charge covers nobody anew. */
export function orderCharges(
  state: SponsorState,
  { remittanceId, group, month, paymentId }: ChargesAsked,
  { today }: Context,
): AllocationsOrdered[] {
  const { sponsorId } = registered(state);
  const parts = chargeOf(state, group, month).parts.filter(({ place }) =>
    paymentId === undefined ? !place.startsWith('direct:') : place === directPlace(paymentId),
  );
  if (parts.length === 0) return [];
  const total = money.sum(...parts.map(({ amount }) => amount));
  const order = { sponsorId, remittanceId, month, group, allocationIds: [], heads: 0, total, parts };
  return [{ type: 'AllocationsOrdered', data: { ...order, charge: true, effectiveOn: today } }];
}

export function unorderCharges(
  state: SponsorState,
  remittanceId: string,
  reason: string,
  { today }: Context,
): AllocationsUnordered[] {
  const { sponsorId } = registered(state);
  const order = state.chargeOrders.get(remittanceId);
  if (!order) return [];
  const { group, month, parts } = order;
  const total = money.sum(...parts.map(({ amount }) => amount));
  const data = { sponsorId, remittanceId, month, group, heads: 0, total, parts, charge: true as const, reason };
  return [{ type: 'AllocationsUnordered', data: { ...data, effectiveOn: today } }];
}

/** Folds in place: what is in an order waits no more. */
export function chargesOrdered(state: SponsorState, { data }: AllocationsOrdered): void {
  const { remittanceId, group, month, parts } = data;
  const before = chargeOf(state, group, month);
  const taken = parts.map(({ place, amount }) => ({ place, amount: money.negate(amount) }));
  const left = addUp([...before.parts, ...taken]).filter(({ amount }) => amount !== '0');
  put(state, { ...before, parts: left });
  state.chargeOrders.set(remittanceId, { group, month, parts });
  state.orders.set(remittanceId, []);
}

/** Folds in place: it waits for another order. */
export function chargesUnordered(state: SponsorState, { data }: AllocationsUnordered): void {
  const { remittanceId, group, month, parts } = data;
  const before = chargeOf(state, group, month);
  put(state, { ...before, parts: addUp([...before.parts, ...parts]) });
  state.chargeOrders.delete(remittanceId);
  state.orders.delete(remittanceId);
}
