import { sql, type Kysely } from 'kysely';
import { money, priceOf, type FundingSource, type LawState, type Month, type Rupiah } from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import type { ReadModelTables } from '../tables';
import { sponsorTotalRows } from '../journal/sum-at';
import { isAllocated, sponsorIn, type Standing } from './standing';

/**
 * Why a month is not covered. `sponsor-unpaid`: no money. `awaiting-verification`: recorded, not verified.
 * `treasury-not-remitted`: there is money, or a premium, that was not sent to BPJS. `not-acknowledged`: BPJS has the money
 * and has not confirmed the cover. `rejected-by-bpjs`. `not-sponsored`: nobody has this worker in that month.
 */
export const LAPSE_CAUSES = [
  'sponsor-unpaid',
  'awaiting-verification',
  'treasury-not-remitted',
  'not-acknowledged',
  'rejected-by-bpjs',
  'not-sponsored',
] as const;
export type LapseCause = (typeof LAPSE_CAUSES)[number];

export interface Lapse {
  readonly cause: LapseCause;
  readonly sponsorId: string | null;
}

/** The month that decides: the first one after the last covered. */
export interface OpenMonth extends Pick<Standing, 'workerId' | 'sector' | 'band'> {
  readonly month: Month;
}

interface Row {
  readonly worker_id: string;
  readonly sponsor_id: string | null;
  readonly funding_source: FundingSource | null;
  readonly available: Rupiah;
  readonly unverified: Rupiah;
  readonly allocated: number;
  readonly remittance_id: string | null;
  readonly remitted: number;
  readonly rejected: number;
}

/** By worker. @throws Rejection tariff-missing */
export async function lapsesOf(
  db: Kysely<ReadModelTables>,
  open: readonly OpenMonth[],
  law: LawState,
  seen: Seen,
): Promise<Map<string, Lapse>> {
  if (open.length === 0) return new Map();
  const rows = new Map((await rowsOf(db, open, seen)).map((row) => [row.worker_id, row]));
  return new Map(
    open.map((asked) => {
      const row = rows.get(asked.workerId);
      if (!row) throw new Error(`nothing is known of worker ${asked.workerId}`);
      return [asked.workerId, { cause: causeOf(row, asked, law), sponsorId: row.sponsor_id }];
    }),
  );
}

function causeOf(row: Row, { month, sector, band }: OpenMonth, law: LawState): LapseCause {
  if (row.allocated === 1) return row.remitted === 1 ? 'not-acknowledged' : 'treasury-not-remitted';
  if (row.rejected === 1) return 'rejected-by-bpjs';
  if (row.sponsor_id === null || row.funding_source === null) return 'not-sponsored';
  const price = priceOf(law, { month, sector, band, fundingSource: row.funding_source }).amount;
  if (money.compare(row.available, price) >= 0) return 'treasury-not-remitted';
  return money.isPositive(row.unverified) ? 'awaiting-verification' : 'sponsor-unpaid';
}

async function rowsOf(db: Kysely<ReadModelTables>, open: readonly OpenMonth[], seen: Seen): Promise<Row[]> {
  const { asOf, ordinal } = seen;
  const asked = sql.join(open.map(({ workerId, month }) => sql`(${workerId}, ${month})`));
  const sumOf = (sums: 'bank + bpjs + direct' | 'unverified') => sql`cast(coalesce((
    select sum(${sql.raw(sums)}) from (${sponsorTotalRows(sql`found.sponsor_id`, seen)}) totals), 0) as text)`;
  const happened = (alias: string) =>
    sql`${sql.ref(`${alias}.ordinal`)} <= ${ordinal} and ${sql.ref(`${alias}.effective_on`)} <= ${asOf}`;
  const { rows } = await sql<Row>`
    with asked(worker_id, month) as (values ${asked}), found as materialized (
      select asked.worker_id, asked.month, ${sponsorIn(sql`asked.worker_id`, sql`asked.month`, seen)} as sponsor_id,
        case when ${isAllocated(sql`asked.worker_id`, sql`asked.month`, seen)} then 1 else 0 end as allocated,
        (select o.remittance_id from premium p join allocation al on al.ordinal = p.ordinal
          join allocation_order o on o.allocation_id = al.allocation_id and o.ordinal <= ${ordinal}
          where p.worker_id = asked.worker_id and p.month = asked.month and p.change > 0 and ${happened('p')}
            and not exists (select 1 from sponsor_step back where back.remittance_id = o.remittance_id
              and back.sponsor_id = o.sponsor_id and back.kind = 'unordered' and ${happened('back')})
          order by p.ordinal desc limit 1) as remittance_id
      from asked
    )
    select found.worker_id, found.sponsor_id, s.funding_source, ${sumOf('bank + bpjs + direct')} as available,
      ${sumOf('unverified')} as unverified, found.allocated, found.remittance_id,
      case when exists (select 1 from remittance_step paid where paid.remittance_id = found.remittance_id
        and paid.kind = 'paid' and ${happened('paid')}) then 1 else 0 end as remitted,
      case when exists (select 1 from remittance_worker named
        join remittance r on r.remittance_id = named.remittance_id
        where named.worker_id = found.worker_id and named.kind = 'rejected' and r.month = found.month
          and named.ordinal <= ${ordinal}) then 1 else 0 end as rejected
    from found left join sponsor s on s.sponsor_id = found.sponsor_id
  `.execute(db);
  return rows;
}
