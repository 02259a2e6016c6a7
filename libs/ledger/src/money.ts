import { Decimal as DecimalJs } from 'decimal.js';

/** The default precision of 20 digits silently loses rupiah in large sums. */
const Decimal = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_DOWN });

/** Whole rupiah as a decimal string without leading zeros, e.g. `"840000"`; negative only for differences. */
export type Rupiah = string;

/** The largest amount one command may name: 10^15 rupiah. */
export const LARGEST_AMOUNT: Rupiah = '1000000000000000';

const WHOLE = /^(0|-?[1-9][0-9]*)$/;
const PERCENT = /^[0-9]{1,3}(\.[0-9]{1,15})?$/;
/** With these limits no product or sum of the ledger comes near the precision: nothing is ever lost silently. */
const MOST_DIGITS = 35;

/** Whether `text` is a canonical whole number of rupiah. */
export const isRupiah = (text: unknown): text is Rupiah => typeof text === 'string' && WHOLE.test(text);

/** Digits with which the sum of two amounts is a number that loses nothing. */
const MOST_DIGITS_OF_A_NUMBER = 15;

/** The amount as a number; nothing for a larger one. Nearly all amounts are small, and Decimal costs many times as much. */
function small(amount: Rupiah): number | undefined {
  return amount.length <= MOST_DIGITS_OF_A_NUMBER && isRupiah(amount) ? Number(amount) : undefined;
}

/** `left` and `right` as numbers, if both are small. */
function bothSmall(left: Rupiah, right: Rupiah): readonly [number, number] | undefined {
  const [first, second] = [small(left), small(right)];
  return first === undefined || second === undefined ? undefined : [first, second];
}

function decimal(amount: Rupiah): DecimalJs {
  if (!isRupiah(amount)) throw new RangeError(`not a whole number of rupiah: ${JSON.stringify(amount)}`);
  if (amount.length > MOST_DIGITS) throw new RangeError(`more than ${MOST_DIGITS} digits of rupiah`);
  return new Decimal(amount);
}

function whole(value: DecimalJs): Rupiah {
  if (!value.isInteger()) throw new RangeError(`a fraction of a rupiah is left over: ${value.toFixed()}`);
  return value.isZero() ? '0' : value.toFixed(0);
}

/** Sum of any number of amounts; `"0"` for none. */
export function sum(...amounts: readonly Rupiah[]): Rupiah {
  let total = 0;
  for (const amount of amounts) {
    total += small(amount) ?? NaN;
    if (!Number.isSafeInteger(total)) return largeSum(amounts);
  }
  return String(total);
}

const largeSum = (amounts: readonly Rupiah[]): Rupiah =>
  whole(amounts.reduce((total, amount) => total.plus(decimal(amount)), new Decimal(0)));

export function subtract(from: Rupiah, amount: Rupiah): Rupiah {
  const numbers = bothSmall(from, amount);
  return numbers ? String(numbers[0] - numbers[1]) : whole(decimal(from).minus(decimal(amount)));
}

/** By its text: every entry of the journal takes what it gives. */
export function negate(amount: Rupiah): Rupiah {
  if (!isRupiah(amount)) throw new RangeError(`not a whole number of rupiah: ${JSON.stringify(amount)}`);
  if (amount === '0') return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** `amount` × `count`; `count` is a whole number. */
export function times(amount: Rupiah, count: number): Rupiah {
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a whole number: ${count}`);
  return whole(decimal(amount).times(count));
}

/**
 * `percent` of `amount`, e.g. `percentOf("1000000", "0.5")` = `"5000"`.
 * @throws RangeError on a fraction of a rupiah, or for a percentage not written like `1` or `0.5`
 */
export function percentOf(amount: Rupiah, percent: string): Rupiah {
  if (!PERCENT.test(percent)) throw new RangeError(`not a percentage: ${JSON.stringify(percent)}`);
  return whole(decimal(amount).times(new Decimal(percent)).dividedBy(100));
}

/**
 * How many whole times `unit` fits into `amount`.
 * @throws RangeError unless `unit` is positive and the count one that a number holds exactly
 */
export function fits(amount: Rupiah, unit: Rupiah): number {
  if (!isPositive(unit)) throw new RangeError('the unit must be positive');
  const count = decimal(amount).dividedToIntegerBy(decimal(unit)).toNumber();
  if (!Number.isSafeInteger(count)) throw new RangeError('it fits more often than a number can count');
  return count;
}

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`. */
export function compare(left: Rupiah, right: Rupiah): number {
  const numbers = bothSmall(left, right);
  return numbers ? Math.sign(numbers[0] - numbers[1]) : decimal(left).comparedTo(decimal(right));
}

export const isPositive = (amount: Rupiah): boolean => compare(amount, '0') > 0;
export const isNegative = (amount: Rupiah): boolean => compare(amount, '0') < 0;
export const smaller = (left: Rupiah, right: Rupiah): Rupiah => (compare(left, right) <= 0 ? left : right);
