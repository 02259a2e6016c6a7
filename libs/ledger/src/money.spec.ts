import fc from 'fast-check';
import {
  compare,
  fits,
  isNegative,
  isPositive,
  isRupiah,
  LARGEST_AMOUNT,
  negate,
  percentOf,
  smaller,
  subtract,
  sum,
  times,
} from './money';

/** Also around the place where a number holds them no more. */
const amounts = fc.oneof(
  fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n }),
  fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
  fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n }),
  fc.bigInt({ min: 10n ** 15n - 10n, max: 10n ** 15n + 10n }),
);
const counts = fc.integer({ min: -1_000_000, max: 1_000_000 });

describe('rupiah', () => {
  it.each(['0', '16800', '-1', LARGEST_AMOUNT, '123456789012345678901234567890'])('are written %s', (text) =>
    expect(isRupiah(text)).toBe(true),
  );
  it.each(['', '-0', '+1', '007', '1.0', '1e3', '16.800', '16,800', ' 1', '1\n', 'NaN', '１', 16800, null])(
    'are not written %j',
    (text) => expect(isRupiah(text)).toBe(false),
  );

  it('of the seeds add up', () => {
    expect(sum()).toBe('0');
    expect(sum('10000', '6800')).toBe('16800');
    expect(times('16800', 50)).toBe('840000');
    expect(times(times('16800', 744), 12)).toBe('149990400');
    expect(subtract('201600000', '200000000')).toBe('1600000');
    expect(negate('0')).toBe('0');
  });

  it('keep every digit of large sums', () => {
    const large = '999999999999999999999999999999';
    expect(sum(large, '1')).toBe('1000000000000000000000000000000');
    expect(subtract(large, '1')).toBe('999999999999999999999999999998');
  });

  it('too large to be kept exactly are refused, not rounded', () => {
    const huge = `1${'0'.repeat(70)}`;
    expect(() => sum(huge, '1')).toThrow(RangeError);
    expect(() => compare(huge, '1')).toThrow(RangeError);
  });

  it.each(['16800.5', 'seribu', ''])('%j is refused', (wrong) => {
    expect(() => sum(wrong, '1')).toThrow(RangeError);
    expect(() => times('1', Number(wrong === '' ? NaN : 0.5))).toThrow(RangeError);
  });

  it('add, subtract, multiply and compare as whole numbers do', () => {
    fc.assert(
      fc.property(amounts, amounts, counts, (left, right, count) => {
        expect(sum(String(left), String(right))).toBe(String(left + right));
        expect(subtract(String(left), String(right))).toBe(String(left - right));
        expect(negate(String(left))).toBe(String(-left));
        expect(times(String(left), count)).toBe(String(left * BigInt(count)));
        expect(Math.sign(compare(String(left), String(right)))).toBe(left < right ? -1 : left > right ? 1 : 0);
        expect(smaller(String(left), String(right))).toBe(String(left < right ? left : right));
        expect([isNegative(String(left)), isPositive(String(left))]).toEqual([left < 0n, left > 0n]);
      }),
    );
  });
});

describe('a percentage', () => {
  it('of a base is whole', () => {
    expect(percentOf('1000000', '1')).toBe('10000');
    expect(percentOf('1000000', '0.5')).toBe('5000');
    expect(percentOf('1000000', '0.01')).toBe('100');
    expect(percentOf('0', '0.33')).toBe('0');
  });

  it('that leaves a fraction of a rupiah is an error', () => {
    expect(() => percentOf('1000050', '1')).toThrow('a fraction of a rupiah is left over: 10000.5');
    expect(() => percentOf('1', '0.0000000001')).toThrow(RangeError);
  });

  it.each(['', 'half', '1e3', 'NaN', 'Infinity', '0x10', '-', '1.', `0.${'3'.repeat(40)}`])('is not %j', (percent) =>
    expect(() => percentOf('1000000', percent)).toThrow(RangeError),
  );

  it('is exact or refused', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 20n }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (base, tenThousandths) => {
          const percent = `${Math.floor(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, '0')}`;
          const product = base * BigInt(tenThousandths);
          const calculate = () => percentOf(String(base), percent);
          if (product % 1_000_000n === 0n) expect(calculate()).toBe(String(product / 1_000_000n));
          else expect(calculate).toThrow(RangeError);
        },
      ),
    );
  });
});

describe('how often a premium fits', () => {
  it('is counted whole', () => {
    expect(fits('200000000', '201600')).toBe(992);
    expect(fits('201599', '201600')).toBe(0);
    expect(fits('0', '1')).toBe(0);
  });

  it('is refused for a premium of nothing, and for a count no number holds', () => {
    expect(() => fits('1', '0')).toThrow(RangeError);
    expect(() => fits('1', '-1')).toThrow(RangeError);
    expect(() => fits('99999999999999999999', '1')).toThrow(RangeError);
  });

  it('leaves less than one', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (amount, unit) => {
        const count = BigInt(fits(String(amount), String(unit)));
        expect(count * unit <= amount && amount < (count + 1n) * unit).toBe(true);
      }),
    );
  });
});
