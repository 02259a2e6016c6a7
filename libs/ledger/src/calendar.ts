/** UTC instant, ISO 8601 with milliseconds: `2021-05-03T04:00:00.000Z`. */
export type Instant = string;
/** Calendar day in the scheme's time zone: `2021-05-03`. */
export type LocalDate = string;
/** Contribution month (bulan iuran): `2021-05`. A type of its own: never derived from a payment's date. */
export type Month = string;

/** Every place of the scheme lies in WITA, UTC+8. Month ends and due days follow it, not UTC. */
export const DEFAULT_TIME_ZONE = 'Asia/Makassar';

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether `text` is a month from 1900-01 to 9999-12. */
export const isMonth = (text: unknown): text is Month => typeof text === 'string' && MONTH.test(text) && text >= '1900';

/** Whether `text` is a day that exists in the calendar, from 1900 on. */
export function isLocalDate(text: unknown): text is LocalDate {
  const match = typeof text === 'string' ? DATE.exec(text) : null;
  if (!match || match[0] < '1900') return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function monthNumber(month: Month): number {
  const match = MONTH.exec(month);
  if (!match) throw new RangeError(`not a month: ${JSON.stringify(month)}`);
  return Number(match[1]) * 12 + Number(match[2]) - 1;
}

function monthOfNumber(number: number): Month {
  const month = `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
  if (!isMonth(month)) throw new RangeError(`beyond the calendar of 1900 to 9999: month ${number}`);
  return month;
}

/** Milliseconds of the day's start. JavaScript's own parser would take 30 February for 2 March. */
function timeOf(date: LocalDate): number {
  if (!isLocalDate(date)) throw new RangeError('not a day of the calendar');
  return Date.parse(`${date}T00:00:00Z`);
}

/** @throws RangeError for what is no month, no whole number, or leads beyond 1900 to 9999 */
export const addMonths = (month: Month, count: number): Month => monthOfNumber(monthNumber(month) + count);

/** Months from `from` to `to`: 0 for the same month, negative when `to` is earlier. */
export const monthsBetween = (from: Month, to: Month): number => monthNumber(to) - monthNumber(from);

/** Every month from `first` through `last`; none when they are reversed. */
export function monthRange(first: Month, last: Month): Month[] {
  const from = monthNumber(first);
  return Array.from({ length: Math.max(0, monthNumber(last) - from + 1) }, (_, index) => monthOfNumber(from + index));
}

export const monthOf = (date: LocalDate): Month => date.slice(0, 7);
export const firstDayOf = (month: Month): LocalDate => `${month}-01`;

export function lastDayOf(month: Month): LocalDate {
  const number = monthNumber(month);
  const day = new Date(Date.UTC(Math.floor(number / 12), (number % 12) + 1, 0)).getUTCDate();
  return `${month}-${String(day).padStart(2, '0')}`;
}

/** @throws RangeError for what is no day of the calendar, no whole number, or leads beyond 1900 to 9999 */
export function addDays(date: LocalDate, count: number): LocalDate {
  const moved = new Date(timeOf(date) + count * 86_400_000).toISOString().slice(0, 10);
  if (!Number.isSafeInteger(count) || !isLocalDate(moved)) throw new RangeError(`${count} days lead to no day`);
  return moved;
}

/** Days from `from` to `to`. @throws RangeError for what is no day of the calendar */
export const daysBetween = (from: LocalDate, to: LocalDate): number => (timeOf(to) - timeOf(from)) / 86_400_000;

/**
 * Whole years of age on `date` of someone born on `birthDate`; negative before birth. Born on 29 February, one is a year
 * older on 1 March of other years. @throws RangeError for what is no day of the calendar, without repeating it
 */
export function ageOn(birthDate: LocalDate, date: LocalDate): number {
  timeOf(birthDate);
  timeOf(date);
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of `instant` in `timeZone`. */
export function localDate(instant: Instant, timeZone: string = DEFAULT_TIME_ZONE): LocalDate {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(new Date(instant));
}
