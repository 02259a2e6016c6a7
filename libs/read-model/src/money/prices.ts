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
    ...[...Map.groupBy(items, kindOf).values()].flatMap((group) => {
      const [one] = group;
      if (!one) return [];
      const { month, sector, band, conditions } = one;
      const heads = group.reduce((sum, item) => sum + item.heads, 0);
      return money.times(priceOf(law, { month, sector, band, fundingSource, conditions }).amount, heads);
    }),
  );

const kindOf = ({ month, sector, band, conditions }: Heads): string =>
  `${month} ${sector} ${band} ${conditions.join(' ')}`;

/** The price of that month asks for a fact about the worker's past. */
export const hasConditionIn = (law: LawState, month: Month): boolean =>
  law.tariffs.some(
    ({ condition, firstMonth, lastMonth = month }) =>
      condition !== undefined && firstMonth <= month && month <= lastMonth,
  );

export const conditionsOf = (paidUpToJuly2020: number): TariffCondition[] =>
  paidUpToJuly2020 > 0 ? ['paid-up-to-2020-07'] : [];
