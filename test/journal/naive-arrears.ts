import { sql } from 'kysely';
import { monthOf, monthRange, ruleValue } from '@sedekah/ledger';
import type { ReadModel } from '@sedekah/read-model';
import { hasEnded, isDue, isPaid, withMembers, type Seen } from '../../libs/read-model/src/assignments/members';
import { lawKnown } from '../../libs/read-model/src/law/law-known';
import { monthTable } from '../../libs/read-model/src/store/month-sql';
import { whole } from '../../libs/read-model/src/store/table';

/** Unpaid worker-months by month: every month of every worker is looked up. All of one price, 16,800. */
export async function naiveArrears({ db }: Pick<ReadModel, 'db'>, sponsorId: string, seen: Seen) {
  const months = monthRange('2021-05', monthOf(seen.asOf));
  if (months.length === 0) return [];
  const grace = ruleValue(await lawKnown(db, seen.ordinal), 'grace-months', seen.asOf);
  const { rows } = await sql<{ month: string; heads: number }>`
    ${withMembers(sql`a.sponsor_id = ${sponsorId}`, months[0] ?? '', seen)}
    select d.month, ${whole(sql`count(*)`)} as heads
    from m join ${monthTable(months)} d on d.month between m.first_month and m.last_month and ${isDue}
    where not ${hasEnded(grace)} and not (${isPaid(seen)}) group by d.month order by d.month
  `.execute(db);
  return rows.map(({ month, heads }) => ({ month, amount: String(16_800 * heads) }));
}
