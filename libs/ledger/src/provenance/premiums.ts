import type { Month } from '../calendar';
import * as money from '../money';
import type { Rupiah } from '../money';
import type { AllocationsReversed, Part, PremiumsAllocated } from '../sponsor/events';
import type { AllocationsRepriced } from '../sponsor/repriced';
import { addUp, workerMonth } from '../sponsor/state';
import { bpjsPlace, type Place } from '../vocabulary';
import { payOwed } from './replace';
import type { Piece, Provenance, Purchase } from './state';

/** One part, shared by all workers; more than one for a single worker only. */
export function premiumsAllocated(state: Provenance, { data }: PremiumsAllocated): void {
  const { month, allocationId, amountPerWorker, workers, parts } = data;
  if (parts.length > 1 && workers.length > 1) throw new Error(`${allocationId} splits the premiums of several workers`);
  for (const workerId of workers) {
    const each = parts.length > 1 ? parts : parts.map(({ place }) => ({ place, amount: amountPerWorker }));
    const pieces = each.flatMap(({ place, amount }) => piecesFrom(state, place, amount));
    const key = workerMonth(workerId, month);
    if (state.purchases.has(key)) throw new Error(`${key} is paid for twice`);
    state.purchases.set(key, { workerId, month, allocationId, price: amountPerWorker, pieces });
  }
}

/** Back to the places they came from. */
export function allocationsReversed(state: Provenance, { data }: AllocationsReversed): void {
  const back = data.workers.flatMap((workerId) => remove(state, workerId, data.month).pieces);
  for (const piece of back) state.parcels.put(piece.place, piece);
  if (sameParts(addUp(back), data.parts)) return;
  throw new Error(`${data.allocationId} gives back to other places than it took from`);
}

function sameParts(one: readonly Part[], other: readonly Part[]): boolean {
  const byPlace = (parts: readonly Part[]): string =>
    JSON.stringify(
      parts
        .filter(({ amount }) => amount !== '0')
        .map(({ place, amount }) => `${place} ${amount}`)
        .sort(),
    );
  return byPlace(one) === byPlace(other);
}

/** Not accepted, or paid back by BPJS: the money lies at `place` now and is still its payments'. */
export function comeBack(state: Provenance, workers: readonly string[], month: Month, place: Place): void {
  for (const workerId of workers) {
    for (const piece of remove(state, workerId, month).pieces) state.parcels.put(place, piece);
  }
}

/**
 * A late law. Dearer: the difference is taken from the places it names, what they do not carry is owed. Cheaper: what was
 * spent last comes back first, to the place the event names; so does what the sponsor owes less from now on.
 */
export function allocationsRepriced(state: Provenance, { data }: AllocationsRepriced): void {
  const { month, workers, amountPerWorker, changes, receivable, remittanceId } = data;
  const each = changes.map(({ place, amount }) => ({ place, amount: shareOf(amount, workers.length) }));
  const owed = shareOf(receivable, workers.length);
  for (const workerId of workers) {
    const key = workerMonth(workerId, month);
    const purchase = state.purchases.get(key);
    if (!purchase) throw new Error(`${key} is re-priced but not paid for`);
    const { kept, back: freed } = partOf(state, purchase.pieces, money.isNegative(owed) ? money.negate(owed) : '0');
    let pieces = kept;
    for (const { place, amount } of each) {
      if (money.isNegative(amount)) pieces = [...pieces, ...piecesFrom(state, place, money.negate(amount))];
      else pieces = givenBack(state, pieces, place, amount, remittanceId === undefined);
    }
    if (money.isPositive(owed)) pieces = [...pieces, ...owedPieces(data, pieces, owed)];
    state.purchases.set(key, checked({ ...purchase, price: amountPerWorker, pieces }));
    payElsewhere(state, freed);
  }
}

/** A charge that is forgiven was paid by somebody: that money pays what is owed of another premium. */
function payElsewhere(state: Provenance, freed: readonly Piece[]): void {
  for (const { paymentId, amount } of freed) {
    const left = paymentId === null ? '0' : payOwed(state, paymentId, amount);
    if (left !== '0') throw new Error(`${left} of ${paymentId} finds nothing owed to pay`);
  }
}

/**
 * What nobody has paid lies, for a premium not yet ordered, where the event's parts hold more than was taken; for a
 * remitted one its place means nothing any more.
 */
function owedPieces(
  { parts, workers, group }: AllocationsRepriced['data'],
  pieces: readonly Piece[],
  owed: Rupiah,
): Piece[] {
  if (parts === undefined) return [{ paymentId: null, amount: owed, place: bpjsPlace(group) }];
  return parts.flatMap(({ place, amount }) => {
    const there = money.sum(...pieces.filter((piece) => piece.place === place).map((piece) => piece.amount));
    const lacking = money.subtract(shareOf(amount, workers.length), there);
    return lacking === '0' ? [] : [{ paymentId: null, amount: lacking, place }];
  });
}

/** Takes `amount` out of a premium; unordered money goes back to its own place only. */
function givenBack(
  state: Provenance,
  pieces: readonly Piece[],
  place: Place,
  amount: Rupiah,
  fromThere: boolean,
): Piece[] {
  const { kept, back } = partOf(state, pieces, amount, fromThere ? place : undefined);
  for (const piece of back) state.parcels.put(place, piece);
  return kept;
}

/** Divides a premium's money: `amount` of what was spent last, only of one place if one is given, and the rest. */
function partOf(
  state: Provenance,
  pieces: readonly Piece[],
  amount: Rupiah,
  only?: Place,
): { kept: Piece[]; back: Piece[] } {
  if (amount === '0') return { kept: [...pieces], back: [] };
  let missing = amount;
  const divided = [...pieces].sort(state.parcels.youngestFirst).map((piece) => {
    const back = only !== undefined && piece.place !== only ? '0' : money.smaller(piece.amount, missing);
    missing = money.subtract(missing, back);
    return { kept: { ...piece, amount: money.subtract(piece.amount, back) }, back: { ...piece, amount: back } };
  });
  if (missing !== '0') throw new Error(`a premium has no ${missing} ${only ?? ''} to give back`);
  const isThere = (piece: Piece): boolean => piece.amount !== '0';
  return {
    kept: divided
      .map(({ kept }) => kept)
      .filter(isThere)
      .reverse(),
    back: divided.map(({ back }) => back).filter(isThere),
  };
}

const piecesFrom = (state: Provenance, place: Place, amount: Rupiah): Piece[] =>
  state.parcels.take(place, amount).map((share) => ({ ...share, place }));

function remove(state: Provenance, workerId: string, month: Month): Purchase {
  const key = workerMonth(workerId, month);
  const purchase = state.purchases.get(key);
  if (!purchase) throw new Error(`${key} comes back but was not paid for`);
  state.purchases.delete(key);
  return purchase;
}

/** Every worker of a re-pricing changes alike. @throws Error for a remainder */
function shareOf(total: Rupiah, workers: number): Rupiah {
  if (total === '0') return total;
  const size = money.isNegative(total) ? money.negate(total) : total;
  const each = String(money.fits(size, String(workers)));
  if (money.times(each, workers) !== size) throw new Error(`${total} does not divide among ${workers} workers`);
  return money.isNegative(total) ? money.negate(each) : each;
}

function checked(purchase: Purchase): Purchase {
  const paid = money.sum(...purchase.pieces.map(({ amount }) => amount));
  if (paid === purchase.price) return purchase;
  throw new Error(`${purchase.workerId} ${purchase.month} costs ${purchase.price}, ${paid} is explained`);
}
