import fc from 'fast-check';
import { addMonths } from '../calendar';
import { fold } from '../decider';
import { Rejection } from '../rejection';
import { contextOf, specification } from '../specification';
import { FUNDING_SOURCES, SECTORS } from '../vocabulary';
import type { IncomeBand, TariffEvent, TariffRow } from './events';
import { BPU_INCOME_BANDS } from './income-bands';
import { priceOf } from './price';
import { tariffDecider } from './tariff';

const { given } = specification(tariffDecider);
const today = { effectiveOn: '2021-05-03' };
const row = (tariffId: string, rest: Partial<TariffRow> = {}): TariffRow => ({
  tariffId,
  firstMonth: '2015-07',
  jkkPercent: '1',
  jkm: '6800',
  citation: 'PP 44/2015',
  ...rest,
});
const published = (revision: number, tariff: TariffRow): TariffEvent => ({
  type: 'TariffPublished',
  data: { ...tariff, revision, ...today },
});
const bands = (list: readonly IncomeBand[] = BPU_INCOME_BANDS, firstMonth = '2015-07'): TariffEvent => ({
  type: 'IncomeBandsPublished',
  data: { firstMonth, bands: list, citation: 'PP 44/2015, Lampiran II', ...today },
});
const base = published(1, row('base'));
const asked = { band: 1, sector: 'other', fundingSource: 'private' } as const;
const priceAfter = (events: TariffEvent[], month: string) => priceOf(fold(tariffDecider, events), { ...asked, month });

describe('publishing a tariff', () => {
  it('gives it the next revision', () => {
    given()
      .when({ type: 'PublishTariff', row: row('base') })
      .then(base);
    given(bands(), published(2, row('base')))
      .when({ type: 'PublishTariff', row: row('narrow', { sector: 'transport' }) })
      .then(published(3, row('narrow', { sector: 'transport' })));
  });

  it('is refused for an id already used', () =>
    given(base)
      .when({ type: 'PublishTariff', row: row('base', { firstMonth: '2030-01' }) })
      .refused('tariff-exists'));

  it.each<[string, Partial<TariffRow>, string]>([
    ['funding source', { fundingSources: [] }, 'fundingSources'],
    ['band', { bands: [] }, 'bands'],
    ['band there can be', { bands: [0, -5] }, 'bands'],
  ])('is refused for no %s: it would match nothing', (_, criteria, field) =>
    given(base)
      .when({ type: 'PublishTariff', row: row('narrow', criteria) })
      .refused('amount-invalid', { field }),
  );

  it('is refused with more than an amount can be', () => {
    given()
      .when({ type: 'PublishTariff', row: row('base', { jkm: '1000000000000001' }) })
      .refused('amount-invalid', { field: 'jkm' });
    given()
      .when({
        type: 'PublishIncomeBands',
        table: { firstMonth: '2015-07', bands: [{ band: 1, base: '1' + '0'.repeat(16) }], citation: 'PP' },
      })
      .refused('amount-invalid', { field: 'bands' });
  });

  it('is refused with its months reversed', () =>
    given()
      .when({ type: 'PublishTariff', row: row('base', { lastMonth: '2015-06' }) })
      .refused('months-reversed', { firstMonth: '2015-07', lastMonth: '2015-06' }));

  it.each<[string, Partial<TariffRow>, Partial<TariffRow>]>([
    ['the same open period', {}, { firstMonth: '2026-01' }],
    ['a shared month', { lastMonth: '2026-01' }, { firstMonth: '2026-01' }],
    ['one criterion each, of two kinds', { sector: 'transport' }, { fundingSources: ['private'] }],
    ['a shared source', { fundingSources: ['csr', 'zakat'] }, { fundingSources: ['private', 'csr'] }],
    ['a shared band', { bands: [1, 2] }, { bands: [2, 3] }],
    ['a condition against a sector', { condition: 'paid-up-to-2020-07' }, { sector: 'other' }],
  ])('is refused when it ties with another row on %s', (_, left, right) =>
    given(published(1, row('left', left)))
      .when({ type: 'PublishTariff', row: row('right', right) })
      .refused('tariff-overlaps', { tariffId: 'left' }),
  );

  it.each<[string, Partial<TariffRow>, Partial<TariffRow>]>([
    ['other months', { lastMonth: '2025-12' }, { firstMonth: '2026-01' }],
    ['another sector', { sector: 'transport' }, { sector: 'other' }],
    ['other sources', { fundingSources: ['csr'] }, { fundingSources: ['private'] }],
    ['more criteria', {}, { sector: 'other' }],
    ['the row it supersedes', {}, { firstMonth: '2026-01', supersedes: 'left' }],
  ])('is taken beside a row with %s', (_, left, right) =>
    given(published(1, row('left', left)))
      .when({ type: 'PublishTariff', row: row('right', right) })
      .then(published(2, row('right', right))),
  );

  it('is refused when it supersedes a row that does not exist', () =>
    given(base)
      .when({ type: 'PublishTariff', row: row('late', { supersedes: 'nothing' }) })
      .refused('tariff-missing', { tariffId: 'nothing' }));

  it.each<[string, Partial<TariffRow>, Partial<TariffRow>]>([
    ['other money', { fundingSources: ['apbn', 'apbd'] }, { fundingSources: ['private'] }],
    ['another sector', { sector: 'transport' }, { sector: 'other' }],
    ['months that are over before', { lastMonth: '2025-12' }, { firstMonth: '2026-01' }],
    ['other bands', { bands: [1] }, { bands: [2] }],
  ])('is refused when the row it supersedes is for %s: it would replace nothing', (_, left, right) =>
    given(published(1, row('left', left)))
      .when({ type: 'PublishTariff', row: row('right', { ...right, supersedes: 'left' }) })
      .refused('tariff-contradicts', { field: 'supersedes', supersedes: 'left' }),
  );

  it.each<[Partial<TariffRow>, string]>([
    [{ jkkPercent: 'half' }, 'jkkPercent'],
    [{ jkkPercent: '-1' }, 'jkkPercent'],
    [{ jkkPercent: '' }, 'jkkPercent'],
    [{ jkkPercent: '0.00001' }, 'jkkPercent'],
    [{ jkm: '6800.5' }, 'jkm'],
    [{ jkm: '-1' }, 'jkm'],
  ])('is refused with %j', (wrong, field) =>
    given(bands())
      .when({ type: 'PublishTariff', row: row('base', wrong) })
      .refused('amount-invalid', { field }),
  );
});

describe('a superseding row', () => {
  const late = published(2, row('late', { firstMonth: '2026-01', jkm: '7000', supersedes: 'base' }));
  const later = published(3, row('later', { firstMonth: '2027-01', jkm: '8000', supersedes: 'late' }));

  it('replaces the other where it matches and nowhere else', () => {
    expect(priceAfter([bands(), base, late], '2025-12')).toMatchObject({ amount: '16800', tariffId: 'base' });
    expect(priceAfter([bands(), base, late], '2026-01')).toMatchObject({ amount: '17000', tariffId: 'late' });
  });

  it('also replaces what that one replaced', () => {
    expect(priceAfter([bands(), base, late, later], '2027-01').tariffId).toBe('later');
    expect(priceAfter([bands(), base, late, later], '2026-12').tariffId).toBe('late');
    expect(priceAfter([bands(), base, late, later], '2025-12').tariffId).toBe('base');
  });

  it('carries a higher revision, by which an older price is recognised', () => {
    expect(priceAfter([base, bands()], '2026-01').revision).toBe(2);
    expect(priceAfter([bands(), published(2, row('base'))], '2026-01').revision).toBe(2);
    expect(
      priceAfter([bands(), published(2, row('base')), published(3, row('late', { supersedes: 'base' }))], '2026-01')
        .revision,
    ).toBe(3);
  });
});

it('a row that leaves the field to an older one makes the price newer all the same', () => {
  const narrow = published(2, row('narrow', { sector: 'other', fundingSources: ['private'], jkm: '3400' }));
  const middle = published(3, row('middle', { bands: [1], jkm: '5000' }));
  const wide = published(4, row('wide', { firstMonth: '2026-01', jkm: '9000', supersedes: 'narrow' }));
  expect(priceAfter([bands(), narrow, middle], '2026-01')).toMatchObject({ tariffId: 'narrow', revision: 2 });
  expect(priceAfter([bands(), narrow, middle, wide], '2026-01')).toMatchObject({ tariffId: 'middle', revision: 4 });
});

it('two rows that fit equally, should a log ever hold them, price nothing', () => {
  const events = [bands(), base, published(2, row('twin'))];
  expect(() => priceAfter(events, '2026-01')).toThrow(
    expect.objectContaining({ code: 'tariff-ambiguous', details: expect.objectContaining({ rivalId: 'twin' }) }),
  );
});

it('without an income table nothing is priced', () => {
  expect(() => priceAfter([base], '2026-01')).toThrow(expect.objectContaining({ code: 'tariff-missing' }));
});

describe('publishing income bands', () => {
  const table = { firstMonth: '2015-07', bands: BPU_INCOME_BANDS, citation: 'PP 44/2015, Lampiran II' };

  it('holds from its first month, and a later table replaces it', () => {
    given().when({ type: 'PublishIncomeBands', table }).then(bands());
    const raised = [{ band: 1, base: '2000000' }];
    expect(priceAfter([base, bands(), bands(raised, '2026-01')], '2025-12').amount).toBe('16800');
    expect(priceAfter([base, bands(), bands(raised, '2026-01')], '2026-01').amount).toBe('26800');
    expect(priceAfter([base, bands(), bands(raised)], '2020-01').amount).toBe('26800');
  });

  it.each<[string, readonly IncomeBand[]]>([
    ['no band', []],
    ['a gap', [{ band: 2, base: '1000000' }]],
    ['a base of nothing', [{ band: 1, base: '0' }]],
    ['a base that leaves a fraction', [{ band: 1, base: '1000050' }]],
    ['a last band with a limit', [{ band: 1, through: '1000000', base: '1000000' }]],
    [
      'a band without a limit before the last',
      [
        { band: 1, base: '1000000' },
        { band: 2, base: '2000000' },
      ],
    ],
    [
      'limits that fall',
      [
        { band: 1, through: '3000000', base: '1000000' },
        { band: 2, through: '2000000', base: '2000000' },
        { band: 3, base: '3000000' },
      ],
    ],
  ])('is refused with %s', (_, wrong) =>
    given(base)
      .when({ type: 'PublishIncomeBands', table: { ...table, bands: wrong } })
      .refused('amount-invalid', { field: 'bands' }),
  );

  it('each base is the middle of its band, to the thousand', () => {
    const inner = BPU_INCOME_BANDS.slice(1, -1);
    const middles = inner.map(({ through }, index) => {
      const from = Number(BPU_INCOME_BANDS[index]?.through) + 1000;
      return String((from + Number(through) + 1000) / 2);
    });
    expect(inner.map(({ base: middle }) => middle)).toEqual(middles);
  });
});

describe('publishing a rule', () => {
  const rule = { rule: 'grace-months', value: 3, from: '2015-07-01', citation: 'Perdir 22' } as const;

  it('is recorded with its citation', () =>
    given()
      .when({ type: 'PublishRule', rule })
      .then({ type: 'RulePublished', data: { ...rule, ...today } }));

  it.each([-1, 0.5, Number.NaN, 1e12])('is refused with the value %d', (value) =>
    given()
      .when({ type: 'PublishRule', rule: { ...rule, value } })
      .refused('amount-invalid', { field: 'value' }),
  );

  it.each([0, 32])('is refused for the %dth of the month, a due day that no month has', (value) =>
    given()
      .when({ type: 'PublishRule', rule: { ...rule, rule: 'due-day', value } })
      .refused('amount-invalid', { field: 'value' }),
  );
});

it('whatever rows are accepted, no worker-month has two equal prices', () => {
  const months = fc.integer({ min: 0, max: 24 }).map((count) => addMonths('2026-01', count));
  const rows = fc.record(
    {
      firstMonth: months,
      lastMonth: months,
      sector: fc.constantFrom(...SECTORS),
      fundingSources: fc.subarray([...FUNDING_SOURCES], { minLength: 1, maxLength: 4 }),
      bands: fc.subarray([1, 2], { minLength: 1 }),
      condition: fc.constant('paid-up-to-2020-07' as const),
      supersedes: fc.integer({ min: 0, max: 8 }).map((index) => `row-${index}`),
    },
    { requiredKeys: ['firstMonth'] },
  );
  const workers = fc.record({
    month: months,
    band: fc.constantFrom(1, 2),
    sector: fc.constantFrom(...SECTORS),
    fundingSource: fc.constantFrom(...FUNDING_SOURCES),
    conditions: fc.subarray(['paid-up-to-2020-07' as const]),
  });
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 9 }), fc.array(workers, { minLength: 1 }), (list, asks) => {
      let law = fold(tariffDecider, [bands()]);
      for (const [index, criteria] of list.entries()) {
        try {
          const command = { type: 'PublishTariff', row: row(`row-${index}`, criteria) } as const;
          law = fold(tariffDecider, tariffDecider.decide(law, command, contextOf()), law);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
        }
      }
      for (const ask of asks) {
        try {
          priceOf(law, ask);
        } catch (error) {
          expect(error).toMatchObject({ code: 'tariff-missing' });
        }
      }
    }),
    { numRuns: 500 },
  );
});
