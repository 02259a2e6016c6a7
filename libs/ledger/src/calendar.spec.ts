import fc from 'fast-check';
import {
  addDays,
  addMonths,
  ageOn,
  daysBetween,
  firstDayOf,
  isLocalDate,
  isMonth,
  lastDayOf,
  localDate,
  monthOf,
  monthRange,
  monthsBetween,
} from './calendar';

const months = fc
  .tuple(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);
const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a month', () => {
  it.each(['2021-05', '1900-01', '9999-12'])('is %s', (text) => expect(isMonth(text)).toBe(true));
  it.each([
    '2021-13',
    '2021-00',
    '2021-5',
    '21-05',
    '1899-12',
    '2021-05-01',
    ' 2021-05',
    '2021-05\n',
    '',
    null,
    202105,
  ])('is not %j', (text) => expect(isMonth(text)).toBe(false));

  it('passes over the turn of the year', () => {
    expect(addMonths('2021-11', 3)).toBe('2022-02');
    expect(addMonths('2021-01', -1)).toBe('2020-12');
    expect(monthRange('2021-11', '2022-02')).toEqual(['2021-11', '2021-12', '2022-01', '2022-02']);
    expect(monthRange('2021-05', '2021-05')).toEqual(['2021-05']);
    expect(monthRange('2021-06', '2021-05')).toEqual([]);
  });

  it('ends on its last day, leap years too', () => {
    expect(['2021-02', '2024-02', '1900-02', '2000-02', '2021-12'].map(lastDayOf)).toEqual([
      '2021-02-28',
      '2024-02-29',
      '1900-02-28',
      '2000-02-29',
      '2021-12-31',
    ]);
  });

  it('that does not exist is never calculated with', () => {
    expect(() => addMonths('2021-13', 1)).toThrow(RangeError);
    expect(() => monthsBetween('2021-05', '2021')).toThrow(RangeError);
    expect(() => monthRange('2021-05-01', '2021-06')).toThrow(RangeError);
    expect(() => addMonths('9999-12', 1)).toThrow(RangeError);
    expect(() => addMonths('1900-01', -1)).toThrow(RangeError);
    expect(() => addMonths('2021-05', 0.5)).toThrow(RangeError);
    expect(() => lastDayOf('2021-00')).toThrow(RangeError);
  });

  it('comes back after any number of months there and back', () => {
    fc.assert(
      fc.property(months, months, (from, to) => {
        const count = monthsBetween(from, to);
        expect(addMonths(from, count)).toBe(to);
        expect(monthsBetween(to, from)).toBe(count === 0 ? 0 : -count);
        expect(Math.sign(count)).toBe(from < to ? 1 : from === to ? 0 : -1);
      }),
    );
  });

  it('in a range follows the one before, from the first through the last', () => {
    fc.assert(
      fc.property(months, fc.integer({ min: 0, max: 60 }), (first, count) => {
        const range = monthRange(first, addMonths(first, count));
        expect(range).toHaveLength(count + 1);
        expect(range.map((month) => monthsBetween(first, month))).toEqual(range.map((_, index) => index));
        expect(range).toEqual([...range].sort());
      }),
    );
  });

  it('runs from its first day to the day before the next', () => {
    fc.assert(
      fc.property(months, (month) => {
        expect(monthOf(firstDayOf(month))).toBe(month);
        expect(monthOf(lastDayOf(month))).toBe(month);
        expect(addDays(lastDayOf(month), 1)).toBe(firstDayOf(addMonths(month, 1)));
      }),
    );
  });
});

describe('a day', () => {
  it.each(['2021-05-03', '2024-02-29', '1900-01-01'])('is %s', (text) => expect(isLocalDate(text)).toBe(true));
  it.each([
    '2021-02-29',
    '2021-04-31',
    '2021-13-01',
    '2021-00-10',
    '2021-01-00',
    '1899-12-31',
    '2021-5-3',
    '',
    undefined,
    0,
  ])('is not %j', (text) => expect(isLocalDate(text)).toBe(false));

  it('that does not exist is never calculated with', () => {
    expect(() => addDays('2021-02-30', 1)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => daysBetween('2021-02-30', '2021-03-01')).toThrow(RangeError);
    expect(() => ageOn('1980-02-30', '2021-03-01')).toThrow(RangeError);
  });

  it('comes back after any number of days there and back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -3000, max: 3000 }), (day, count) => {
        fc.pre(day > '1910' && day < '2190');
        const other = addDays(day, count);
        expect(isLocalDate(other)).toBe(true);
        expect(daysBetween(day, other)).toBe(count);
        expect(addDays(other, -count)).toBe(day);
      }),
    );
  });
});

describe('age', () => {
  it('rises on the birthday', () => {
    expect(ageOn('1961-03-15', '2026-03-14')).toBe(64);
    expect(ageOn('1961-03-15', '2026-03-15')).toBe(65);
  });

  it('of someone born on 29 February rises on 1 March of other years', () => {
    expect(ageOn('1960-02-29', '2025-02-28')).toBe(64);
    expect(ageOn('1960-02-29', '2025-03-01')).toBe(65);
    expect(ageOn('1960-02-29', '2024-02-29')).toBe(64);
  });

  it('is 0 on the day of birth, negative before, and never falls', () => {
    fc.assert(
      fc.property(days, days, days, (birth, one, other) => {
        const [earlier = '', later = ''] = [one, other].sort();
        expect(ageOn(birth, birth)).toBe(0);
        expect(ageOn(birth, earlier)).toBeLessThanOrEqual(ageOn(birth, later));
        expect(ageOn(birth, one) < 0).toBe(one < birth);
      }),
    );
  });
});

describe('the day of an instant', () => {
  it("is the scheme's, not UTC's", () => {
    expect(localDate('2021-05-31T15:59:59.999Z')).toBe('2021-05-31');
    expect(localDate('2021-05-31T16:00:00.000Z')).toBe('2021-06-01');
    expect(localDate('2021-05-31T16:00:00.000Z', 'Asia/Jakarta')).toBe('2021-05-31');
    expect(localDate('2021-12-31T16:00:00.000Z')).toBe('2022-01-01');
  });

  it('is refused for what is no instant or no time zone', () => {
    expect(() => localDate('yesterday')).toThrow(RangeError);
    expect(() => localDate('2021-05-31T16:00:00.000Z', 'Asia/Mamasa')).toThrow(RangeError);
  });

  it('in Makassar begins eight hours before UTC', () => {
    fc.assert(
      fc.property(days, (day) => {
        fc.pre(day > '1970');
        expect(localDate(`${day}T00:00:00.000Z`)).toBe(day);
        expect(localDate(`${day}T15:59:59.999Z`)).toBe(day);
        expect(localDate(`${day}T16:00:00.000Z`)).toBe(addDays(day, 1));
      }),
    );
  });
});
