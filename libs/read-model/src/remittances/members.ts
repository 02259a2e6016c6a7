import { sql, type Kysely } from 'kysely';
import type { LocalDate, Month, Rupiah } from '@sedekah/ledger';
import { InvalidCursor, limitOf, listed, unnumbered, type Listed, type PageRequest } from '../log/paging';
import type { ReadModelTables } from '../tables';

/** One worker-month in an order. */
export interface RemittanceMember {
  readonly workerId: string;
  readonly sponsorId: string;
  readonly month: Month;
  readonly allocationId: string;
  /** What the worker-month costs: of an order that was cancelled, when it was; by the law known now otherwise. */
  readonly amount: Rupiah;
  readonly outcome: 'ordered' | 'settled' | 'rejected' | 'refunded';
  /** Why BPJS did not accept the worker. */
  readonly reason: string | null;
}

interface Row extends RemittanceMember {
  readonly ordinal: number;
}

const named = (kind: string) => sql`exists (select 1 from premium x join sponsor_step s on s.ordinal = x.ordinal
  where x.worker_id = p.worker_id and x.month = p.month and s.remittance_id = p.remittance_id
    and s.kind = '${sql.raw(kind)}')`;

/** When the order was cancelled for its sponsor, if it was. */
const backAt = sql`(select min(back.ordinal) from sponsor_step back where back.remittance_id = ordered.remittance_id
  and back.sponsor_id = ordered.sponsor_id and back.kind = 'unordered')`;

/** Everybody in the order, with what became of them; a cancelled order shows whom it held. @throws InvalidCursor */
export async function membersOfRemittance(
  db: Kysely<ReadModelTables>,
  remittanceId: string,
  page: PageRequest = {},
): Promise<Listed<RemittanceMember>> {
  const [ordinal, workerId] = placeOf(page);
  const limit = limitOf(page) + 1;
  const { rows } = await sql<Row>`
    select p.ordinal, p.worker_id as "workerId", p.sponsor_id as "sponsorId", p.month,
      p.allocation_id as "allocationId", cast(coalesce(late.amount_per_worker, p.price) as text) as amount,
      case when ${named('refunded')} then 'refunded' when ${named('rejected')} then 'rejected'
        when exists (select 1 from cover c join sponsor_step s on s.ordinal = c.ordinal
          where c.worker_id = p.worker_id and c.month = p.month and s.remittance_id = p.remittance_id
            and s.kind = 'settled') then 'settled'
        else 'ordered' end as outcome,
      (select w.reason from remittance_worker w where w.remittance_id = p.remittance_id
        and w.worker_id = p.worker_id and w.kind = 'rejected') as reason
    from (
      select o.*, paid.worker_id
      from (
        select a.ordinal, a.month, a.sponsor_id, a.allocation_id, a.amount_per_worker as price,
          ordered.remittance_id, ordered.ordinal as ordered, ${backAt} as back_at
        from allocation_order ordered join allocation a on a.allocation_id = ordered.allocation_id
        where ordered.remittance_id = ${remittanceId} and a.ordinal >= ${ordinal}
        order by a.ordinal limit ${limit + 1}) o
      join premium paid on paid.ordinal = o.ordinal
      where (o.ordinal > ${ordinal} or paid.worker_id > ${workerId})
        and not exists (select 1 from premium back where back.worker_id = paid.worker_id and back.month = paid.month
          and back.change = -1 and back.ordinal > paid.ordinal and back.ordinal < o.ordered)
      order by o.ordinal, paid.worker_id limit ${limit}) p
    left join allocation_repricing late on late.ordinal = (
      select max(x.ordinal) from premium x where x.worker_id = p.worker_id and x.month = p.month and x.change = 0
        and x.ordinal > p.ordinal and (p.back_at is null or x.ordinal < p.back_at))
    order by p.ordinal, p.worker_id
  `.execute(db);
  return listed(rows, limitOf(page), (row) => `${row.ordinal}.${row.workerId}`, unnumbered);
}

function placeOf({ after }: PageRequest): [number, string] {
  if (after === undefined || after === '') return [-1, ''];
  const match = /^(\d+)\.(.+)$/.exec(after);
  if (!match?.[2]) throw new InvalidCursor('"after" is not a cursor that this list gave out');
  return [Number(match[1]), match[2]];
}

/** Somebody whose settled cover lies after the month of death. */
export interface CoverAfterDeath {
  readonly sponsorId: string;
  readonly workerId: string;
  readonly monthOfDeath: Month;
}

/** People of a settled order who had died before its month: their cover is to be cancelled. */
export async function coverAfterDeath(db: Kysely<ReadModelTables>, remittanceId: string): Promise<CoverAfterDeath[]> {
  const { rows } = await sql<{ sponsorId: string; workerId: string; diedOn: LocalDate }>`
    select distinct s.sponsor_id as "sponsorId", c.worker_id as "workerId", died.effective_on as "diedOn"
    from worker_end died join cover c on c.worker_id = died.worker_id
    join sponsor_step s on s.ordinal = c.ordinal
    where died.kind = 'died' and s.remittance_id = ${remittanceId} and c.month > substr(died.effective_on, 1, 7)
      and 0 < (select sum(x.units) from cover x where x.worker_id = c.worker_id and x.month = c.month)
    order by s.sponsor_id, c.worker_id
  `.execute(db);
  return rows.map(({ diedOn, ...row }) => ({ ...row, monthOfDeath: diedOn.slice(0, 7) }));
}
