import { sql, type Kysely, type RawBuilder } from 'kysely';
import { money, type FundingSource, type LocalDate, type Month, type Rupiah } from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import { sponsorTotalRows } from '../journal/sum-at';
import { rupiah } from '../store/table';
import type { ReadModelTables } from '../tables';

/** Pledges of one sponsor, or those that one budget has reserved for. */
export interface Payer {
  /** Whether a row of the table `alias`, which has `sponsor_id` and `pledge_id`, is of these pledges. */
  readonly owns: (alias: 'a' | 'paid' | 'terms') => RawBuilder<boolean>;
}

export const payerOfSponsor = (sponsorId: string): Payer => ({
  owns: (alias) => sql<boolean>`${sql.ref(`${alias}.sponsor_id`)} = ${sponsorId}`,
});
export const payerOfBudget = (authorityId: string): Payer => ({
  owns: (alias) => sql<boolean>`${sql.ref(`${alias}.pledge_id`)} in (
    select own.pledge_id from pledge_terms own where own.budget_id = ${authorityId})`,
});

/** A pledge as it stands on the day, with the last month it still promises. */
export interface Pledged {
  readonly quota: number;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  readonly fundingSource: FundingSource;
  /** First month not promised any more. */
  readonly withdrawnFrom: Month | null;
}

export async function promisesOf(db: Kysely<ReadModelTables>, payer: Payer, seen: Seen): Promise<Pledged[]> {
  const { asOf, ordinal } = seen;
  const { rows } = await sql<Pledged>`
    select terms.quota, terms.first_month as "firstMonth", terms.last_month as "lastMonth",
      s.funding_source as "fundingSource",
      (select min(w.from_month) from pledge_withdrawal w where w.pledge_id = terms.pledge_id
        and w.ordinal <= ${ordinal} and w.effective_on <= ${asOf}) as "withdrawnFrom"
    from pledge_terms terms join sponsor s on s.sponsor_id = terms.sponsor_id
    where ${payer.owns('terms')} and terms.ordinal = (
      select max(later.ordinal) from pledge_terms later
      where later.pledge_id = terms.pledge_id and later.ordinal <= ${ordinal} and later.effective_on <= ${asOf})
    order by terms.ordinal
  `.execute(db);
  return rows;
}

/**
 * Premiums of these pledges that are paid for: allocated and not taken back, rejected or refunded since, at the price
 * that the law known then gives them.
 */
export async function spentOf(db: Kysely<ReadModelTables>, payer: Payer, { asOf, ordinal }: Seen): Promise<Rupiah> {
  const { rows } = await sql<{ spent: Rupiah }>`
    select ${rupiah('sum(coalesce(late.amount_per_worker, paid.amount_per_worker))')} as spent
    from allocation paid join premium p on p.ordinal = paid.ordinal and p.change = 1
    left join allocation_repricing late on late.ordinal = (
      select max(x.ordinal) from premium x where x.worker_id = p.worker_id and x.month = p.month and x.change = 0
        and x.ordinal > p.ordinal and x.ordinal <= ${ordinal} and x.effective_on <= ${asOf})
    where ${payer.owns('paid')} and paid.ordinal <= ${ordinal} and paid.effective_on <= ${asOf}
      and not exists (select 1 from premium back where back.worker_id = p.worker_id and back.month = p.month
        and back.change < 0 and back.ordinal > p.ordinal and back.ordinal <= ${ordinal}
        and back.effective_on <= ${asOf})
  `.execute(db);
  return rows[0]?.spent ?? '0';
}

/** What a sponsor has that is verified and not spent, wherever it lies, and what is spent: the same as its balance. */
export async function moneyOf(
  db: Kysely<ReadModelTables>,
  sponsorId: string,
  seen: Seen,
): Promise<{ readonly available: Rupiah; readonly spent: Rupiah }> {
  const { rows } = await sql<{ available: Rupiah; spent: Rupiah }>`
    select ${rupiah('sum(bank + bpjs + direct)').as('available')}, ${rupiah('sum(allocated)').as('spent')}
    from (${sponsorTotalRows(sql`${sponsorId}`, seen)}) totals
  `.execute(db);
  return rows[0] ?? { available: '0', spent: '0' };
}

/** A budget's ceiling and reservations on the day. */
export interface BudgetNumbers {
  readonly ceiling: Rupiah;
  readonly reserved: Rupiah;
  readonly validThrough: LocalDate;
}

/** `undefined` for what is no budget, or was not known yet. */
export async function budgetNumbers(
  db: Kysely<ReadModelTables>,
  authorityId: string,
  { asOf, ordinal }: Seen,
): Promise<BudgetNumbers | undefined> {
  const found = await db
    .selectFrom('authority')
    .select('valid_through')
    .where('authority_id', '=', authorityId)
    .where('ordinal', '<=', ordinal)
    .executeTakeFirst();
  if (!found) return undefined;
  const { rows } = await sql<{ kind: string; amount: Rupiah }>`
    select f.kind, cast(f.amount as text) as amount from authority_fact f
    where f.authority_id = ${authorityId} and f.ordinal <= ${ordinal} and f.effective_on <= ${asOf}
    order by f.ordinal
  `.execute(db);
  const ceiling = rows.findLast(({ kind }) => kind === 'ceiling')?.amount;
  if (ceiling === undefined) return undefined;
  const of = (kind: string) => money.sum(...rows.filter((fact) => fact.kind === kind).map(({ amount }) => amount));
  return { ceiling, reserved: money.subtract(of('reserved'), of('released')), validThrough: found.valid_through };
}
