import { sql, type Kysely } from 'kysely';
import {
  monthRange,
  priceOf,
  ruleValue,
  type FundingSource,
  type LawState,
  type LocalDate,
  type Month,
  type Price,
  type Rupiah,
  type Sector,
  type TariffCondition,
} from '@sedekah/ledger';
import { hasEnded, isDue, isPaid, withMembers, type Seen } from '../assignments/members';
import { lawKnown } from '../law/law-known';
import { readCheckpoint } from '../log/checkpoint';
import { conditionsOf } from '../money/prices';
import { monthOfDay, monthTable } from '../store/month-sql';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';

/** A worker-month that is assigned, may be paid and is not. */
export interface DueMonth {
  readonly workerId: string;
  readonly pledgeId: string;
  readonly month: Month;
  readonly group: string;
  readonly sector: Sector;
  readonly band: number;
  readonly conditions: readonly TariffCondition[];
  readonly amount: Rupiah;
  readonly tariffId: string;
  /** Of the law it is priced by: a later publication may price it anew. */
  readonly tariffRevision: number;
}

/** `direct-payment`: a direct payment that is not verified yet names this worker-month. */
export const EXCLUSIONS = ['not-enrolled', 'deceased', 'left', 'ended', 'direct-payment'] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** Assigned and unpaid, and passed over by the run. */
export interface ExcludedMonth {
  readonly workerId: string;
  readonly month: Month;
  readonly reason: Exclusion;
}

export interface SponsorPlan {
  readonly sponsorId: string;
  readonly fundingSource: FundingSource;
  /** Oldest month first, then oldest assignment. */
  readonly due: readonly DueMonth[];
  readonly excluded: readonly ExcludedMonth[];
}

export interface RunQuestion {
  /** Only this sponsor. */
  readonly sponsorId?: string | undefined;
  /** Last month to be paid. */
  readonly throughMonth: Month;
  readonly today: LocalDate;
}

/** Members per statement: many small sponsors go together, a large one alone. */
const MEMBERS_AT_ONCE = 5_000;

/**
 * What the month run has to pay, sponsor by sponsor, from tables that must be caught up. Sponsors with nothing unpaid are
 * left out. @throws Rejection tariff-missing, tariff-ambiguous
 */
export async function* premiumRunPlan(
  db: Kysely<ReadModelTables>,
  { sponsorId, throughMonth, today }: RunQuestion,
): AsyncGenerator<SponsorPlan> {
  const { ordinal } = await readCheckpoint(db);
  const seen: Seen = { asOf: today, ordinal };
  const law = await lawKnown(db, ordinal);
  for (const batch of await batches(db, throughMonth, seen, sponsorId)) {
    const rows = await unpaid(db, batch, throughMonth, seen, law);
    for (const [id, months] of Map.groupBy(rows, (row) => row.sponsor_id)) yield planOf(id, months, law);
  }
}

interface Batch {
  readonly first: string;
  readonly last: string;
  readonly firstMonth: Month;
}

/** Ranges of sponsor ids with about so many members, and their oldest month. */
async function batches(
  db: Kysely<ReadModelTables>,
  throughMonth: Month,
  { ordinal }: Seen,
  sponsorId: string | undefined,
): Promise<Batch[]> {
  const { rows } = await sql<{ id: string; heads: number; month: Month }>`
    select sponsor_id as id, ${whole(sql`count(*)`)} as heads, min(first_month) as month from assignment
    where ordinal <= ${ordinal} and first_month <= ${throughMonth}
      ${sponsorId === undefined ? sql`` : sql`and sponsor_id = ${sponsorId}`}
    group by sponsor_id order by sponsor_id
  `.execute(db);
  const ranges: Batch[] = [];
  let heads = MEMBERS_AT_ONCE;
  for (const row of rows) {
    const range = ranges.at(-1);
    if (range === undefined || heads + row.heads > MEMBERS_AT_ONCE) {
      ranges.push({ first: row.id, last: row.id, firstMonth: row.month });
      heads = row.heads;
    } else {
      const firstMonth = row.month < range.firstMonth ? row.month : range.firstMonth;
      ranges[ranges.length - 1] = { first: range.first, last: row.id, firstMonth };
      heads += row.heads;
    }
  }
  return ranges;
}

interface Row {
  readonly sponsor_id: string;
  readonly funding_source: FundingSource;
  readonly worker_id: string;
  readonly pledge_id: string;
  readonly month: Month;
  readonly enrolment_group: string;
  readonly sector: Sector;
  readonly band: number;
  readonly july: number;
  readonly exclusion: Exclusion | null;
}

const isHeld = sql`exists (
  select 1 from direct_listing l where l.worker_id = m.worker_id and l.month = d.month and not exists (
    select 1 from payment_fact f where f.payment_id = l.payment_id and f.kind in ('rejected', 'reversed')))`;

async function unpaid(db: Kysely<ReadModelTables>, batch: Batch, throughMonth: Month, seen: Seen, law: LawState) {
  const grace = ruleValue(law, 'grace-months', seen.asOf);
  const sponsors = sql`a.sponsor_id between ${batch.first} and ${batch.last} and a.first_month <= ${throughMonth}`;
  const { rows } = await sql<Row>`
    ${withMembers(sponsors, batch.firstMonth, seen)}
    select m.sponsor_id, s.funding_source, m.worker_id, m.pledge_id, d.month, m.enrolment_group, m.sector, m.band, m.july,
      case
        when m.enrolled_on is null or d.month < ${monthOfDay(sql`m.enrolled_on`)} then 'not-enrolled'
        when not (${isDue}) then case when m.died_on is null then 'left' else 'deceased' end
        when ${hasEnded(grace)} then 'ended'
        when ${isHeld} then 'direct-payment'
        else null end as exclusion
    from m
    join sponsor s on s.sponsor_id = m.sponsor_id
    join ${monthTable(monthRange(batch.firstMonth, throughMonth))} d on d.month between m.first_month and m.last_month
    where not (${isPaid(seen)})
    order by m.sponsor_id, d.month, m.ordinal, m.line
  `.execute(db);
  return rows;
}

function planOf(sponsorId: string, rows: readonly Row[], law: LawState): SponsorPlan {
  const prices = new Map<string, Price>();
  const due: DueMonth[] = [];
  const excluded: ExcludedMonth[] = [];
  const [first] = rows;
  if (!first) throw new Error(`sponsor ${sponsorId} has no row`);
  const fundingSource = first.funding_source;
  for (const row of rows) {
    const { worker_id: workerId, pledge_id: pledgeId, month, enrolment_group: group, sector, band } = row;
    if (row.exclusion !== null) {
      excluded.push({ workerId, month, reason: row.exclusion });
      continue;
    }
    const conditions = conditionsOf(row.july);
    const kind = `${month} ${sector} ${band} ${row.july}`;
    const price = prices.get(kind) ?? priceOf(law, { month, sector, band, fundingSource, conditions });
    prices.set(kind, price);
    const { amount, tariffId } = price;
    const { revision: tariffRevision } = law;
    due.push({ workerId, pledgeId, month, group, sector, band, conditions, amount, tariffId, tariffRevision });
  }
  return { sponsorId, fundingSource, due, excluded };
}
