import { sql, type RawBuilder } from 'kysely';

/** A month or a day, as text, as a number of months: `2021-05` and `2021-05-31` alike. */
export const monthNumber = (text: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`(cast(substr(${text}, 1, 4) as integer) * 12 + cast(substr(${text}, 6, 2) as integer))`;

/** The month of a day. */
export const monthOfDay = (day: RawBuilder<unknown>): RawBuilder<string> => sql<string>`substr(${day}, 1, 7)`;

/** `values` as a table of one column, `month`. */
export const monthTable = (months: readonly string[]): RawBuilder<unknown> =>
  sql`(${sql.join(
    months.map((month) => sql`select ${month} as month`),
    sql` union all `,
  )})`;
