import { sql, type Kysely } from 'kysely';
import {
  addMonths,
  costOfLapse,
  jkmRules,
  monthOf,
  ruleInForce,
  type Instant,
  type JkmRules,
  type LocalDate,
  type Month,
  type Rupiah,
  type Sealed,
} from '@sedekah/ledger';
import type { Seen } from '../assignments/members';
import { lawKnown } from '../law/law-known';
import { resolveKnownAt, type KnownAt } from '../log/known-at';
import { cursorOf, limitOf, listed, type Listed, type PageRequest } from '../log/paging';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';
import { lapsesOf, type LapseCause } from './cause';
import { CONTINUITY_STATES, withStanding, type ContinuityState, type Standing } from './standing';

/** A worker whose cover is about to end, has stopped, or whose membership ended lately. */
export interface ContinuityItem {
  readonly workerId: string;
  /** Ciphertext: whoever shows it looks at the age only. */
  readonly sealed: Sealed;
  readonly regionCode: string;
  readonly state: ContinuityState;
  /** Month of arrears, 1 to the grace; 0 when lapsing or ended. */
  readonly arrearsMonths: number;
  readonly enrolledOn: LocalDate;
  readonly coveredThrough: Month;
  /** In this month membership ends, or ended, if nothing is paid. */
  readonly endsIn: Month;
  readonly endsNextMonth: boolean;
  readonly cause: LapseCause;
  /** Who has the worker in the first month without cover. */
  readonly sponsorId: string | null;
  /** JKM as a member of today less JKM after a membership that begins again today. */
  readonly costToFamily: Rupiah;
}

/** Persons, in the region asked about. `enrolled` = covered + in arrears + ended + not covered yet. */
export interface ContinuityCounts {
  /** Alive, enrolled and not left: the denominator. */
  readonly enrolled: number;
  readonly covered: number;
  /** Of those covered: the next month is not secured. */
  readonly lapsing: number;
  readonly inArrears: readonly { readonly months: number; readonly workers: number }[];
  readonly ended: number;
  /** Of those ended: not longer ago than the list shows. */
  readonly endedLately: number;
  readonly notCoveredYet: number;
}

export interface Continuity extends Listed<ContinuityItem> {
  readonly asOf: LocalDate;
  readonly knownAt: Instant | null;
  readonly knownAtOrdinal: string;
  readonly graceMonths: number;
  /** Enrolment is for those younger. */
  readonly ageLimit: number;
  readonly jkm: JkmRules;
  readonly counts: ContinuityCounts;
}

export interface ContinuityQuestion extends PageRequest {
  readonly asOf: LocalDate;
  readonly knownAt?: KnownAt | undefined;
  /** `76.03`: the region and everything inside it. */
  readonly regionCode?: string | undefined;
  readonly state?: ContinuityState | undefined;
}

/** Who is losing cover, in the order of registration. @throws InvalidCursor, UnknownPosition, Rejection tariff-missing */
export async function continuity(db: Kysely<ReadModelTables>, question: ContinuityQuestion): Promise<Continuity> {
  const { asOf, regionCode, state } = question;
  const known = await resolveKnownAt(db, question.knownAt);
  const seen: Seen = { asOf, ordinal: known.ordinal };
  const law = await lawKnown(db, known.ordinal);
  const graceMonths = ruleInForce(law, 'grace-months', asOf).value;
  const standing = withStanding(seen, graceMonths, regionCode);
  const [after = -1] = cursorOf(question);
  const limit = limitOf(question);
  const states = state === undefined ? CONTINUITY_STATES : [state];
  const { rows } = await sql<Listable>`${standing}
    select worker_id as "workerId", ordinal, sealed, region_code as "regionCode", sector, enrolled_on as "enrolledOn",
      band, covered_month as "coveredMonth", state, gap
    from standing where ordinal > ${after} and state in (${sql.join(states)}) order by ordinal limit ${limit + 1}
  `.execute(db);
  const open = rows.map(({ workerId, sector, band, coveredMonth }) => {
    return { workerId, sector, band, month: addMonths(coveredMonth, 1) };
  });
  const lapses = await lapsesOf(db, open, law, seen);
  const item = (row: Listable): ContinuityItem => {
    const lapse = lapses.get(row.workerId);
    if (!lapse) throw new Error(`no cause for worker ${row.workerId}`);
    return { ...shown(row, asOf, graceMonths), ...lapse, costToFamily: costOfLapse(law, row.enrolledOn, asOf) };
  };
  return {
    asOf,
    knownAt: known.time,
    knownAtOrdinal: String(known.ordinal),
    graceMonths,
    ageLimit: ruleInForce(law, 'age-limit', asOf).value,
    jkm: jkmRules(law, asOf),
    counts: await countsOf(db, seen, graceMonths, regionCode),
    ...listed(rows, limit, ({ ordinal }) => ordinal, item),
  };
}

/** Rows of the states that are listed: each has been covered. */
interface Listable extends Standing {
  readonly coveredMonth: Month;
  readonly gap: number;
  readonly state: ContinuityState;
}

function shown(
  { workerId, sealed, regionCode, state, gap, enrolledOn, coveredMonth }: Listable,
  asOf: LocalDate,
  graceMonths: number,
) {
  const endsIn = addMonths(coveredMonth, graceMonths + 1);
  return {
    workerId,
    sealed,
    regionCode,
    state,
    arrearsMonths: state === 'in-arrears' ? gap : 0,
    enrolledOn,
    coveredThrough: coveredMonth,
    endsIn,
    endsNextMonth: endsIn === addMonths(monthOf(asOf), 1),
  };
}

async function countsOf(
  db: Kysely<ReadModelTables>,
  seen: Seen,
  graceMonths: number,
  regionCode: string | undefined,
): Promise<ContinuityCounts> {
  const { rows } = await sql<{ state: Standing['state']; gap: number | null; workers: number }>`
    ${withStanding(seen, graceMonths, regionCode)}
    select state, case when state = 'in-arrears' then gap end as gap, ${whole(sql`count(*)`)} as workers
    from standing group by state, case when state = 'in-arrears' then gap end order by 1, 2
  `.execute(db);
  const of = (...states: Standing['state'][]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { workers }) => sum + workers, 0);
  return {
    enrolled: rows.reduce((sum, { workers }) => sum + workers, 0),
    covered: of('secured', 'lapsing'),
    lapsing: of('lapsing'),
    inArrears: Array.from({ length: graceMonths }, (_, index) => ({
      months: index + 1,
      workers: rows.find(({ gap }) => gap === index + 1)?.workers ?? 0,
    })),
    ended: of('ended', 'ended-long-ago'),
    endedLately: of('ended'),
    notCoveredYet: of('not-covered-yet'),
  };
}
