import { monthOf, type LocalDate, type Month, type Sector } from '@sedekah/ledger';

/** What workers of a sponsor have in common whose due months and prices are the same. */
export interface Span {
  readonly firstMonth: Month;
  /** After releases. */
  readonly lastMonth: Month;
  /** The day of the enrolment where it lies in the first month, else its month: before the first one, it is over. */
  readonly enrolled: string;
  readonly sector: Sector;
  readonly band: number;
}

/** As it stands in `sponsor_heads`: in the order of the first months. */
export const spanText = ({ firstMonth, lastMonth, enrolled, sector, band }: Span): string =>
  [firstMonth, lastMonth, enrolled, sector, band].join('/');

/** The same from the table. @throws Error for a text that is none */
export function spanOf(text: string): Span {
  const [firstMonth, lastMonth, enrolled, sector, band] = text.split('/');
  if (!firstMonth || !lastMonth || !enrolled || !sector || !band) throw new Error(`not a span: ${text}`);
  return { firstMonth, lastMonth, enrolled, sector: sector as Sector, band: Number(band) };
}

/** Greater than the text of every span that has begun by the month, less than all others: `/` comes before `0`. */
export const endOfSpans = (month: Month): string => `${month}0`;

export const enrolledFrom = (firstMonth: Month, enrolledOn: LocalDate): string =>
  monthOf(enrolledOn) === firstMonth ? enrolledOn : monthOf(enrolledOn);

/** Whether the enrolment had been on `day`, for a span that has begun by then. */
export const isEnrolledOn = ({ enrolled }: Span, day: LocalDate): boolean => enrolled <= day;
