import { sql, type Kysely, type RawBuilder } from 'kysely';
import { monthOf } from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import type { ReadModelTables } from '../tables';
import { endOfSpans, spanOf, type Span } from './span';

/** So many workers of a sponsor with the same span. */
export interface Heads extends Span {
  readonly heads: number;
}

/**
 * The sponsor's workers whose months have begun by `asOf`, but for those who are looked at one by one. The index is
 * entered once a span, however many events have changed it.
 */
export async function headsOf(
  db: Kysely<ReadModelTables>,
  sponsorId: string,
  { asOf, ordinal }: Seen,
): Promise<Heads[]> {
  const { rows } = await sql<{ span: string; heads: number }>`
    ${headsBySpan(sponsorId, endOfSpans(monthOf(asOf)), ordinal)}
  `.execute(db);
  return rows.map(({ span, heads }) => ({ ...spanOf(span), heads }));
}

export const headsBySpan = (sponsorId: string, end: string, ordinal: number): RawBuilder<unknown> => sql`
  with recursive spans (span) as (
    select (select h.span from sponsor_heads h where h.sponsor_id = ${sponsorId} and h.span < ${end}
      order by h.span limit 1)
    union all
    select (select h.span from sponsor_heads h where h.sponsor_id = ${sponsorId} and h.span > s.span and h.span < ${end}
      order by h.span limit 1) from spans s where s.span is not null)
  select * from (
    select s.span, (select h.heads from sponsor_heads h
      where h.sponsor_id = ${sponsorId} and h.span = s.span and h.ordinal <= ${ordinal}
      order by h.ordinal desc limit 1) as heads
    from spans s where s.span is not null) counted
  where counted.heads > 0`;

/** Those who are looked at one by one, as the condition on a worker's id. */
export const isApart = (worker: string, sponsorId: string, { ordinal }: Seen) =>
  sql<boolean>`${sql.raw(worker)} in (
    select x.worker_id from sponsor_apart x where x.sponsor_id = ${sponsorId} and x.ordinal <= ${ordinal})`;

/** Whether there is anybody like that. */
export async function hasApart(db: Kysely<ReadModelTables>, sponsorId: string, { ordinal }: Seen): Promise<boolean> {
  const one = await db
    .selectFrom('sponsor_apart')
    .select('worker_id')
    .where('sponsor_id', '=', sponsorId)
    .where('ordinal', '<=', ordinal)
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}
