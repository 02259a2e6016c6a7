import fc from 'fast-check';
import { monthRange } from '../calendar';
import { compare, subtract, sum, times } from '../money';
import { planFor } from './plan';

const year = monthRange('2025-01', '2025-12');
const flat = () => '16800';

describe('a plan under a ceiling', () => {
  it('of 744 people for 2024 fits 200 million (A10)', () => {
    expect(
      planFor({ heads: 744, months: monthRange('2024-01', '2024-12'), ceiling: '200000000', priceOf: flat }),
    ).toMatchObject({
      cost: '149990400',
      fits: true,
      shortfall: '0',
      remainder: '50009600',
      monthsThatFit: 12,
      headsThatFit: 744,
    });
  });

  it('of 1,000 people for a year misses 200 million by 1,600,000: 11 months or 992 people (A11)', () => {
    expect(planFor({ heads: 1000, months: year, ceiling: '200000000', priceOf: flat })).toEqual({
      heads: 1000,
      months: year,
      ceiling: '200000000',
      cost: '201600000',
      fits: false,
      shortfall: '1600000',
      remainder: '0',
      monthsThatFit: 11,
      costOfMonths: '184800000',
      remainderOfMonths: '15200000',
      headsThatFit: 992,
      costOfHeads: '199987200',
      remainderOfHeads: '12800',
    });
  });

  it('that costs the ceiling to the rupiah fits', () => {
    expect(planFor({ heads: 1000, months: year, ceiling: '201600000', priceOf: flat })).toMatchObject({ fits: true });
    expect(planFor({ heads: 1000, months: year, ceiling: '201599999', priceOf: flat })).toMatchObject({
      fits: false,
      shortfall: '1',
      headsThatFit: 999,
    });
  });

  it('carries a month that takes the last rupiah', () => {
    expect(planFor({ heads: 1000, months: year, ceiling: '184800000', priceOf: flat })).toMatchObject({
      monthsThatFit: 11,
      remainderOfMonths: '0',
      headsThatFit: 916,
    });
  });

  it('prices every month by itself', () => {
    const priceOf = (month: string) => (month < '2026-04' ? '16800' : '8400');
    const plan = planFor({ heads: 50, months: monthRange('2026-01', '2026-12'), ceiling: '6000000', priceOf });
    expect(plan).toMatchObject({ cost: '6300000', monthsThatFit: 11, costOfMonths: '5880000', headsThatFit: 47 });
  });

  it('under a ceiling of nothing carries nobody', () => {
    expect(planFor({ heads: 2, months: year, ceiling: '0', priceOf: flat })).toMatchObject({
      monthsThatFit: 0,
      headsThatFit: 0,
      remainderOfMonths: '0',
    });
  });

  it.each([
    [{ heads: 0 }, 'quota-invalid'],
    [{ heads: 1.5 }, 'quota-invalid'],
    [{ heads: -3 }, 'quota-invalid'],
    [{ months: [] }, 'months-reversed'],
    [{ ceiling: '-1' }, 'amount-invalid'],
    [{ ceiling: '1.5' }, 'amount-invalid'],
  ])('with %j is refused as %s', (wrong, code) => {
    const plan = { heads: 1, months: year, ceiling: '1', priceOf: flat, ...wrong };
    expect(() => planFor(plan)).toThrow(expect.objectContaining({ code }));
  });

  it('offers alternatives that fit, and nothing larger that would', () => {
    const plans = fc.record({
      heads: fc.integer({ min: 1, max: 5000 }),
      count: fc.integer({ min: 1, max: 24 }),
      ceiling: fc.integer({ min: 0, max: 400_000_000 }).map(String),
    });
    fc.assert(
      fc.property(
        plans,
        fc.array(fc.constantFrom('168', '8400', '16800'), { minLength: 24, maxLength: 24 }),
        (asked, prices) => {
          const months = year.concat(monthRange('2026-01', '2026-12')).slice(0, asked.count);
          const priceOf = (month: string) => prices[months.indexOf(month)] ?? '0';
          const plan = planFor({ heads: asked.heads, months, ceiling: asked.ceiling, priceOf });
          const perHead = sum(...months.map(priceOf));
          expect(plan.fits).toBe(compare(plan.cost, asked.ceiling) <= 0);
          for (const left of [plan.remainder, plan.remainderOfMonths, plan.remainderOfHeads]) {
            expect(compare(left, '0')).toBeGreaterThanOrEqual(0);
          }
          if (plan.fits) {
            expect([plan.monthsThatFit, plan.headsThatFit]).toEqual([months.length, asked.heads]);
            return;
          }
          expect(subtract(plan.cost, plan.shortfall)).toBe(asked.ceiling);
          expect(compare(plan.remainderOfHeads, perHead)).toBeLessThan(0);
          const nextMonth = times(priceOf(months[plan.monthsThatFit] ?? ''), asked.heads);
          expect(compare(plan.remainderOfMonths, nextMonth)).toBeLessThan(0);
        },
      ),
    );
  });
});
