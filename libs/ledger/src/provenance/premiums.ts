import type { Month } from '../calendar';
import * as money from '../money';
import type { Rupiah } from '../money';
import type { AllocationsReversed, PremiumsAllocated } from '../sponsor/events';
import type { AllocationsRepriced } from '../sponsor/repriced';
import { addUp, workerMonth } from '../sponsor/state';
import type { Place } from '../vocabulary';
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
  const [given, said] = [addUp(back), data.parts].map(
    (parts) => new Map(parts.map((each) => [each.place, each.amount])),
  );
  if (given?.size === said?.size && [...(given ?? [])].every(([place, amount]) => said?.get(place) === amount)) return;
  throw new Error(`${data.allocationId} gives back to other places than it took from`);
}

/** Not accepted, or paid back by BPJS: the money lies at `place` now and is still its payments'. */
export function comeBack(state: Provenance, workers: readonly string[], month: Month, place: Place): void {
  for (const workerId of workers) {
    for (const piece of remove(state, workerId, month).pieces) state.parcels.put(place, piece);
  }
}

/**
 * A late law. Dearer: the difference is taken from the places it names, what they do not carry is owed. Cheaper: what was
 * spent last comes back first, to the place the event names.
 */
export function allocationsRepriced(state: Provenance, { data }: AllocationsRepriced): void {
  const { month, workers, amountPerWorker, changes, receivable, remittanceId } = data;
  const each = changes.map(({ place, amount }) => ({ place, amount: shareOf(amount, workers.length) }));
  const owed = shareOf(receivable, workers.length);
  for (const workerId of workers) {
    const key = workerMonth(workerId, month);
    const purchase = state.purchases.get(key);
    if (!purchase) throw new Error(`${key} is re-priced but not paid for`);
    let pieces = purchase.pieces;
    for (const { place, amount } of each) {
      if (money.isNegative(amount)) pieces = [...pieces, ...piecesFrom(state, place, money.negate(amount))];
      else pieces = givenBack(state, pieces, place, amount, remittanceId === undefined);
    }
    if (owed !== '0') pieces = [...pieces, { paymentId: null, amount: owed, place: owingPlace(data, pieces) }];
    state.purchases.set(key, checked({ ...purchase, price: amountPerWorker, pieces }));
  }
}

/** Where a premium not yet ordered takes what nobody has paid from; of remitted ones it means nothing any more. */
const owingPlace = ({ parts }: AllocationsRepriced['data'], pieces: readonly Piece[]): Place =>
  (parts ?? pieces).at(-1)?.place ?? '';

/** Takes `amount` out of a premium, of what was spent last first; unordered money goes back to its own place only. */
function givenBack(
  state: Provenance,
  pieces: readonly Piece[],
  place: Place,
  amount: Rupiah,
  fromThere: boolean,
): Piece[] {
  let missing = amount;
  const kept = [...pieces].sort(state.parcels.youngestFirst).flatMap((piece) => {
    const back = fromThere && piece.place !== place ? '0' : money.smaller(piece.amount, missing);
    missing = money.subtract(missing, back);
    state.parcels.put(place, { ...piece, amount: back });
    const rest = money.subtract(piece.amount, back);
    return rest === '0' ? [] : [{ ...piece, amount: rest }];
  });
  if (missing !== '0') throw new Error(`a premium has no ${missing} from ${place} to give back`);
  return kept.reverse();
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
