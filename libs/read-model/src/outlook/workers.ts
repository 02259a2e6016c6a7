import { sql, type Kysely } from 'kysely';
import {
  monthOf,
  monthRange,
  ruleValue,
  type FundingSource,
  type LawState,
  type Month,
  type Sector,
} from '@sedekah/ledger';
import { hasEnded, isDue, isPaid, withMembers, type Seen } from '../assignments/members';
import { monthTable } from '../store/month-sql';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';
import type { Payer } from './payers';

/** Workers with the same price. */
export interface WorkerKind {
  readonly fundingSource: FundingSource;
  readonly sector: Sector;
  readonly band: number;
  /** Cover in July 2020, 1 or 0: a condition of one tariff. */
  readonly july: number;
}
export interface WorkersOfKind extends WorkerKind {
  readonly heads: number;
}
export interface WorkerMonths extends WorkersOfKind {
  readonly month: Month;
}

const kind = sql`s.funding_source as "fundingSource", m.sector, m.band, m.july`;
const byKind = sql`s.funding_source, m.sector, m.band, m.july`;

/** Worker-months through the month of `asOf` that are assigned, may be paid and are not: what is owed before all else. */
export async function owedMonths(
  db: Kysely<ReadModelTables>,
  payer: Payer,
  law: LawState,
  seen: Seen,
): Promise<WorkerMonths[]> {
  const { rows: found } = await sql<{ first: Month | null }>`select min(a.first_month) as first from assignment a
    where ${payer.owns('a')} and a.ordinal <= ${seen.ordinal}`.execute(db);
  const first = found[0]?.first;
  const months = first ? monthRange(first, monthOf(seen.asOf)) : [];
  if (!first || months.length === 0) return [];
  const { rows } = await sql<WorkerMonths>`
    ${withMembers(payer.owns('a'), first, seen)}
    select d.month, ${kind}, ${whole(sql`count(*)`)} as heads
    from m join sponsor s on s.sponsor_id = m.sponsor_id
    join ${monthTable(months)} d on d.month between m.first_month and m.last_month and ${isDue}
    where not ${hasEnded(ruleValue(law, 'grace-months', seen.asOf))} and not (${isPaid(seen)})
    group by d.month, ${byKind} order by d.month, ${byKind}
  `.execute(db);
  return rows;
}

/** Who is there in the month of `asOf`: assigned, enrolled, alive, not ended; and which later months are paid ahead. */
export async function presentWorkers(
  db: Kysely<ReadModelTables>,
  payer: Payer,
  law: LawState,
  seen: Seen,
): Promise<{ readonly present: readonly WorkersOfKind[]; readonly ahead: readonly WorkerMonths[] }> {
  const month = monthOf(seen.asOf);
  const assigned = sql`${payer.owns('a')} and a.first_month <= ${month} and a.last_month >= ${month}`;
  const members = withMembers(assigned, month, seen);
  const isThere = sql`m.last_month >= ${month} and ${isDue}
    and not ${hasEnded(ruleValue(law, 'grace-months', seen.asOf))}`;
  const { rows: present } = await sql<WorkersOfKind>`${members}
    select ${kind}, ${whole(sql`count(*)`)} as heads
    from m join sponsor s on s.sponsor_id = m.sponsor_id join ${monthTable([month])} d on 1 = 1
    where ${isThere} group by ${byKind} order by ${byKind}
  `.execute(db);
  const { rows: ahead } = await sql<WorkerMonths>`${members}
    select p.month, ${kind}, ${whole(sql`sum(p.change)`)} as heads
    from m join sponsor s on s.sponsor_id = m.sponsor_id join ${monthTable([month])} d on 1 = 1
    join premium p on p.worker_id = m.worker_id and p.month > ${month} and p.ordinal <= ${seen.ordinal}
      and p.effective_on <= ${seen.asOf}
    where ${isThere} group by p.month, ${byKind} order by p.month, ${byKind}
  `.execute(db);
  return { present, ahead };
}
