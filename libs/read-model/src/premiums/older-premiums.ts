import { sql, type Kysely, type RawBuilder } from 'kysely';
import {
  bandsInForce,
  priceOf,
  type FundingSource,
  type LawState,
  type Month,
  type RepricedPremium,
  type Rupiah,
  type Sector,
} from '@sedekah/ledger';
import { lawKnown } from '../law/law-known';
import { readCheckpoint } from '../log/checkpoint';
import { conditionsOf } from '../money/prices';
import { monthTable } from '../store/month-sql';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';

/** Priced by an older law, and in an order (or a direct payment: no order yet) that BPJS has not acknowledged. */
export interface WaitingPremiums {
  readonly remittanceId: string | null;
  readonly isPaid: boolean;
  readonly heads: number;
}

/** A sponsor's live worker-months that a law published later prices anew. */
export interface OlderPremiums {
  readonly sponsorId: string;
  /** Of the law known, which prices them. */
  readonly tariffRevision: number;
  /** With their new price, oldest month first. */
  readonly premiums: readonly RepricedPremium[];
  readonly waiting: readonly WaitingPremiums[];
}

export interface OlderQuestion {
  /** Only what was allocated, or moved on in its order, after this event. */
  readonly since?: number | undefined;
}

/** Worker-months read together. */
const AT_ONCE = 5_000;

/**
 * Every live worker-month whose price rests on a law older than the newest that touches it, sponsor by sponsor, from
 * tables that must be caught up. Who the worker was (band, sector, conditions) is what was known at the allocation: only
 * the law is newer. @throws Rejection tariff-missing, tariff-ambiguous
 */
export async function* olderPremiums(
  db: Kysely<ReadModelTables>,
  { since = 0 }: OlderQuestion = {},
): AsyncGenerator<OlderPremiums> {
  const { ordinal } = await readCheckpoint(db);
  const law = await lawKnown(db, ordinal);
  const recent = sql`(a.ordinal > ${since} or a.allocation_id in (
    select o.allocation_id from sponsor_step st
    join allocation_order o on o.remittance_id = st.remittance_id and o.sponsor_id = st.sponsor_id
    where st.ordinal > ${since}))`;
  const months = await touchedMonths(db, law, recent);
  if (months.length === 0) return;
  const touched = sql`${recent} and a.month in (select d.month from ${monthTable(months)} d)`;
  for (const range of await rangesOf(db, touched)) {
    const rows = await liveRows(db, sql`${touched} and a.sponsor_id between ${range.first} and ${range.last}`);
    for (const [sponsorId, mine] of Map.groupBy(rows, (row) => row.sponsorId)) {
      const older = olderOf(sponsorId, mine, law);
      if (older.premiums.length > 0 || older.waiting.length > 0) yield older;
    }
  }
}

/** Months in which something was allocated by a law older than the newest row or income table for it. */
async function touchedMonths(db: Kysely<ReadModelTables>, law: LawState, recent: RawBuilder<unknown>) {
  const { rows } = await sql<{ month: Month; source: FundingSource; oldest: number }>`
    select a.month, s.funding_source as source, ${whole(sql`min(coalesce(a.tariff_revision, 0))`)} as oldest
    from allocation a join sponsor s on s.sponsor_id = a.sponsor_id
    where ${recent} group by a.month, s.funding_source
  `.execute(db);
  const touched = rows.filter(({ month, source, oldest }) => newestFor(law, month, source) > oldest);
  return [...new Set(touched.map(({ month }) => month))].sort();
}

const newestFor = (law: LawState, month: Month, source: FundingSource): number =>
  Math.max(
    bandsInForce(law, month).revision,
    ...law.tariffs
      .filter(({ firstMonth, lastMonth }) => firstMonth <= month && (lastMonth === undefined || month <= lastMonth))
      .filter(({ fundingSources }) => fundingSources === undefined || fundingSources.includes(source))
      .map(({ revision }) => revision),
  );

interface Range {
  readonly first: string;
  readonly last: string;
}

/** Ranges of sponsor ids with about so many worker-months: many small sponsors go together, a large one alone. */
async function rangesOf(db: Kysely<ReadModelTables>, touched: RawBuilder<unknown>): Promise<Range[]> {
  const { rows } = await sql<{ id: string; heads: number }>`
    select a.sponsor_id as id, ${whole(sql`sum(a.heads)`)} as heads from allocation a
    where ${touched} group by a.sponsor_id order by a.sponsor_id
  `.execute(db);
  const ranges: Range[] = [];
  let heads = AT_ONCE;
  for (const row of rows) {
    const range = ranges.at(-1);
    const fits = range !== undefined && heads + row.heads <= AT_ONCE;
    if (fits) ranges[ranges.length - 1] = { first: range.first, last: row.id };
    else ranges.push({ first: row.id, last: row.id });
    heads = fits ? heads + row.heads : row.heads;
  }
  return ranges;
}

interface Row {
  readonly sponsorId: string;
  readonly source: FundingSource;
  readonly workerId: string;
  readonly month: Month;
  readonly sector: Sector;
  readonly band: number;
  readonly july: number;
  readonly amount: Rupiah;
  readonly tariffId: string;
  readonly revision: number | null;
  readonly paymentId: string | null;
  readonly remittanceId: string | null;
  /** People of the order whom BPJS has not answered for. */
  readonly unanswered: number | null;
  readonly paid: number;
}

/** Cover in July 2020 as it was known when the premium was allocated: PP 49/2020's condition. */
const july = sql<number>`(
  select count(*) from (
    select c.month from cover c
    where c.worker_id = p.worker_id and c.month = '2020-07' and c.ordinal <= a.ordinal and a.month <= '2021-01'
    group by c.month having sum(c.units) > 0) covered)`;

const liveOrder = sql`(
  select o.remittance_id from allocation_order o where o.allocation_id = a.allocation_id and not exists (
    select 1 from sponsor_step back where back.remittance_id = o.remittance_id and back.sponsor_id = o.sponsor_id
      and back.kind = 'unordered' and back.ordinal > o.ordinal))`;

async function liveRows(db: Kysely<ReadModelTables>, chosen: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with batch as materialized (
      select a.*, ${liveOrder} as remittance_id from allocation a where ${chosen}
    ), a as materialized (
      select batch.*,
        (select sum(case st.kind when 'ordered' then st.heads else -st.heads end) from sponsor_step st
          where st.remittance_id = batch.remittance_id and st.sponsor_id = batch.sponsor_id
            and st.kind in ('ordered', 'unordered', 'settled', 'rejected')) as unanswered,
        (select count(*) from remittance_step st where st.remittance_id = batch.remittance_id and st.kind = 'paid') as paid
      from batch
    )
    select a.sponsor_id as "sponsorId", s.funding_source as source, p.worker_id as "workerId", a.month, w.sector,
      coalesce(e.band, 1) as band, ${whole(july)} as july,
      cast(coalesce(r.amount_per_worker, a.amount_per_worker) as text) as amount,
      coalesce(r.tariff_id, a.tariff_id) as "tariffId", coalesce(r.tariff_revision, a.tariff_revision) as revision,
      a.payment_id as "paymentId", a.remittance_id as "remittanceId",
      cast(a.unanswered as integer) as unanswered, ${whole(sql`a.paid`)} as paid
    from a
    join sponsor s on s.sponsor_id = a.sponsor_id
    join premium p on p.ordinal = a.ordinal and p.change = 1
    join worker w on w.worker_id = p.worker_id
    left join worker_enrolment e on e.worker_id = p.worker_id and e.ordinal = (
      select y.ordinal from worker_enrolment y
      where y.worker_id = p.worker_id and y.effective_on <= a.effective_on and y.ordinal <= a.ordinal
      order by y.effective_on desc, y.ordinal desc limit 1)
    left join allocation_repricing r on r.ordinal = (
      select max(x.ordinal) from premium x
      where x.worker_id = p.worker_id and x.month = p.month and x.change = 0 and x.ordinal > p.ordinal)
    where not exists (select 1 from premium back where back.worker_id = p.worker_id and back.month = p.month
      and back.change = -1 and back.ordinal > p.ordinal)
    order by a.sponsor_id, a.month, a.ordinal, p.worker_id
  `.execute(db);
  return rows;
}

function olderOf(sponsorId: string, rows: readonly Row[], law: LawState): OlderPremiums {
  const premiums: RepricedPremium[] = [];
  const waiting = new Map<string | null, WaitingPremiums>();
  for (const row of rows) {
    const { workerId, month, remittanceId } = row;
    const { amount, tariffId, isOlder } = priceAnew(row, law);
    if (!isOlder) continue;
    if (isFree(row)) premiums.push({ workerId, month, amount, tariffId });
    else {
      const heads = (waiting.get(remittanceId)?.heads ?? 0) + 1;
      waiting.set(remittanceId, { remittanceId, isPaid: row.paid > 0 || row.paymentId !== null, heads });
    }
  }
  return { sponsorId, tariffRevision: law.revision, premiums, waiting: [...waiting.values()] };
}

/** Waits for an order, or BPJS has answered for it. Direct money is with BPJS from the first day. */
const isFree = ({ remittanceId, unanswered, paymentId }: Row): boolean =>
  remittanceId === null ? paymentId === null : unanswered === 0;

/** A price whose law was not recorded is older only when the law says another. */
function priceAnew({ month, band, sector, source, july: covered, ...present }: Row, law: LawState) {
  const asked = { month, band, sector, fundingSource: source, conditions: conditionsOf(covered) };
  const { amount, tariffId, revision } = priceOf(law, asked);
  const differs = amount !== present.amount || tariffId !== present.tariffId;
  return { amount, tariffId, isOlder: present.revision === null ? differs : revision > present.revision };
}
