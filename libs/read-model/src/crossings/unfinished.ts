import { sql, type RawBuilder } from 'kysely';
import type { CrossingKind } from './opened';

/** Cancelled, or refused before it was ordered, and a sponsor still has allocations in the order. */
const unorders = sql`
  select cancelled.remittance_id as subject, cancelled.ordinal as ordinal from remittance_step cancelled
  where (cancelled.kind = 'cancelled' or cancelled.kind = 'refused' and not exists (
    select 1 from remittance_step complete
    where complete.remittance_id = cancelled.remittance_id and complete.kind = 'ordered')) and exists (
      select 1 from sponsor_step ordered
      where ordered.remittance_id = cancelled.remittance_id and ordered.kind = 'ordered' and not exists (
        select 1 from sponsor_step back where back.remittance_id = ordered.remittance_id
          and back.sponsor_id = ordered.sponsor_id and back.kind = 'unordered'))`;

/** Acknowledged, and fewer people settled or rejected than ordered. */
const settlements = sql`
  select acknowledged.remittance_id as subject, acknowledged.ordinal as ordinal from remittance_step acknowledged
  where acknowledged.kind = 'acknowledged' and 0 < (
    select sum(case step.kind when 'ordered' then step.heads else -step.heads end) from sponsor_step step
    where step.remittance_id = acknowledged.remittance_id
      and step.kind in ('ordered', 'unordered', 'settled', 'rejected'))`;

/** Money came back from BPJS, and a sponsor it names has not got it. */
const refunds = sql`
  select refund.refund_id as subject, refund.ordinal as ordinal from remittance_step refund
  where refund.kind = 'refund' and exists (
    select 1 from remittance_worker person where person.ordinal = refund.ordinal and not exists (
      select 1 from sponsor_step step where step.remittance_id = refund.remittance_id
        and step.sponsor_id = person.sponsor_id and step.kind = 'refunded' and step.refund_id = refund.refund_id))`;

/** A direct payment is verified and not every month of it has its paid remittance. */
const directAllocations = sql`
  select verified.payment_id as subject, verified.ordinal as ordinal from payment_fact verified
  join payment on payment.payment_id = verified.payment_id
  where verified.kind = 'verified' and payment.custody = 'direct'
    and not exists (select 1 from payment_fact reversed
      where reversed.payment_id = verified.payment_id and reversed.kind = 'reversed')
    and exists (select 1 from (
        select payment_id, month from direct_listing union all select payment_id, month from charge_payment) listing
      where listing.payment_id = verified.payment_id and not exists (
        select 1 from remittance join remittance_step step on step.remittance_id = remittance.remittance_id
        where remittance.direct_payment_id = verified.payment_id and remittance.month = listing.month
          and step.kind = 'paid'))`;

/** The last month of `assignment` after its releases. */
const end = sql`coalesce(
  (select min(release.through_month) from assignment_release release
    where release.worker_id = assignment.worker_id and release.assignment_id = assignment.assignment_id),
  assignment.last_month)`;

/** Died, and assigned or covered in a month after the month of death. */
const deaths = sql`
  select died.worker_id as subject, died.ordinal as ordinal from worker_end died
  where died.kind = 'died' and (
    exists (select 1 from assignment where assignment.worker_id = died.worker_id
      and ${end} > substr(died.effective_on, 1, 7) and ${end} >= assignment.first_month)
    or exists (select 1 from cover where cover.worker_id = died.worker_id
      and cover.month > substr(died.effective_on, 1, 7)
      group by cover.month having sum(cover.units) > 0))`;

/** A month of `assignment` at or after its end that is in an order and stays there. */
const orderedAtTheEnd = sql`exists (
  select 1 from premium paid
  join allocation on allocation.ordinal = paid.ordinal
  join allocation_order ordered on ordered.allocation_id = allocation.allocation_id
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
const leavings = sql`
  select gone.worker_id as subject, gone.ordinal as ordinal from worker_end gone
  where gone.kind = 'left' and exists (
    select 1 from assignment where assignment.worker_id = gone.worker_id and assignment.ordinal < gone.ordinal
      and ${end} > substr(gone.effective_on, 1, 7) and ${end} >= assignment.first_month
      and not ${orderedAtTheEnd} and not ${heldAtTheEnd})`;

/**
 * (subject, ordinal) of what is unfinished, for crossings with several last steps: functions of the facts alone, so that
 * the table comes out the same however the log is cut into pages.
 */
export const UNFINISHED: Partial<Record<CrossingKind, RawBuilder<unknown>>> = {
  unorder: unorders,
  settlement: settlements,
  refund: refunds,
  'direct-allocation': directAllocations,
  death: deaths,
  leaving: leavings,
};
