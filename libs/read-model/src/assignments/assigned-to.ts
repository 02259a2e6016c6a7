import { sql, type Kysely } from 'kysely';
import type { Month } from '@sedekah/ledger';
import { cursorOf, limitOf, listed, type Listed, type PageRequest } from '../log/paging';
import type { ReadModelTables } from '../tables';

/** A worker's place in a pledge. */
export interface AssignedWorker {
  readonly workerId: string;
  readonly assignmentId: string;
  readonly firstMonth: Month;
  /** After releases. */
  readonly lastMonth: Month;
}

/** Workers a pledge covers in `month`, oldest assignment first. @throws InvalidCursor */
export async function assignedTo(
  db: Kysely<ReadModelTables>,
  pledgeId: string,
  month: Month,
  page: PageRequest = {},
): Promise<Listed<AssignedWorker>> {
  const [ordinal = -1, line = -1] = cursorOf(page, 2);
  const { rows } = await sql<AssignedWorker & { ordinal: number; line: number }>`
    select * from (
      select a.worker_id as "workerId", a.assignment_id as "assignmentId", a.first_month as "firstMonth",
        coalesce((select min(r.through_month) from assignment_release r
          where r.worker_id = a.worker_id and r.assignment_id = a.assignment_id), a.last_month) as "lastMonth",
        a.ordinal, a.line
      from assignment a
      where a.pledge_id = ${pledgeId} and a.first_month <= ${month} and a.last_month >= ${month}
        and (a.ordinal > ${ordinal} or a.ordinal = ${ordinal} and a.line > ${line})) member
    where member."lastMonth" >= ${month} order by member.ordinal, member.line limit ${limitOf(page) + 1}
  `.execute(db);
  return listed(
    rows,
    limitOf(page),
    (row) => `${row.ordinal}.${row.line}`,
    ({ workerId, assignmentId, firstMonth, lastMonth }) => ({ workerId, assignmentId, firstMonth, lastMonth }),
  );
}
