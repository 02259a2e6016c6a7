import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Afterwards, Range } from '../projector/page';
import type { ReadModelTables } from '../tables';
import type { CrossingKind } from './opened';

/**
 * Writes the open crossings of `kind` anew for the subjects that a page touched. `open` selects (subject, ordinal) of
 * what is unfinished and is a function of the log alone, so that the table comes out the same however pages are cut.
 */
const recompute =
  (kind: CrossingKind, touched: (range: Range) => RawBuilder<unknown>, open: RawBuilder<unknown>): Afterwards =>
  async (transaction: Kysely<ReadModelTables>, range: Range) => {
    await sql`delete from crossing where kind = ${kind} and subject in (${touched(range)})`.execute(transaction);
    await sql`
      insert into crossing (kind, subject, ordinal)
      select '${sql.raw(kind)}', unfinished.subject, min(unfinished.ordinal) from (${open}) unfinished
      where unfinished.subject in (${touched(range)}) group by unfinished.subject
    `.execute(transaction);
  };

const within = ({ first, last }: Range, column = 'ordinal') => sql`${sql.raw(column)} between ${first} and ${last}`;

/** Cancelled, or refused before it was ordered, and a sponsor still has allocations in the order. */
export const recomputeUnorders = recompute(
  'unorder',
  (range) => sql`
    select remittance_id from remittance_step where kind in ('cancelled', 'refused', 'ordered') and ${within(range)}
    union select remittance_id from sponsor_step where kind in ('ordered', 'unordered') and ${within(range)}`,
  sql`
    select cancelled.remittance_id as subject, cancelled.ordinal as ordinal from remittance_step cancelled
    where (cancelled.kind = 'cancelled' or cancelled.kind = 'refused' and not exists (
      select 1 from remittance_step complete
      where complete.remittance_id = cancelled.remittance_id and complete.kind = 'ordered')) and exists (
      select 1 from sponsor_step ordered
      where ordered.remittance_id = cancelled.remittance_id and ordered.kind = 'ordered' and not exists (
        select 1 from sponsor_step back where back.remittance_id = ordered.remittance_id
          and back.sponsor_id = ordered.sponsor_id and back.kind = 'unordered'))`,
);

/** Acknowledged, and fewer people settled or rejected than ordered. */
export const recomputeSettlements = recompute(
  'settlement',
  (range) => sql`
    select remittance_id from remittance_step where kind = 'acknowledged' and ${within(range)}
    union select remittance_id from sponsor_step where kind <> 'refunded' and ${within(range)}`,
  sql`
    select acknowledged.remittance_id as subject, acknowledged.ordinal as ordinal from remittance_step acknowledged
    where acknowledged.kind = 'acknowledged' and 0 < (
      select sum(case step.kind when 'ordered' then step.heads else -step.heads end) from sponsor_step step
      where step.remittance_id = acknowledged.remittance_id and step.kind <> 'refunded')`,
);

/** Money came back from BPJS, and a sponsor it names has not got it. */
export const recomputeRefunds = recompute(
  'refund',
  (range) => sql`
    select refund_id from remittance_step where kind = 'refund' and ${within(range)}
    union select refund_id from sponsor_step where kind = 'refunded' and ${within(range)}`,
  sql`
    select refund.refund_id as subject, refund.ordinal as ordinal from remittance_step refund
    where refund.kind = 'refund' and exists (
      select 1 from remittance_worker person where person.ordinal = refund.ordinal and not exists (
        select 1 from sponsor_step step where step.remittance_id = refund.remittance_id
          and step.sponsor_id = person.sponsor_id and step.kind = 'refunded' and step.refund_id = refund.refund_id))`,
);

/** A direct payment is verified and not every month of it has its paid remittance. */
export const recomputeDirectAllocations = recompute(
  'direct-allocation',
  (range) => sql`
    select fact.payment_id from payment_fact fact join payment on payment.payment_id = fact.payment_id
    where payment.custody = 'direct' and fact.kind in ('verified', 'reversed') and ${within(range, 'fact.ordinal')}
    union select remittance.direct_payment_id from remittance_step step
      join remittance on remittance.remittance_id = step.remittance_id
    where remittance.direct_payment_id is not null and step.kind = 'paid' and ${within(range, 'step.ordinal')}`,
  sql`
    select verified.payment_id as subject, verified.ordinal as ordinal from payment_fact verified
    join payment on payment.payment_id = verified.payment_id
    where verified.kind = 'verified' and payment.custody = 'direct'
      and not exists (select 1 from payment_fact reversed
        where reversed.payment_id = verified.payment_id and reversed.kind = 'reversed')
      and exists (select 1 from direct_listing listing
        where listing.payment_id = verified.payment_id and not exists (
          select 1 from remittance join remittance_step step on step.remittance_id = remittance.remittance_id
          where remittance.direct_payment_id = verified.payment_id and remittance.month = listing.month
            and step.kind = 'paid'))`,
);

/** People who died or left and whom a page's events name. */
const ended = (kind: 'died' | 'left', range: Range, ...tables: string[]) => sql`
  select worker_id from worker_end where kind = '${sql.raw(kind)}' and ${within(range)}
  ${sql.join(
    tables.map(
      (table) => sql`
        union select gone.worker_id from worker_end gone join ${sql.raw(table)} named on named.worker_id = gone.worker_id
        where gone.kind = '${sql.raw(kind)}' and ${within(range, 'named.ordinal')}`,
    ),
    sql` `,
  )}`;

/** The last month of `assignment` after its releases. */
const end = sql`coalesce(
  (select min(release.through_month) from assignment_release release
    where release.worker_id = assignment.worker_id and release.assignment_id = assignment.assignment_id),
  assignment.last_month)`;

/** Died, and assigned or covered in a month after the month of death. */
export const recomputeDeaths = recompute(
  'death',
  (range) => ended('died', range, 'cover', 'assignment', 'assignment_release'),
  sql`
    select died.worker_id as subject, died.ordinal as ordinal from worker_end died
    where died.kind = 'died' and (
      exists (select 1 from assignment where assignment.worker_id = died.worker_id
        and ${end} > substr(died.effective_on, 1, 7) and ${end} >= assignment.first_month)
      or exists (select 1 from cover where cover.worker_id = died.worker_id
        and cover.month > substr(died.effective_on, 1, 7)
        group by cover.month having sum(cover.units) > 0))`,
);

/** Who left and has a premium that went into, or came out of, an order, or that a direct payment holds or held. */
const boundMonths = (range: Range) => sql`
  union select gone.worker_id from worker_end gone join premium paid on paid.worker_id = gone.worker_id
    join allocation_order ordered on ordered.allocation_id = paid.allocation_id
    where gone.kind = 'left' and paid.change = 1 and (${within(range, 'ordered.ordinal')} or exists (
      select 1 from sponsor_step back where back.remittance_id = ordered.remittance_id
        and back.sponsor_id = ordered.sponsor_id and back.kind = 'unordered' and ${within(range, 'back.ordinal')}))
  union select gone.worker_id from worker_end gone join direct_listing listing on listing.worker_id = gone.worker_id
    where gone.kind = 'left' and (${within(range, 'listing.ordinal')} or exists (
      select 1 from payment_fact fact where fact.payment_id = listing.payment_id and ${within(range, 'fact.ordinal')}))`;

/** A month of \`assignment\` at or after its end that is in an order and stays there. */
const orderedAtTheEnd = sql`exists (
  select 1 from premium paid
  join allocation_order ordered on ordered.allocation_id = paid.allocation_id
  where paid.worker_id = assignment.worker_id and paid.change = 1 and paid.month >= ${end}
    and not exists (select 1 from premium back where back.worker_id = paid.worker_id and back.month = paid.month
      and back.change = -1 and back.ordinal > paid.ordinal)
    and not exists (select 1 from sponsor_step back where back.remittance_id = ordered.remittance_id
      and back.sponsor_id = ordered.sponsor_id and back.kind = 'unordered'))`;

/** The same, named by a direct payment that still counts. */
const heldAtTheEnd = sql`exists (
  select 1 from direct_listing listing
  where listing.worker_id = assignment.worker_id and listing.month >= ${end}
    and not exists (select 1 from payment_fact fact
      where fact.payment_id = listing.payment_id and fact.kind in ('rejected', 'reversed')))`;

/** Left, and still assigned in a month after that, later than every month that is ordered or held by a direct payment. */
export const recomputeLeavings = recompute(
  'leaving',
  (range) => sql`${ended('left', range, 'assignment', 'assignment_release', 'premium')} ${boundMonths(range)}`,
  sql`
    select gone.worker_id as subject, gone.ordinal as ordinal from worker_end gone
    where gone.kind = 'left' and exists (
      select 1 from assignment where assignment.worker_id = gone.worker_id and assignment.ordinal < gone.ordinal
        and ${end} > substr(gone.effective_on, 1, 7) and ${end} >= assignment.first_month
        and not ${orderedAtTheEnd} and not ${heldAtTheEnd})`,
);
