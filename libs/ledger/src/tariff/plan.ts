import type { Month } from '../calendar';
import { compare, fits, isPositive, isRupiah, subtract, sum, times, type Rupiah } from '../money';
import { Rejection } from '../rejection';

export interface PlannedCover {
  readonly heads: number;
  /** Contribution months in order. */
  readonly months: readonly Month[];
  readonly ceiling: Rupiah;
  /** What one head costs in a month. */
  readonly priceOf: (month: Month) => Rupiah;
}

export interface Plan {
  readonly heads: number;
  readonly months: readonly Month[];
  readonly ceiling: Rupiah;
  readonly cost: Rupiah;
  readonly fits: boolean;
  /** What is missing; `"0"` when it fits. */
  readonly shortfall: Rupiah;
  /** What is left; `"0"` when it does not fit. */
  readonly remainder: Rupiah;
  /** All heads, from the first month on, as long as the ceiling carries the whole month. */
  readonly monthsThatFit: number;
  readonly costOfMonths: Rupiah;
  readonly remainderOfMonths: Rupiah;
  /** All months, as many heads as the ceiling carries; never more than planned. */
  readonly headsThatFit: number;
  readonly costOfHeads: Rupiah;
  readonly remainderOfHeads: Rupiah;
}

function refuseImpossible({ heads, months, ceiling }: PlannedCover): void {
  if (!Number.isSafeInteger(heads) || heads <= 0) {
    throw new Rejection(
      'quota-invalid',
      'Jumlah orang harus bilangan bulat di atas nol.',
      'Heads: a whole number above 0.',
      {
        field: 'heads',
      },
    );
  }
  if (months.length === 0) {
    throw new Rejection(
      'months-reversed',
      'Rencana harus memuat paling sedikit satu bulan.',
      'A plan has a month at least.',
      {
        field: 'months',
      },
    );
  }
  if (!isRupiah(ceiling) || compare(ceiling, '0') < 0) {
    throw new Rejection(
      'amount-invalid',
      'Pagu harus rupiah bulat, nol atau lebih.',
      'The ceiling is whole rupiah, 0 or more.',
      {
        field: 'ceiling',
      },
    );
  }
}

/**
 * Whether a ceiling carries `heads` people for `months`, and if not: how many whole months for all of them, or how many
 * of them for all the months. A question, not a promise: nothing is reserved.
 * @throws Rejection quota-invalid, months-reversed, amount-invalid
 */
export function planFor(planned: PlannedCover): Plan {
  refuseImpossible(planned);
  const { heads, months, ceiling, priceOf } = planned;
  const perHead = months.map(priceOf);
  const perHeadInAll = sum(...perHead);
  const cost = times(perHeadInAll, heads);
  const affordable = compare(cost, ceiling) <= 0;

  let costOfMonths: Rupiah = '0';
  let monthsThatFit = 0;
  for (const price of perHead) {
    const next = sum(costOfMonths, times(price, heads));
    if (compare(next, ceiling) > 0) break;
    costOfMonths = next;
    monthsThatFit += 1;
  }
  const headsThatFit = affordable || !isPositive(perHeadInAll) ? heads : fits(ceiling, perHeadInAll);
  const costOfHeads = times(perHeadInAll, headsThatFit);
  return {
    heads,
    months,
    ceiling,
    cost,
    fits: affordable,
    shortfall: affordable ? '0' : subtract(cost, ceiling),
    remainder: affordable ? subtract(ceiling, cost) : '0',
    monthsThatFit,
    costOfMonths,
    remainderOfMonths: subtract(ceiling, costOfMonths),
    headsThatFit,
    costOfHeads,
    remainderOfHeads: subtract(ceiling, costOfHeads),
  };
}
