import { sql, type Kysely } from 'kysely';
import {
  monthOf,
  monthRange,
  ruleValue,
  type FundingSource,
  type LawState,
  type Month,
  type Rupiah,
  type Sector,
} from '@sedekah/ledger';
import { hasEnded, isDue, isPaid, withMembers, type Seen } from '../assignments/members';
import { monthTable } from '../store/month-sql';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';
import { conditionsOf, costOf, type Heads } from './prices';

export interface Arrears {
  readonly month: Month;
  readonly amount: Rupiah;
}

interface Row {
  readonly month: Month;
  readonly sector: Sector;
  readonly band: number;
  readonly july: number;
  readonly heads: number;
}

/**
 * Months of a sponsor's workers that are assigned and not funded, through the month of `asOf`: from the latest enrolment
 * on, not after death or leaving, not of workers whose membership has ended. Unfilled quota is no arrears.
 */
export async function arrearsOf(
  db: Kysely<ReadModelTables>,
  sponsorId: string,
  fundingSource: FundingSource,
  law: LawState,
  seen: Seen,
): Promise<Arrears[]> {
  const through = monthOf(seen.asOf);
  const first = await db
    .selectFrom('assignment')
    .select((eb) => eb.fn.min('first_month').as('month'))
    .where('sponsor_id', '=', sponsorId)
    .where('ordinal', '<=', seen.ordinal)
    .executeTakeFirst();
  const months = first?.month ? monthRange(first.month, through) : [];
  if (months.length === 0) return [];
  const grace = ruleValue(law, 'grace-months', seen.asOf);
  const { rows } = await sql<Row>`
    ${withMembers(sql`a.sponsor_id = ${sponsorId}`, months[0] ?? through, seen)}
    select d.month, m.sector, m.band, m.july, ${whole(sql`count(*)`)} as heads
    from m join ${monthTable(months)} d on d.month between m.first_month and m.last_month and ${isDue}
    where not ${hasEnded(grace)} and not (${isPaid(seen)})
    group by d.month, m.sector, m.band, m.july order by d.month, m.sector, m.band, m.july
  `.execute(db);
  const items = rows.map(({ july, ...row }): Heads => ({ ...row, conditions: conditionsOf(july) }));
  return [...Map.groupBy(items, ({ month }) => month)].map(([month, heads]) => ({
    month,
    amount: costOf(law, fundingSource, heads),
  }));
}
