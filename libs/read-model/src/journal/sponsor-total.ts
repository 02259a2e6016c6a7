import { daysBetween, type LocalDate, type Place } from '@sedekah/ledger';
import { noSums, SPONSOR_SUMS, type SponsorChange, type SponsorSum, type SponsorSums } from './sponsor-change';

/** A sponsor's sums after an entry. */
export interface SponsorTotal {
  /** Of the entry; null before the first. */
  readonly ordinal: number | null;
  /** The latest day any of them is effective; the empty text before the first. */
  readonly latestOn: LocalDate;
  readonly sums: SponsorSums;
  readonly places: ReadonlyMap<Place, bigint>;
}

export const noTotal = (): SponsorTotal => ({ ordinal: null, latestOn: '', sums: noSums(), places: new Map() });

/** @throws Error rather than a place of money below zero, or a receivable or unverified money below zero */
export function addedTo(total: SponsorTotal, change: SponsorChange, ordinal: number, on: LocalDate): SponsorTotal {
  const sums = { ...total.sums };
  for (const sum of SPONSOR_SUMS) sums[sum] += change.sums[sum];
  for (const sum of ['unverified', 'receivable', 'worker_months'] as const) {
    if (sums[sum] < 0n) throw new Error(`sponsor ${change.sponsorId}: ${sum} would be ${sums[sum]}`);
  }
  return {
    ordinal,
    latestOn: on > total.latestOn ? on : total.latestOn,
    sums,
    places: change.places.size === 0 ? total.places : placesAfter(total, change),
  };
}

function placesAfter(total: SponsorTotal, change: SponsorChange): ReadonlyMap<Place, bigint> {
  const places = new Map(total.places);
  for (const [place, amount] of change.places) {
    const left = (places.get(place) ?? 0n) + amount;
    if (left < 0n) throw new Error(`sponsor ${change.sponsorId}: ${place} would be overdrawn by ${-left} rupiah`);
    if (left === 0n) places.delete(place);
    else places.set(place, left);
  }
  return places;
}

/** The sums as columns. */
export const columnsOf = (sums: SponsorSums): Record<SponsorSum, string> =>
  Object.fromEntries(SPONSOR_SUMS.map((sum) => [sum, String(sums[sum])])) as Record<SponsorSum, string>;

/** The same from columns. */
export const sumsOf = (columns: Record<SponsorSum, string>): SponsorSums =>
  Object.fromEntries(SPONSOR_SUMS.map((sum) => [sum, BigInt(columns[sum])])) as SponsorSums;

/** Places in the order of their names, so that equal places are equal texts. */
export const placesText = (places: ReadonlyMap<Place, bigint>): string =>
  JSON.stringify(
    Object.fromEntries(
      [...places].sort(([left], [right]) => (left < right ? -1 : 1)).map(([place, amount]) => [place, String(amount)]),
    ),
  );

export const placesOf = (text: string): Map<Place, bigint> =>
  new Map(Object.entries(JSON.parse(text) as Record<Place, string>).map(([place, amount]) => [place, BigInt(amount)]));

/** The classes of lateness: up to 1, 2, 4 … days; beyond the last one `LATEST`, any number of days. */
export const CLASSES = Array.from({ length: 14 }, (_, index) => 2 ** index);
export const LATEST = 2 ** 14;

export function lateness(effectiveOn: LocalDate, latestOn: LocalDate): number {
  if (effectiveOn === latestOn) return 0;
  const days = daysBetween(effectiveOn, latestOn);
  return CLASSES.find((most) => days <= most) ?? LATEST;
}
