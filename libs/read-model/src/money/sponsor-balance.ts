import { sql, type Kysely } from 'kysely';
import {
  money,
  monthOf,
  type FundingSource,
  type Instant,
  type LocalDate,
  type Month,
  type Rupiah,
} from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import { hasApart, headsOf, type Heads as HeadsOfSpan } from '../heads/heads-of';
import { isEnrolledOn } from '../heads/span';
import { lawKnown } from '../law/law-known';
import { SPONSOR_SUMS, type SponsorSum } from '../journal/sponsor-change';
import { sponsorTotalRows } from '../journal/sum-at';
import { resolveKnownAt, type KnownAt } from '../log/known-at';
import { quotaIn } from '../sponsors/quota';
import { rupiah } from '../store/table';
import type { ReadModelTables } from '../tables';
import { arrearsFrom, unpaidOfEach, unpaidOneByOne, type Arrears, type ArrearsQuestion } from './arrears';
import { unpaidByCounts } from './arrears-by-counts';
import { conditionsOf, costOf, hasConditionIn, type Heads } from './prices';
import { sponsoredBy, type Sponsored } from './sponsored';

/** Where a sponsor stands. Money in whole rupiah. */
export interface SponsorBalance {
  readonly sponsorId: string;
  readonly asOf: LocalDate;
  /** Time of the latest thing this answer knows of. */
  readonly knownAt: Instant | null;
  /** The same as a number of events. */
  readonly knownAtOrdinal: string;
  readonly fundingSource: FundingSource;
  /** Promised and assigned in the month of `asOf`. */
  readonly pledgedWorkers: number;
  readonly assignedWorkers: number;
  readonly unfilledQuota: number;
  /** What the pledge costs in that month: everyone assigned, and unfilled quota at the lowest tariff. */
  readonly monthlyPremium: Rupiah;
  readonly payments: { readonly unverified: Rupiah; readonly verified: Rupiah };
  readonly allocated: Rupiah;
  readonly remitted: Rupiah;
  readonly refunded: Rupiah;
  /** verified − allocated − refunded + receivable. */
  readonly available: Rupiah;
  readonly availableSplit: { readonly bank: Rupiah; readonly bpjs: Rupiah; readonly direct: Rupiah };
  /** Charged back by the bank after it was spent. */
  readonly receivable: Rupiah;
  readonly arrears: readonly Arrears[];
}

export interface BalanceQuestion {
  readonly sponsorId: string;
  readonly asOf: LocalDate;
  readonly knownAt?: KnownAt | undefined;
}

/** `undefined` for a sponsor that was not known yet. @throws Rejection tariff-missing, UnknownPosition */
export async function sponsorBalance(
  db: Kysely<ReadModelTables>,
  { sponsorId, asOf, knownAt }: BalanceQuestion,
): Promise<SponsorBalance | undefined> {
  const known = await resolveKnownAt(db, knownAt);
  const seen: Seen = { asOf, ordinal: known.ordinal };
  const sponsor = await db
    .selectFrom('sponsor')
    .select('funding_source')
    .where('sponsor_id', '=', sponsorId)
    .where('ordinal', '<=', known.ordinal)
    .executeTakeFirst();
  if (!sponsor) return undefined;
  const fundingSource = sponsor.funding_source as FundingSource;
  const law = await lawKnown(db, known.ordinal);
  const sums = await sumsOf(db, sponsorId, seen);
  const pledgedWorkers = await quotaIn(db, sponsorId, monthOf(asOf), seen);
  const workerMonths = Number(sums.worker_months);
  const { assigned, unpaid } = await membersAt(db, { sponsorId, fundingSource, law, workerMonths }, seen);
  const assignedWorkers = assigned.reduce((sum, { heads }) => sum + heads, 0);
  const unfilledQuota = Math.max(0, pledgedWorkers - assignedWorkers);
  return {
    sponsorId,
    asOf,
    knownAt: known.time,
    knownAtOrdinal: String(known.ordinal),
    fundingSource,
    pledgedWorkers,
    assignedWorkers,
    unfilledQuota,
    monthlyPremium: costOf(law, fundingSource, [...assigned, ...unfilled(monthOf(asOf), unfilledQuota)]),
    payments: { unverified: sums.unverified, verified: sums.verified },
    allocated: sums.allocated,
    remitted: sums.remitted,
    refunded: sums.refunded,
    available: money.sum(sums.bank, sums.bpjs, sums.direct),
    availableSplit: { bank: sums.bank, bpjs: sums.bpjs, direct: sums.direct },
    receivable: sums.receivable,
    arrears: arrearsFrom(law, fundingSource, unpaid),
  };
}

const unfilled = (month: Month, heads: number) =>
  heads > 0 ? [{ month, sector: 'other' as const, band: 1, conditions: [], heads }] : [];

async function sumsOf(db: Kysely<ReadModelTables>, sponsorId: string, seen: Seen) {
  const { rows } = await sql<Record<SponsorSum, Rupiah>>`
    select ${sql.join(SPONSOR_SUMS.map((sum) => rupiah(`sum(${sum})`).as(sum)))}
    from (${sponsorTotalRows(sql`${sponsorId}`, seen)}) totals
  `.execute(db);
  const [sums] = rows;
  if (!sums) throw new Error(`no sums of sponsor ${sponsorId}`);
  const due = money.sum(money.subtract(sums.verified, sums.allocated), money.negate(sums.refunded), sums.receivable);
  const available = money.sum(sums.bank, sums.bpjs, sums.direct);
  if (available !== due) {
    throw new Error(`sponsor ${sponsorId} as of ${seen.asOf}: ${available} lies somewhere, ${due} is available`);
  }
  return sums;
}

interface Members {
  /** In the month of `asOf`. */
  readonly assigned: readonly Heads[];
  /** Due by then and not allocated. */
  readonly unpaid: readonly Heads[];
}

/**
 * Told from how many there are of each span, and one by one only for whom that does not do; or for everybody, where the
 * counts leave it open whose months are unpaid, or a price asks for the worker's past.
 */
async function membersAt(
  db: Kysely<ReadModelTables>,
  question: Omit<ArrearsQuestion, 'sponsored'>,
  seen: Seen,
): Promise<Members> {
  const { sponsorId, law } = question;
  const month = monthOf(seen.asOf);
  const heads = await headsOf(db, sponsorId, seen);
  const anyApart = await hasApart(db, sponsorId, seen);
  const counted = hasConditionIn(law, month)
    ? undefined
    : await unpaidByCounts(db, { ...question, heads, hasApart: anyApart }, seen);
  if (!counted) {
    const sponsored = await sponsoredBy(db, sponsorId, seen, 'all');
    return {
      assigned: assignedIn(sponsored, month),
      unpaid: await unpaidOneByOne(db, { ...question, sponsored }, seen),
    };
  }
  const apart = anyApart ? await sponsoredBy(db, sponsorId, seen, 'apart') : [];
  return {
    assigned: [...headsIn(heads, month, seen), ...assignedIn(apart, month)],
    unpaid: apart.length === 0 ? counted : [...counted, ...(await unpaidOfEach(db, apart, law, seen))],
  };
}

const headsIn = (spans: readonly HeadsOfSpan[], month: Month, { asOf }: Seen): Heads[] =>
  spans
    .filter(({ firstMonth, lastMonth }) => firstMonth <= month && lastMonth >= month)
    .map((each) => ({
      month,
      sector: each.sector,
      band: isEnrolledOn(each, asOf) ? each.band : 1,
      conditions: [],
      heads: each.heads,
    }));

const assignedIn = (sponsored: readonly Sponsored[], month: Month): Heads[] =>
  sponsored
    .filter(({ firstMonth, lastMonth }) => firstMonth <= month && lastMonth >= month)
    .map(({ sector, band, july }) => ({ month, sector, band: band ?? 1, conditions: conditionsOf(july), heads: 1 }));
