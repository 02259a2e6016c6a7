import * as money from '../money';
import type { Rupiah } from '../money';
import type { Place } from '../vocabulary';

/** Part of a sum and the payment it comes from; null: from no payment, the sponsor owes it (receivable). */
export interface Share {
  readonly paymentId: string | null;
  readonly amount: Rupiah;
}

interface Parcel extends Share {
  readonly rank: number;
}

/** What is owed is spent last: money that is there goes before money that is not. */
const OWED_RANK = Number.POSITIVE_INFINITY;

/**
 * A sponsor's available money, at each place by the payment it comes from. The payment verified first is spent first;
 * money that comes back is its payment's again and keeps that payment's rank.
 */
export class Parcels {
  /** In the order in which they are spent; none is empty. */
  private readonly lying = new Map<Place, Parcel[]>();
  private readonly ranks = new Map<string, number>();

  /** From now on the payment's money comes after that of all payments before it. */
  rank(paymentId: string): void {
    this.ranks.set(paymentId, this.ranks.size);
  }

  put(place: Place, { paymentId, amount }: Share): void {
    if (!money.isPositive(amount)) return;
    const parcels = this.lying.get(place) ?? [];
    this.lying.set(place, parcels);
    const rank = this.rankOf(paymentId);
    const index = parcels.findIndex((each) => each.rank >= rank);
    const there = parcels[index];
    if (there?.rank === rank) parcels[index] = { ...there, amount: money.sum(there.amount, amount) };
    else parcels.splice(index === -1 ? parcels.length : index, 0, { paymentId, amount, rank });
  }

  /** @throws Error when less lies there: the sponsor's own rules never let that happen */
  take(place: Place, amount: Rupiah): Share[] {
    const taken: Share[] = [];
    let missing = amount;
    const parcels = this.lying.get(place) ?? [];
    while (missing !== '0') {
      const [first] = parcels;
      if (!first) throw new Error(`${place} lacks ${missing} of ${amount}`);
      const part = money.smaller(first.amount, missing);
      taken.push({ paymentId: first.paymentId, amount: part });
      missing = money.subtract(missing, part);
      if (part === first.amount) parcels.shift();
      else parcels[0] = { ...first, amount: money.subtract(first.amount, part) };
    }
    return taken;
  }

  /** Takes of one payment's (or owed) money at a place at most `most`. @returns what was taken */
  takeOf(place: Place, paymentId: string | null, most: Rupiah): Rupiah {
    const parcels = this.lying.get(place) ?? [];
    const index = parcels.findIndex((each) => each.paymentId === paymentId);
    const there = parcels[index];
    if (!there) return '0';
    const taken = money.smaller(there.amount, most);
    if (taken === there.amount) parcels.splice(index, 1);
    else parcels[index] = { ...there, amount: money.subtract(there.amount, taken) };
    return taken;
  }

  /** Where a payment's (or owed) money lies. */
  of(paymentId: string | null): { readonly place: Place; readonly amount: Rupiah }[] {
    return [...this.lying].flatMap(([place, parcels]) =>
      parcels.filter((each) => each.paymentId === paymentId).map(({ amount }) => ({ place, amount })),
    );
  }

  /** Whose money lies at a place, in the order in which it is spent. */
  at(place: Place): Share[] {
    return (this.lying.get(place) ?? []).map(({ paymentId, amount }) => ({ paymentId, amount }));
  }

  places(): Place[] {
    return [...this.lying.keys()];
  }

  /** The payments whose money is spent last come first: the other way round than `take`. */
  youngestFirst = (left: Share, right: Share): number => {
    const [a, b] = [this.rankOf(left.paymentId), this.rankOf(right.paymentId)];
    return a === b ? 0 : b - a;
  };

  private rankOf(paymentId: string | null): number {
    if (paymentId === null) return OWED_RANK;
    const rank = this.ranks.get(paymentId);
    if (rank === undefined) throw new Error(`${paymentId} was never verified`);
    return rank;
  }
}
