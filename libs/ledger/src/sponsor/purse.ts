import * as money from '../money';
import { bpjsPlace, type Place } from '../vocabulary';
import type { Part } from './events';

/** The sponsor's money as one command spends it. */
export class Purse {
  private readonly left: Map<Place, money.Rupiah>;

  constructor(places: ReadonlyMap<Place, money.Rupiah>) {
    this.left = new Map(places);
  }

  /**
   * Where one premium is paid from, or nothing when the money does not reach: credit at BPJS of the premium's group
   * first, then the bank accounts. Direct money funds only its own list.
   */
  take(group: string, amount: money.Rupiah): Part[] | undefined {
    const { parts, missing } = this.plan(this.spendable(group), amount);
    if (missing !== '0') return undefined;
    this.spend(parts);
    return parts;
  }

  /** As much of `amount` as there is, from `own` first, and what is missing. */
  takeWhatThereIs(group: string, amount: money.Rupiah, own: readonly Place[] = []) {
    const taken = this.plan([...own, ...this.spendable(group)], amount);
    this.spend(taken.parts);
    return taken;
  }

  give(place: Place, amount: money.Rupiah): void {
    this.left.set(place, money.sum(this.left.get(place) ?? '0', amount));
  }

  private spendable(group: string): Place[] {
    const banks = [...this.left.keys()].filter((place) => place.startsWith('bank:')).sort();
    return [bpjsPlace(group), ...banks];
  }

  private plan(places: readonly Place[], amount: money.Rupiah): { parts: Part[]; missing: money.Rupiah } {
    const parts: Part[] = [];
    let missing = amount;
    for (const place of places) {
      const part = money.smaller(this.left.get(place) ?? '0', missing);
      if (!money.isPositive(part)) continue;
      parts.push({ place, amount: part });
      missing = money.subtract(missing, part);
      if (missing === '0') break;
    }
    return { parts, missing };
  }

  private spend(parts: readonly Part[]): void {
    for (const { place, amount } of parts) this.left.set(place, money.subtract(this.left.get(place) ?? '0', amount));
  }
}
