import type { Month } from '../calendar';
import type { Context } from '../decider';
import * as money from '../money';
import { bpjsPlace, chunks } from '../vocabulary';
import { allocationOrdered } from './allocations';
import { chargeKey, chargeOf } from './charges';
import type { Part } from './events';
import { Purse } from './purse';
import type { AllocationsRepriced } from './repriced';
import { addUp, partsOf, registered, workerMonth, type Allocation, type SponsorState } from './state';

/**
 * What worker-months cost by the law as of `tariffRevision`. Those that are not allocated here, or were priced by this
 * or a later law, are passed over: the same command again changes nothing, and an older one that comes late neither.
 */
export interface RepriceAllocations {
  readonly type: 'RepriceAllocations';
  readonly tariffRevision: number;
  readonly premiums: readonly RepricedPremium[];
}
export interface RepricedPremium {
  readonly workerId: string;
  readonly month: Month;
  readonly amount: money.Rupiah;
  readonly tariffId: string;
}

interface Repriced {
  readonly allocation: Allocation;
  readonly premium: RepricedPremium;
  readonly changes: readonly Part[];
  readonly receivable: money.Rupiah;
  readonly parts?: readonly Part[];
}

/**
 * Not ordered: available changes. Remitted: less is credit at BPJS of the group (also for direct money, so that the next
 * months can use it), more is taken from available and, never refused, a receivable for the rest: an additional charge
 * that is ordered from BPJS by itself. What is in an order that BPJS has not acknowledged keeps its price: such an order
 * is cancelled first, or acknowledged.
 * @throws Rejection `allocation-ordered`
 */
export function repriceAllocations(
  state: SponsorState,
  command: RepriceAllocations,
  context: Context,
): AllocationsRepriced[] {
  registered(state);
  const older = olderThan(state, command);
  for (const { allocation } of older) if (isInOrder(allocation)) throw allocationOrdered(allocation);
  const purse = new Purse(state.places);
  const pending = { charges: new Map(state.charges) };
  // What comes back first, so that a charge finds it.
  const [charged, credited] = [older.filter(isDearer), older.filter((each) => !isDearer(each))];
  const repriced = [
    ...credited.map((each) => credit(each, purse, pending)),
    ...charged.map((each) => charge(each, purse)),
  ];
  return eventsOf(state, repriced, command.tariffRevision, context);
}

interface Older {
  readonly allocation: Allocation;
  readonly premium: RepricedPremium;
}

function olderThan(state: SponsorState, { tariffRevision, premiums }: RepriceAllocations): Older[] {
  const byWorkerMonth = new Map(premiums.map((premium) => [workerMonth(premium.workerId, premium.month), premium]));
  return [...byWorkerMonth].flatMap(([key, premium]) => {
    const allocation = state.allocations.get(key);
    return allocation && (allocation.batch.tariffRevision ?? 0) < tariffRevision ? [{ allocation, premium }] : [];
  });
}

const isDearer = ({ allocation, premium }: Older): boolean =>
  money.compare(premium.amount, allocation.batch.amountPerWorker) > 0;

const isRemitted = ({ status }: Allocation): boolean => status === 'settled' || status === 'cancelled';

/** Direct money is with BPJS from its first day: its remittance goes through by itself and cannot be cancelled. */
const isInOrder = (allocation: Allocation): boolean =>
  allocation.status === 'ordered' || (!isRemitted(allocation) && directPlaces(allocation).length > 0);

const directPlaces = ({ batch }: Allocation) =>
  batch.parts.map(({ place }) => place).filter((place) => place.startsWith('direct:'));

function credit({ allocation, premium }: Older, purse: Purse, pending: Pending): Repriced {
  const { batch } = allocation;
  const surplus = money.subtract(batch.amountPerWorker, premium.amount);
  const { kept, back, forgiven } = isRemitted(allocation)
    ? { kept: undefined, ...takeBackCharge(pending, batch, surplus) }
    : { ...split(partsOf(batch), premium.amount), forgiven: '0' };
  const changes = back.filter(({ amount }) => amount !== '0');
  for (const { place, amount } of changes) purse.give(place, amount);
  const receivable = money.negate(forgiven);
  return { allocation, premium, changes, receivable, ...(kept ? { parts: kept } : {}) };
}

type Pending = Pick<SponsorState, 'charges'>;

/**
 * What BPJS was not paid yet of an earlier, dearer law goes first: what is owed of it, then what was set aside at a bank.
 */
function takeBackCharge(pending: Pending, { group, month }: Allocation['batch'], surplus: money.Rupiah) {
  const before = chargeOf(pending, group, month);
  const forgiven = money.smaller(before.owed, surplus);
  let left = money.subtract(surplus, forgiven);
  const freed = before.parts
    .filter(({ place }) => place.startsWith('bank:'))
    .map(({ place, amount }) => {
      const part = { place, amount: money.smaller(amount, left) };
      left = money.subtract(left, part.amount);
      return part;
    });
  const taken = freed.map(({ place, amount }) => ({ place, amount: money.negate(amount) }));
  const after = { ...before, parts: addUp([...before.parts, ...taken]), owed: money.subtract(before.owed, forgiven) };
  pending.charges.set(chargeKey(group, month), after);
  return { back: [...freed, { place: bpjsPlace(group), amount: left }], forgiven };
}

/** The first parts pay `amount`, the rest of them goes back: credit at BPJS, the first part, is used before the bank. */
function split(parts: readonly Part[], amount: money.Rupiah): { kept: Part[]; back: Part[] } {
  let missing = amount;
  const cut = parts.map((part) => {
    const kept = money.smaller(part.amount, missing);
    missing = money.subtract(missing, kept);
    return { place: part.place, kept, back: money.subtract(part.amount, kept) };
  });
  const nonZero = (part: Part) => part.amount !== '0';
  const kept = cut.map((part) => ({ place: part.place, amount: part.kept }));
  return {
    // A premium of nothing still has its place: a later charge is paid from there.
    kept: kept.some(nonZero) ? kept.filter(nonZero) : kept.slice(0, 1),
    back: cut.map(({ place, back }) => ({ place, amount: back })).filter(nonZero),
  };
}

/** What available does not carry of a premium not yet ordered is paid from the place of its last part all the same. */
function charge({ allocation, premium }: Older, purse: Purse): Repriced {
  const { batch } = allocation;
  const difference = money.subtract(premium.amount, batch.amountPerWorker);
  const taken = purse.takeWhatThereIs(batch.group, difference, directPlaces(allocation));
  const changes = taken.parts.map(({ place, amount }) => ({ place, amount: money.negate(amount) }));
  const priced = { allocation, premium, changes, receivable: taken.missing };
  if (isRemitted(allocation)) return priced;
  const before = partsOf(batch);
  const uncarried = before.slice(-1).map(({ place }) => ({ place, amount: taken.missing }));
  return { ...priced, parts: addUp([...before, ...taken.parts, ...uncarried]) };
}

/** Worker-months of one original that differ in the worker only become one event. */
function eventsOf(
  state: SponsorState,
  repriced: readonly Repriced[],
  tariffRevision: number,
  { today }: Context,
): AllocationsRepriced[] {
  const { sponsorId } = registered(state);
  const byBatch = Map.groupBy(repriced, ({ allocation }) => allocation.batch);
  return [...byBatch].flatMap(([batch, ofBatch]) => {
    const alike = Map.groupBy(ofBatch, layoutOf);
    return [...alike.values()]
      .flatMap((each) => chunks(each))
      .flatMap((chunk): AllocationsRepriced[] => {
        const [first] = chunk;
        if (!first) return [];
        const { amount, tariffId } = first.premium;
        const { remittanceId } = first.allocation;
        const data = {
          sponsorId,
          pledgeId: batch.pledgeId,
          allocationId: batch.allocationId,
          month: batch.month,
          group: batch.group,
          tariffId,
          tariffRevision,
          previousPerWorker: batch.amountPerWorker,
          amountPerWorker: amount,
          workers: chunk.map(({ premium }) => premium.workerId),
          difference: money.times(money.subtract(amount, batch.amountPerWorker), chunk.length),
          changes: addUp(chunk.flatMap(({ changes }) => changes)),
          receivable: money.sum(...chunk.map(({ receivable }) => receivable)),
          ...(remittanceId === undefined ? {} : { remittanceId }),
          ...(first.parts ? { parts: addUp(chunk.flatMap(({ parts = [] }) => parts)) } : {}),
          effectiveOn: today,
        };
        return [{ type: 'AllocationsRepriced', data }];
      });
  });
}

function layoutOf({ allocation, premium, changes, receivable, parts = [] }: Repriced): string {
  const places = parts.length <= 1 ? [parts[0]?.place, changes, receivable] : `${premium.workerId} alone`;
  return JSON.stringify([allocation.remittanceId, premium.tariffId, premium.amount, places]);
}
