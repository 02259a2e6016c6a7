import {
  money,
  priceOf,
  type FundingSource,
  type LawState,
  type Month,
  type Rupiah,
  type Sector,
  type TariffCondition,
} from '@sedekah/ledger';

/** So many worker-months with the same price. */
export interface Heads {
  readonly month: Month;
  readonly sector: Sector;
  readonly band: number;
  readonly conditions: readonly TariffCondition[];
  readonly heads: number;
}

/** What the worker-months cost by `law`. @throws Rejection tariff-missing, tariff-ambiguous */
export const costOf = (law: LawState, fundingSource: FundingSource, items: readonly Heads[]): Rupiah =>
  money.sum(
    ...items.map(({ month, sector, band, conditions, heads }) =>
      money.times(priceOf(law, { month, sector, band, fundingSource, conditions }).amount, heads),
    ),
  );

export const conditionsOf = (paidUpToJuly2020: number): TariffCondition[] =>
  paidUpToJuly2020 > 0 ? ['paid-up-to-2020-07'] : [];
