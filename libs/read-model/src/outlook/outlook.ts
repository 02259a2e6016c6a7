import type { Kysely } from 'kysely';
import {
  addMonths,
  isPublicMoney,
  money,
  monthOf,
  monthRange,
  priceOf,
  runwayOf,
  workersCarried,
  type CarriedWorkers,
  type FundingSource,
  type Instant,
  type LawState,
  type LocalDate,
  type Month,
  type Runway,
  type Rupiah,
  type UnpaidMonth,
} from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import { above } from '../authorities/authorities';
import { lawKnown } from '../law/law-known';
import { resolveKnownAt, type KnownAt } from '../log/known-at';
import { conditionsOf } from '../money/prices';
import type { ReadModelTables } from '../tables';
import {
  budgetNumbers,
  moneyOf,
  payerOfBudget,
  payerOfSponsor,
  promisesOf,
  spentOf,
  type Payer,
  type Pledged,
} from './payers';
import { owedMonths, presentWorkers, type WorkerKind } from './workers';

/** How far the money of a sponsor or a budget goes. Money in whole rupiah. */
export interface Outlook {
  readonly asOf: LocalDate;
  readonly knownAt: Instant | null;
  readonly knownAtOrdinal: string;
  /** Budgets only. */
  readonly ceiling: Rupiah | null;
  /** A budget: what pledges have reserved. A sponsor: quota × premium over all months pledged. */
  readonly committed: Rupiah;
  /** Budgets: what a later law has taken `committed` above the ceiling by. A finding; `"0"` when it is within. */
  readonly aboveCeiling: Rupiah | null;
  /** Premiums allocated and not taken back. */
  readonly spent: Rupiah;
  /** A budget: ceiling − spent. Public money: committed − spent. Private money: what is verified and not spent. */
  readonly remaining: Rupiah;
  /** Assigned, enrolled, alive and not ended in the month of `asOf`. */
  readonly workers: number;
  /** Months owed, then the coming ones through `throughMonth`, at the tariff of each month by the law known. */
  readonly months: readonly UnpaidMonth[];
  /** Oldest month first, for all present workers, also beyond `throughMonth`. */
  readonly runway: Runway;
  readonly toTheEnd: ToTheEnd;
}

/** The coming months through the end of the pledges or the budget, after what is owed. */
export interface ToTheEnd extends CarriedWorkers {
  readonly throughMonth: Month;
  readonly months: number;
  /** For all present workers, with what is owed. */
  readonly needed: Rupiah;
  readonly fits: boolean;
  /** What is missing; `"0"` when it fits. */
  readonly shortfall: Rupiah;
}

export interface OutlookQuestion {
  readonly asOf: LocalDate;
  readonly knownAt?: KnownAt | undefined;
}

/** The runway looks this far. */
const HORIZON_MONTHS = 60;

/** `undefined` for a sponsor not known yet. @throws Rejection tariff-missing, UnknownPosition */
export async function sponsorOutlook(
  db: Kysely<ReadModelTables>,
  { sponsorId, ...question }: OutlookQuestion & { readonly sponsorId: string },
): Promise<Outlook | undefined> {
  const payer = payerOfSponsor(sponsorId);
  const { seen, law, knownAt } = await known(db, question);
  const sponsor = await db
    .selectFrom('sponsor')
    .select('funding_source')
    .where('sponsor_id', '=', sponsorId)
    .where('ordinal', '<=', seen.ordinal)
    .executeTakeFirst();
  if (!sponsor) return undefined;
  const promises = await promisesOf(db, payer, seen);
  const committed = money.sum(...promises.map((pledge) => costOfPledge(law, pledge)));
  const { spent, available } = await moneyOf(db, sponsorId, seen);
  const isPublic = isPublicMoney(sponsor.funding_source as FundingSource);
  const remaining = isPublic ? money.subtract(committed, spent) : available;
  const end = lastOf(promises.map(lastPromised)) ?? monthOf(seen.asOf);
  const numbers = { ceiling: null, committed, aboveCeiling: null, spent, remaining };
  return outlookOf(db, payer, { seen, law, knownAt, end, numbers });
}

/** `undefined` for what is no budget, or not known yet. @throws Rejection tariff-missing, UnknownPosition */
export async function authorityOutlook(
  db: Kysely<ReadModelTables>,
  { authorityId, ...question }: OutlookQuestion & { readonly authorityId: string },
): Promise<Outlook | undefined> {
  const payer = payerOfBudget(authorityId);
  const { seen, law, knownAt } = await known(db, question);
  const budget = await budgetNumbers(db, authorityId, seen);
  if (!budget) return undefined;
  const { ceiling, reserved: committed, validThrough } = budget;
  const spent = await spentOf(db, payer, seen);
  const aboveCeiling = above(committed, ceiling);
  const numbers = { ceiling, committed, aboveCeiling, spent, remaining: money.subtract(ceiling, spent) };
  return outlookOf(db, payer, { seen, law, knownAt, end: monthOf(validThrough), numbers });
}

interface Asked {
  readonly seen: Seen;
  readonly law: LawState;
  readonly knownAt: Instant | null;
  readonly end: Month;
  readonly numbers: Pick<Outlook, 'ceiling' | 'committed' | 'aboveCeiling' | 'spent' | 'remaining'>;
}

async function known(db: Kysely<ReadModelTables>, { asOf, knownAt }: OutlookQuestion) {
  const { ordinal, time } = await resolveKnownAt(db, knownAt);
  return { seen: { asOf, ordinal }, law: await lawKnown(db, ordinal), knownAt: time };
}

async function outlookOf(db: Kysely<ReadModelTables>, payer: Payer, asked: Asked): Promise<Outlook> {
  const { seen, law, knownAt, end, numbers } = asked;
  const prices = pricesOf(law);
  const owed = monthsOf(await owedMonths(db, payer, law, seen), prices);
  const { present, ahead } = await presentWorkers(db, payer, law, seen);
  const workers = headsOf(present);
  const first = addMonths(monthOf(seen.asOf), 1);
  const coming = monthRange(first, addMonths(first, HORIZON_MONTHS - 1)).flatMap((month) =>
    monthsOf(
      present.map((group) => ({ ...group, month, heads: group.heads - paidAhead(ahead, group, month) })),
      prices,
    ),
  );
  const toCome = coming.filter(({ month }) => month <= end);
  const needed = money.sum(...[...owed, ...toCome].map(({ cost }) => cost));
  const afterOwed = money.subtract(numbers.remaining, money.sum(...owed.map(({ cost }) => cost)));
  const rest = monthRange(first, end);
  const groups = present.map((group) => ({
    workers: group.heads,
    costPerWorker: money.sum(...rest.map((month) => prices(group, month))),
  }));
  const short = money.subtract(needed, numbers.remaining);
  const fits = !money.isPositive(short);
  return {
    asOf: seen.asOf,
    knownAt,
    knownAtOrdinal: String(seen.ordinal),
    ...numbers,
    workers,
    months: [...owed, ...toCome],
    runway: runwayOf(numbers.remaining, [...owed, ...coming]),
    toTheEnd: {
      throughMonth: end,
      months: rest.length,
      needed,
      fits,
      shortfall: fits ? '0' : short,
      ...workersCarried(afterOwed, groups),
    },
  };
}

type Prices = (kind: WorkerKind, month: Month) => Rupiah;

function pricesOf(law: LawState): Prices {
  const found = new Map<string, Rupiah>();
  return ({ fundingSource, sector, band, july }, month) => {
    const key = `${month} ${fundingSource} ${sector} ${band} ${july}`;
    const asked = { month, band, sector, fundingSource, conditions: conditionsOf(july) };
    const price = found.get(key) ?? priceOf(law, asked).amount;
    found.set(key, price);
    return price;
  };
}

const headsOf = (groups: readonly { readonly heads: number }[]): number =>
  groups.reduce((sum, { heads }) => sum + heads, 0);

const paidAhead = (ahead: readonly (WorkerKind & { month: Month; heads: number })[], kind: WorkerKind, month: Month) =>
  headsOf(
    ahead.filter(
      (paid) =>
        paid.month === month &&
        paid.fundingSource === kind.fundingSource &&
        paid.sector === kind.sector &&
        paid.band === kind.band &&
        paid.july === kind.july,
    ),
  );

/** One line a month. */
const monthsOf = (
  groups: readonly (WorkerKind & { readonly month: Month; readonly heads: number })[],
  prices: Prices,
): UnpaidMonth[] =>
  [...Map.groupBy(groups, ({ month }) => month)].map(([month, kinds]) => ({
    month,
    workers: headsOf(kinds),
    cost: money.sum(...kinds.map((kind) => money.times(prices(kind, month), kind.heads))),
  }));

const lastPromised = ({ lastMonth, withdrawnFrom }: Pledged): Month => {
  const kept = withdrawnFrom === null ? lastMonth : addMonths(withdrawnFrom, -1);
  return kept < lastMonth ? kept : lastMonth;
};

const lastOf = (months: readonly Month[]): Month | undefined => months.toSorted().at(-1);

/** At the lowest band outside transport, as budgets reserve it: who will be assigned is not known. */
function costOfPledge(law: LawState, pledge: Pledged): Rupiah {
  const { quota, firstMonth, fundingSource } = pledge;
  const months = monthRange(firstMonth, lastPromised(pledge));
  const prices = months.map((month) => priceOf(law, { month, band: 1, sector: 'other', fundingSource }).amount);
  return money.times(money.sum(...prices), quota);
}
