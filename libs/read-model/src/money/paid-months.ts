import { sql, type Kysely } from 'kysely';
import type { Month } from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';

type Db = Kysely<ReadModelTables>;

/** Workers per statement. */
const CHUNK = 500;

const isSeen = ({ asOf, ordinal }: Seen) => sql`p.effective_on <= ${asOf} and p.ordinal <= ${ordinal}`;
const everAssigned = (sponsorId: string, { ordinal }: Seen) =>
  sql`select a.worker_id from assignment a where a.sponsor_id = ${sponsorId} and a.ordinal <= ${ordinal}`;

/** Which of the sponsor's workers have a live premium for the month, whoever pays it. */
export async function paidIn(db: Db, sponsorId: string, month: Month, seen: Seen): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ worker_id: string }>`
    select p.worker_id from premium p
    where p.worker_id in (${everAssigned(sponsorId, seen)}) and p.month = ${month} and ${isSeen(seen)}
    group by p.worker_id having sum(p.change) > 0
  `.execute(db);
  return new Set(rows.map((row) => row.worker_id));
}

/** Live premiums of the sponsor's workers for months after `month`, whoever pays them. */
export async function paidAfter(db: Db, sponsorId: string, month: Month, seen: Seen): Promise<number> {
  const ahead = await db
    .selectFrom('allocation')
    .select('allocation_id')
    .where('sponsor_id', '=', sponsorId)
    .where('month', '>', month)
    .where('ordinal', '<=', seen.ordinal)
    .where('effective_on', '<=', seen.asOf)
    .limit(1)
    .executeTakeFirst();
  if (!ahead) return 0;
  const { rows } = await sql<{ paid: number }>`
    select ${whole(sql`count(*)`)} as paid from (
      select p.worker_id, p.month from premium p
      where p.worker_id in (${everAssigned(sponsorId, seen)}) and p.month > ${month} and ${isSeen(seen)}
      group by p.worker_id, p.month having sum(p.change) > 0) live
  `.execute(db);
  return rows[0]?.paid ?? 0;
}

/** The months through `through` that are paid, of these workers: `<worker> <month>`. */
export async function monthsPaid(
  db: Db,
  workers: Iterable<string>,
  through: Month,
  seen: Seen,
): Promise<ReadonlySet<string>> {
  const all = [...new Set(workers)];
  const paid = new Set<string>();
  for (let index = 0; index < all.length; index += CHUNK) {
    const { rows } = await sql<{ worker_id: string; month: Month }>`
      select p.worker_id, p.month from premium p
      where p.worker_id in (${sql.join(all.slice(index, index + CHUNK))}) and p.month <= ${through} and ${isSeen(seen)}
      group by p.worker_id, p.month having sum(p.change) > 0
    `.execute(db);
    for (const { worker_id: workerId, month } of rows) paid.add(`${workerId} ${month}`);
  }
  return paid;
}
