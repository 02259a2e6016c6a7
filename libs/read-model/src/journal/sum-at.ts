import { sql, type RawBuilder } from 'kysely';
import { addDays } from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import { SPONSOR_SUMS } from './sponsor-change';
import { CLASSES, LATEST } from './sponsor-total';

const sumsAt = sql.raw(SPONSOR_SUMS.map((sum) => `last.${sum}`).join(', '));
const sumsSince = sql.raw(SPONSOR_SUMS.map((sum) => `late.${sum} - coalesce(earlier.${sum}, 0) as ${sum}`).join(', '));

/**
 * Rows whose sums, added up, are the sums of `sponsor` at both times; few, however long the history. Those entries in
 * the order of the log that are all effective by `asOf` have one total; after them only entries that came late count,
 * and one that came up to n days late is effective within the n days before `asOf`.
 */
export const sponsorTotalRows = (sponsor: RawBuilder<unknown>, { asOf, ordinal }: Seen): RawBuilder<unknown> => {
  const classes = [...CLASSES.map((days) => [days, addDays(asOf, -days)] as const), [LATEST, ''] as const].map(
    ([days, since]) => sql`select ${sql.raw(String(days))} as days, ${since} as since`,
  );
  return sql`
    select ${sumsAt} from (
      select * from sponsor_total t where t.sponsor_id = ${sponsor} and t.ordinal <= ${ordinal}
        and t.ordinal <= (select x.ordinal from sponsor_total x where x.sponsor_id = ${sponsor} and x.latest_on <= ${asOf}
          order by x.latest_on desc, x.ordinal desc limit 1)
      order by t.ordinal desc limit 1) last
    union all
    select ${sumsSince} from (${sql.join(classes, sql` union all `)}) class
    cross join sponsor_total late
    left join sponsor_total earlier on earlier.sponsor_id = late.sponsor_id and earlier.ordinal = late.previous
    where late.sponsor_id = ${sponsor} and late.days_late > 0 and late.days_late = class.days
      and late.effective_on > class.since and late.effective_on <= ${asOf} and late.latest_on > ${asOf}
      and late.ordinal <= ${ordinal}`;
};
