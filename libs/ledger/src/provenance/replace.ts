import type { Month } from '../calendar';
import * as money from '../money';
import type { Rupiah } from '../money';
import type { Share } from './parcels';
import type { Provenance } from './state';

/** Money of some payments (or owed) that takes the place of another's, in this order. */
class Substitutes {
  private readonly left: Share[];

  constructor(shares: readonly Share[]) {
    this.left = shares.filter(({ amount }) => amount !== '0');
  }

  get isUsedUp(): boolean {
    return this.left.length === 0;
  }

  get total(): Rupiah {
    return money.sum(...this.left.map(({ amount }) => amount));
  }

  /** At most `most` of them. */
  take(most: Rupiah): Share[] {
    const taken: Share[] = [];
    let missing = most;
    while (missing !== '0') {
      const first = this.left[0];
      if (!first) break;
      const part = money.smaller(first.amount, missing);
      taken.push({ paymentId: first.paymentId, amount: part });
      missing = money.subtract(missing, part);
      if (part === first.amount) this.left.shift();
      else this.left[0] = { ...first, amount: money.subtract(first.amount, part) };
    }
    return taken;
  }
}

/**
 * A payment is taken back, and its money has been spent: `by` pays instead of it. What still lies somewhere goes first,
 * then the premium bought last, refunds at the end. @throws Error when the payment has paid for less than that
 */
export function payInstead(state: Provenance, paymentId: string, by: readonly Share[]): void {
  const substitutes = new Substitutes(by);
  inParcels(state, paymentId, substitutes);
  inPurchases(state, paymentId, substitutes, [...state.purchases.keys()].reverse());
  inRefunds(state, paymentId, substitutes);
  if (!substitutes.isUsedUp) throw new Error(`${paymentId} has paid for ${substitutes.total} less than is taken back`);
}

/**
 * A payment fills what the sponsor owes: it pays for the oldest premium that nobody has paid first (of `months`, if it was
 * paid for those), then refunds, then what lies somewhere. @returns what of `amount` found nothing owed
 */
export function payOwed(state: Provenance, paymentId: string, amount: Rupiah, months: readonly Month[] = []): Rupiah {
  if (amount === '0') return amount;
  const substitutes = new Substitutes([{ paymentId, amount }]);
  if (months.length > 0) {
    const named = [...state.purchases].filter(([, { month }]) => months.includes(month)).map(([key]) => key);
    inPurchases(state, null, substitutes, named);
  }
  inPurchases(state, null, substitutes, state.purchases.keys());
  inRefunds(state, null, substitutes);
  inParcels(state, null, substitutes);
  return substitutes.total;
}

function inPurchases(
  state: Provenance,
  paymentId: string | null,
  substitutes: Substitutes,
  keys: Iterable<string>,
): void {
  for (const key of keys) {
    if (substitutes.isUsedUp) return;
    const purchase = state.purchases.get(key);
    if (!purchase?.pieces.some((piece) => piece.paymentId === paymentId)) continue;
    const pieces = purchase.pieces.flatMap((piece) =>
      exchanged(piece, paymentId, substitutes).map((share) => ({ ...share, place: piece.place })),
    );
    state.purchases.set(key, { ...purchase, pieces });
  }
}

function inRefunds(state: Provenance, paymentId: string | null, substitutes: Substitutes): void {
  for (const [refundId, shares] of state.refunds) {
    const now = shares.flatMap((share) => exchanged(share, paymentId, substitutes));
    state.refunds.set(refundId, now);
  }
}

function inParcels(state: Provenance, paymentId: string | null, substitutes: Substitutes): void {
  for (const { place, amount } of state.parcels.of(paymentId)) {
    const shares = substitutes.take(amount);
    state.parcels.takeOf(place, paymentId, money.sum(...shares.map((share) => share.amount)));
    for (const share of shares) state.parcels.put(place, share);
  }
}

function exchanged(share: Share, paymentId: string | null, substitutes: Substitutes): Share[] {
  if (share.paymentId !== paymentId || substitutes.isUsedUp) return [share];
  const taken = substitutes.take(share.amount);
  const kept = money.subtract(share.amount, money.sum(...taken.map(({ amount }) => amount)));
  return [...taken, ...(kept === '0' ? [] : [{ paymentId, amount: kept }])];
}
