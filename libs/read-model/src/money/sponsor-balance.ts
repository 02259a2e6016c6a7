import { sql, type Kysely } from 'kysely';
import {
  money,
  monthOf,
  type FundingSource,
  type Instant,
  type LawState,
  type LocalDate,
  type Month,
  type Rupiah,
} from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import { lawKnown } from '../law/law-known';
import { SPONSOR_SUMS, type SponsorSum } from '../journal/sponsor-change';
import { sponsorTotalRows } from '../journal/sum-at';
import { resolveKnownAt, type KnownAt } from '../log/known-at';
import { quotaIn } from '../sponsors/quota';
import { rupiah } from '../store/table';
import type { ReadModelTables } from '../tables';
import { arrearsOf, type Arrears } from './arrears';
import { conditionsOf, costOf } from './prices';
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
  const sponsored = await sponsoredBy(db, sponsorId, seen);
  const { heads: assignedWorkers, cost } = assignedIn(sponsored, monthOf(asOf), fundingSource, law);
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
    monthlyPremium: money.sum(cost, costOf(law, fundingSource, unfilled(monthOf(asOf), unfilledQuota))),
    payments: { unverified: sums.unverified, verified: sums.verified },
    allocated: sums.allocated,
    remitted: sums.remitted,
    refunded: sums.refunded,
    available: money.sum(sums.bank, sums.bpjs, sums.direct),
    availableSplit: { bank: sums.bank, bpjs: sums.bpjs, direct: sums.direct },
    receivable: sums.receivable,
    arrears: await arrearsOf(
      db,
      { sponsorId, fundingSource, law, sponsored, workerMonths: Number(sums.worker_months) },
      seen,
    ),
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

/** Those in the month of `asOf`, and what it costs by their tariffs. */
function assignedIn(sponsored: readonly Sponsored[], month: Month, fundingSource: FundingSource, law: LawState) {
  const items = sponsored
    .filter(({ firstMonth, lastMonth }) => firstMonth <= month && lastMonth >= month)
    .map(({ sector, band, july }) => ({ month, sector, band: band ?? 1, conditions: conditionsOf(july), heads: 1 }));
  return { heads: items.length, cost: costOf(law, fundingSource, items) };
}
