import { sql, type Kysely } from 'kysely';
import {
  monthOf,
  premiumStatus,
  priceOf,
  ruleInForce,
  statusReason,
  type FundingSource,
  type Instant,
  type LawState,
  type LocalDate,
  type Month,
  type PremiumStatus,
  type Price,
  type Sector,
  type StatusRule,
} from '@sedekah/ledger';
import { withMembers, type Seen } from '../assignments/members';
import { lawKnown } from '../law/law-known';
import { resolveKnownAt, type KnownAt } from '../log/known-at';
import { conditionsOf } from '../money/prices';
import type { ReadModelTables } from '../tables';
import { coverOf, type CoverDates } from './cover';

/** Where a worker stands with premiums and cover. */
export interface WorkerStatus extends Pick<
  PremiumStatus,
  'status' | 'arrearsMonths' | 'covered' | 'coveredMonths' | 'coveredThrough' | 'dueOn'
> {
  readonly workerId: string;
  readonly asOf: LocalDate;
  readonly knownAt: Instant | null;
  readonly knownAtOrdinal: string;
  /** Who sponsors the worker in the month of `asOf`. */
  readonly sponsorId: string | null;
  readonly pledgeId: string | null;
  /** The row of the status table that decided, and why, in Indonesian and English. */
  readonly rule: StatusRule;
  readonly reason: string;
  readonly reasonEnglish: string;
  /** Months of arrears that the law allows, with its citation. */
  readonly grace: { readonly months: number; readonly citation: string };
  /** What the month costs the sponsor; null without one. */
  readonly tariff: Price | null;
  /** Cover as BPJS gave it: by month, never derived from it. */
  readonly coverDates: readonly CoverDates[];
}

export interface StatusQuestion {
  readonly workerId: string;
  readonly asOf: LocalDate;
  readonly knownAt?: KnownAt | undefined;
}

/** `undefined` for a worker that was not known yet. @throws Rejection tariff-missing, UnknownPosition */
export async function workerStatus(
  db: Kysely<ReadModelTables>,
  { workerId, asOf, knownAt }: StatusQuestion,
): Promise<WorkerStatus | undefined> {
  const known = await resolveKnownAt(db, knownAt);
  const seen: Seen = { asOf, ordinal: known.ordinal };
  const worker = await db
    .selectFrom('worker')
    .select('worker_id')
    .where('worker_id', '=', workerId)
    .where('ordinal', '<=', known.ordinal)
    .executeTakeFirst();
  if (!worker) return undefined;
  const law = await lawKnown(db, known.ordinal);
  const grace = ruleInForce(law, 'grace-months', asOf);
  const coverDates = await coverOf(db, workerId, known.ordinal);
  const rules = { graceMonths: grace.value, dueDay: ruleInForce(law, 'due-day', asOf).value };
  const coveredMonths = coverDates.map(({ month }) => month);
  const answer = premiumStatus({ ...(await lifeOf(db, workerId, seen)), coveredMonths }, asOf, rules);
  const sponsorship = await sponsorshipOf(db, workerId, seen);
  const reason = statusReason(answer, asOf, grace);
  return {
    workerId,
    asOf,
    knownAt: known.time,
    knownAtOrdinal: String(known.ordinal),
    ...answer,
    sponsorId: sponsorship?.sponsor_id ?? null,
    pledgeId: sponsorship?.pledge_id ?? null,
    reason: reason.indonesian,
    reasonEnglish: reason.english,
    grace: { months: grace.value, citation: grace.citation },
    tariff: sponsorship ? priceIn(law, monthOf(asOf), sponsorship) : null,
    coverDates,
  };
}

/** Enrolments, death and leavings, whenever they were: the status looks at those on or before its day. */
async function lifeOf(db: Kysely<ReadModelTables>, workerId: string, { ordinal }: Seen) {
  const enrolments = await db
    .selectFrom('worker_enrolment')
    .select('effective_on as on')
    .where('worker_id', '=', workerId)
    .where('ordinal', '<=', ordinal)
    .execute();
  const ends = await db
    .selectFrom('worker_end')
    .select(['kind', 'effective_on'])
    .where('worker_id', '=', workerId)
    .where('ordinal', '<=', ordinal)
    .execute();
  return {
    enrolments,
    diedOn: ends.find(({ kind }) => kind === 'died')?.effective_on,
    leavings: ends.filter(({ kind }) => kind === 'left').map((end) => end.effective_on),
  };
}

interface Sponsorship {
  readonly sponsor_id: string;
  readonly pledge_id: string;
  readonly funding_source: FundingSource;
  readonly sector: Sector;
  readonly band: number;
  readonly july: number;
}

async function sponsorshipOf(db: Kysely<ReadModelTables>, workerId: string, seen: Seen) {
  const month = monthOf(seen.asOf);
  const assigned = sql`a.worker_id = ${workerId} and a.first_month <= ${month} and a.last_month >= ${month}`;
  const { rows } = await sql<Sponsorship>`
    ${withMembers(assigned, month, seen)}
    select m.sponsor_id, m.pledge_id, s.funding_source, m.sector, coalesce(m.band, 1) as band, m.july
    from m join sponsor s on s.sponsor_id = m.sponsor_id
    where m.last_month >= ${month} order by m.ordinal desc limit 1
  `.execute(db);
  return rows[0];
}

const priceIn = (
  law: LawState,
  month: Month,
  { funding_source: fundingSource, sector, band, july }: Sponsorship,
): Price => priceOf(law, { month, sector, band, fundingSource, conditions: conditionsOf(july) });
