import type { Month } from '../calendar';
import { percentOf, sum, type Rupiah } from '../money';
import { Rejection } from '../rejection';
import type { FundingSource, Sector } from '../vocabulary';
import type { TariffCondition, TariffRow } from './events';
import { bandsInForce, supersededBy, type LawState, type PublishedTariff } from './law';

/** What prices one worker-month. The contribution month decides, never the day of payment. */
export interface PricedMonth {
  readonly month: Month;
  /** Income band; 1 is the lowest. */
  readonly band: number;
  readonly sector: Sector;
  readonly fundingSource: FundingSource;
  /** Facts about the worker that some rows ask for; absent: none. */
  readonly conditions?: readonly TariffCondition[] | undefined;
}

export interface Price {
  /** JKK + JKM of one worker for the month, whole rupiah. */
  readonly amount: Rupiah;
  readonly tariffId: string;
  /** Of the newest publication the price rests on, also by superseding another row: a higher one means newer law. */
  readonly revision: number;
}

/** Criteria a row names; the more, the more specific. Months do not count. */
export const specificity = ({ sector, fundingSources, bands, condition }: TariffRow): number =>
  [sector, fundingSources, bands, condition].filter((criterion) => criterion !== undefined).length;

function matches(row: TariffRow, { month, band, sector, fundingSource, conditions = [] }: PricedMonth): boolean {
  return (
    row.firstMonth <= month &&
    (row.lastMonth === undefined || month <= row.lastMonth) &&
    (row.sector === undefined || row.sector === sector) &&
    (row.fundingSources === undefined || row.fundingSources.includes(fundingSource)) &&
    (row.bands === undefined || row.bands.includes(band)) &&
    (row.condition === undefined || conditions.includes(row.condition))
  );
}

const factsOf = ({ month, band, sector, fundingSource }: PricedMonth): Record<string, string> => ({
  month,
  band: String(band),
  sector,
  fundingSource,
});

/** A superseded row is out wherever the row that replaces it matches; elsewhere it still holds. */
function rowFor(law: LawState, asked: PricedMonth): { readonly row: PublishedTariff; readonly revision: number } {
  const matching = law.tariffs.filter((row) => matches(row, asked));
  const replacing = matching.filter(({ supersedes }) => supersedes !== undefined);
  const superseded = new Set(replacing.flatMap((row) => [...supersededBy(law.tariffs, row)]));
  const live = matching.filter(({ tariffId }) => !superseded.has(tariffId));
  const most = Math.max(...live.map(specificity));
  const [row, rival] = live.filter((candidate) => specificity(candidate) === most);
  if (!row) {
    throw new Rejection(
      'tariff-missing',
      `Tidak ada tarif untuk ${asked.month}; terbitkan barisnya dahulu.`,
      `No tariff for ${asked.month}; publish its row first.`,
      factsOf(asked),
    );
  }
  if (rival) {
    throw new Rejection(
      'tariff-ambiguous',
      `Dua tarif sama kuat untuk ${asked.month}: ${row.tariffId} dan ${rival.tariffId}; terbitkan baris yang menggantikan salah satunya.`,
      `Two tariffs fit ${asked.month} equally: ${row.tariffId} and ${rival.tariffId}; publish a row that supersedes one.`,
      { ...factsOf(asked), tariffId: row.tariffId, rivalId: rival.tariffId },
    );
  }
  // A row that replaces another may leave the field to a third one, which is not newer itself.
  return { row, revision: Math.max(row.revision, ...replacing.map(({ revision }) => revision)) };
}

/** JKK is `jkkPercent` of the band's base, JKM flat. @throws RangeError on a fraction of a rupiah: published rows leave none */
export const premiumOf = ({ jkkPercent, jkm }: TariffRow, base: Rupiah): Rupiah =>
  sum(percentOf(base, jkkPercent), jkm);

/**
 * What one worker-month costs by the most specific row in force (PP 44/2015, PP 49/2020, PP 50/2025).
 * @throws Rejection tariff-missing when no row or no income band fits, tariff-ambiguous when two fit equally
 */
export function priceOf(law: LawState, asked: PricedMonth): Price {
  const { row, revision } = rowFor(law, asked);
  const table = bandsInForce(law, asked.month);
  const band = table.bands.find((candidate) => candidate.band === asked.band);
  if (!band) {
    throw new Rejection(
      'tariff-missing',
      `Golongan penghasilan ${asked.band} tidak ada dalam tabel untuk ${asked.month}.`,
      `Income band ${asked.band} is not in the table for ${asked.month}.`,
      factsOf(asked),
    );
  }
  return {
    amount: premiumOf(row, band.base),
    tariffId: row.tariffId,
    revision: Math.max(revision, table.revision),
  };
}
