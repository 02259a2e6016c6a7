import fc from 'fast-check';
import { addMonths, monthRange } from '../calendar';
import { fold } from '../decider';
import { isRupiah, sum, times } from '../money';
import { contextOf } from '../specification';
import { FUNDING_SOURCES, isPublicMoney, SECTORS, type FundingSource, type Sector } from '../vocabulary';
import { TARIFF_CONDITIONS } from './events';
import { ruleInForce, ruleValue, type LawState } from './law';
import { priceOf, type PricedMonth } from './price';
import { SHIPPED_LAW, unpublishedLaw } from './shipped-law';
import { tariffDecider } from './tariff';

function publish(law: LawState, commands: readonly (typeof SHIPPED_LAW)[number][]): LawState {
  return commands.reduce(
    (state, command) => fold(tariffDecider, tariffDecider.decide(state, command, contextOf()), state),
    law,
  );
}
const law = publish(tariffDecider.initial(), SHIPPED_LAW);

const price = (month: string, fundingSource: FundingSource = 'private', sector: Sector = 'other', band = 1) =>
  priceOf(law, { month, band, sector, fundingSource }).amount;

const cost = (heads: number, first: string, last: string, source: FundingSource, sector: Sector) =>
  times(sum(...monthRange(first, last).map((month) => price(month, source, sector))), heads);

describe('the shipped law', () => {
  it('costs 16,800 a month in 2021 and 201,600 a year (A4)', () => {
    expect(monthRange('2021-02', '2021-12').map((month) => price(month))).toEqual(Array(11).fill('16800'));
    expect(cost(1, '2022-01', '2022-12', 'private', 'other')).toBe('201600');
  });

  it('prices a regent of 50 and a deputy of 30 (A1)', () => {
    expect(cost(50, '2021-05', '2021-05', 'private', 'other')).toBe('840000');
    expect(cost(30, '2021-05', '2021-05', 'private', 'other')).toBe('504000');
    expect(cost(50, '2022-01', '2022-12', 'private', 'other')).toBe('10080000');
    expect(cost(30, '2022-01', '2022-12', 'private', 'other')).toBe('6048000');
    expect(cost(80, '2021-05', '2021-05', 'private', 'other')).toBe('1344000');
  });

  it('prices 13,000 workers of Sulawesi Barat (A5)', () => {
    expect(cost(13_000, '2021-05', '2021-05', 'apbd', 'other')).toBe('218400000');
    expect(cost(13_000, '2022-01', '2022-12', 'apbd', 'other')).toBe('2620800000');
  });

  it('prices 744 people of Parepare for 2024 (A10)', () => {
    expect(cost(744, '2024-01', '2024-01', 'apbd', 'other')).toBe('12499200');
    expect(cost(744, '2024-01', '2024-12', 'apbd', 'other')).toBe('149990400');
  });

  it('halves the premium of privately sponsored people outside transport from April 2026 (B1, B2)', () => {
    expect(cost(50, '2026-01', '2026-12', 'private', 'other')).toBe('6300000');
    expect(cost(30, '2026-01', '2026-12', 'private', 'other')).toBe('3780000');
  });

  it('halves it for transport from January 2026 through March 2027 (B3)', () => {
    expect(cost(50, '2026-01', '2026-12', 'private', 'transport')).toBe('5040000');
    expect(cost(1, '2027-01', '2027-12', 'private', 'transport')).toBe('176400');
  });

  it('gives public money no discount (B4)', () => {
    for (const source of FUNDING_SOURCES.filter(isPublicMoney)) {
      for (const sector of SECTORS) expect(cost(50, '2026-01', '2026-12', source, sector)).toBe('10080000');
    }
  });

  it('prices arrears at the rate of their own month (B6)', () => {
    expect(cost(1, '2025-11', '2025-12', 'private', 'transport')).toBe('33600');
  });

  it('costs 168 a month under PP 49/2020 for those paid up to July 2020 (B7)', () => {
    const relieved = monthRange('2020-08', '2021-01').map(
      (month) =>
        priceOf(law, {
          month,
          band: 1,
          sector: 'other',
          fundingSource: 'private',
          conditions: ['paid-up-to-2020-07'],
        }).amount,
    );
    expect(sum(...relieved)).toBe('1008');
    expect(cost(1, '2020-08', '2021-01', 'private', 'other')).toBe('100800');
  });

  it.each([
    [1, '16800'],
    [2, '18800'],
    [9, '32800'],
    [10, '36300'],
    [20, '86300'],
    [21, '93800'],
    [33, '213800'],
  ])('prices income band %i at %s', (band, amount) => expect(price('2021-05', 'private', 'other', band)).toBe(amount));

  it('names the row a price rests on', () => {
    const named = (month: string, fundingSource: FundingSource) =>
      priceOf(law, { month, band: 1, sector: 'transport', fundingSource }).tariffId;
    expect(named('2019-11', 'private')).toBe('bpu-2015-07');
    expect(named('2019-12', 'private')).toBe('bpu-2019-12');
    expect(named('2021-02', 'apbd')).toBe('bpu-2021-02');
    expect(named('2026-02', 'apbd')).toBe('bpu-2026-01-public');
    expect(named('2026-02', 'apbdes')).toBe('bpu-2026-01-shared-revenue');
    expect(named('2026-02', 'zakat')).toBe('bpu-2026-01-transport');
  });

  it('has no tariff before July 2015, and no band 34', () => {
    expect(() => price('2015-06')).toThrow(expect.objectContaining({ code: 'tariff-missing' }));
    expect(() => price('2021-05', 'private', 'other', 34)).toThrow(
      expect.objectContaining({ code: 'tariff-missing', details: expect.objectContaining({ band: '34' }) }),
    );
  });

  it('holds the age limit, grace, due day and validity of checks on any day', () => {
    expect(ruleValue(law, 'age-limit', '2021-03-31')).toBe(60);
    expect(ruleValue(law, 'age-limit', '2021-04-01')).toBe(65);
    expect(ruleValue(law, 'grace-months', '2021-06-30')).toBe(3);
    expect(ruleInForce(law, 'grace-months', '2021-06-30').citation).toContain('22/PERDIR.02/072022');
    expect(ruleValue(law, 'due-day', '2026-11-02')).toBe(15);
    expect(ruleValue(law, 'eligibility-check-days', '2015-07-01')).toBe(90);
    expect(() => ruleValue(law, 'age-limit', '2015-06-30')).toThrow(
      expect.objectContaining({ code: 'tariff-missing' }),
    );
  });

  it('is published once', () => {
    expect(unpublishedLaw(law)).toEqual([]);
    expect(unpublishedLaw(tariffDecider.initial())).toEqual(SHIPPED_LAW);
    const part = publish(tariffDecider.initial(), SHIPPED_LAW.slice(0, 4));
    expect(publish(part, unpublishedLaw(part))).toEqual(law);
  });

  it('prices every worker-month in whole rupiah, with the relief a hundredth and the discount a half', () => {
    const asked = fc.record<PricedMonth>({
      month: fc.integer({ min: 0, max: 240 }).map((count) => addMonths('2015-07', count)),
      band: fc.integer({ min: 1, max: 33 }),
      sector: fc.constantFrom(...SECTORS),
      fundingSource: fc.constantFrom(...FUNDING_SOURCES),
      conditions: fc.subarray([...TARIFF_CONDITIONS]),
    });
    fc.assert(
      fc.property(asked, (worker) => {
        const { amount } = priceOf(law, worker);
        const normal = price('2022-01', 'private', 'other', worker.band);
        expect(isRupiah(amount)).toBe(true);
        expect([1, 2, 100].map((part) => times(amount, part))).toContain(normal);
      }),
    );
  });
});
