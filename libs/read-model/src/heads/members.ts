import { sql, type Kysely } from 'kysely';
import { monthOf, type LocalDate, type Month, type Sector } from '@sedekah/ledger';
import type { ReadModelTables } from '../tables';
import type { Assigned } from './of-page';
import { enrolledFrom, spanText } from './span';

type Db = Kysely<ReadModelTables>;

/** A worker's assignment with what its span is made of, as of the event that made it. */
export interface Member {
  readonly workerId: string;
  readonly assignmentId: string;
  readonly sponsorId: string;
  readonly ordinal: number;
  readonly firstMonth: Month;
  /** Before releases. */
  readonly assignedThrough: Month;
  readonly sector: Sector | null;
  /** The enrolment by then; null without one. */
  readonly enrolledOn: LocalDate | null;
  readonly band: number | null;
  /** Since which event the worker is looked at by itself, as far as the tables say before the page. */
  readonly apart: number | null;
}

export interface Release {
  readonly workerId: string;
  readonly assignmentId: string;
  readonly ordinal: number;
  readonly throughMonth: Month;
}

/** Assignments or workers per statement. */
const CHUNK = 250;

function* chunksOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let index = 0; index < items.length; index += CHUNK) yield items.slice(index, index + CHUNK);
}

const selected = sql`
  select a.worker_id as "workerId", a.assignment_id as "assignmentId", a.sponsor_id as "sponsorId", a.ordinal,
    a.first_month as "firstMonth", a.last_month as "assignedThrough", w.sector, e.effective_on as "enrolledOn", e.band,
    x.ordinal as apart`;
const itsFacts = sql`
  left join worker w on w.worker_id = a.worker_id
  left join worker_enrolment e on e.worker_id = a.worker_id and e.ordinal < a.ordinal
  left join worker_apart x on x.worker_id = a.worker_id`;

/** Everybody whom these events assigned; whoever was enrolled twice by then comes twice. */
export async function membersOf(db: Db, events: readonly Assigned[]): Promise<Member[]> {
  const members: Member[] = [];
  for (const chunk of chunksOf(events)) {
    const named = chunk.map(({ sponsorId, ordinal }) => sql`(${sponsorId}, ${ordinal})`);
    const { rows } = await sql<Member>`
      ${selected} from (values ${sql.join(named)}) named
      join assignment a on a.sponsor_id = named.column1 and a.ordinal = cast(named.column2 as integer) ${itsFacts}
    `.execute(db);
    members.push(...rows);
  }
  return members;
}

/** All assignments of these workers. */
export async function assignmentsOf(db: Db, workers: readonly string[]): Promise<Member[]> {
  const members: Member[] = [];
  for (const chunk of chunksOf(workers)) {
    const { rows } = await sql<Member>`
      ${selected} from assignment a ${itsFacts} where a.worker_id in (${sql.join(chunk)})
    `.execute(db);
    members.push(...rows);
  }
  return members;
}

export async function releasesOf(db: Db, workers: readonly string[]): Promise<Release[]> {
  const releases: Release[] = [];
  for (const chunk of chunksOf(workers)) {
    releases.push(
      ...(await db
        .selectFrom('assignment_release')
        .select(['worker_id as workerId', 'assignment_id as assignmentId', 'ordinal', 'through_month as throughMonth'])
        .where('worker_id', 'in', chunk)
        .execute()),
    );
  }
  return releases;
}

/** Of these enrolments, those of workers who were enrolled or assigned before. */
export async function lateEnrolments(
  db: Db,
  enrolled: readonly { readonly workerId: string; readonly ordinal: number }[],
) {
  const late: { workerId: string; ordinal: number }[] = [];
  for (const chunk of chunksOf(enrolled)) {
    const named = chunk.map(({ workerId, ordinal }) => sql`(${workerId}, ${ordinal})`);
    const { rows } = await sql<{ workerId: string; ordinal: number }>`
      select named.column1 as "workerId", cast(named.column2 as integer) as ordinal from (values ${sql.join(named)}) named
      where exists (select 1 from worker_enrolment e
          where e.worker_id = named.column1 and e.ordinal < cast(named.column2 as integer))
        or exists (select 1 from assignment a
          where a.worker_id = named.column1 and a.ordinal < cast(named.column2 as integer))
    `.execute(db);
    late.push(...rows);
  }
  return late;
}

/** Those of `workers` who are apart by what was stored before. */
export async function knownApart(db: Db, workers: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const chunk of chunksOf(workers)) {
    const rows = await db.selectFrom('worker_apart').select('worker_id').where('worker_id', 'in', chunk).execute();
    for (const row of rows) known.add(row.worker_id);
  }
  return known;
}

/** The months and prices of an assignment can be told from its span: enrolled in time, with nothing out of the way. */
export const isInTime = ({ sector, enrolledOn, firstMonth }: Member): boolean =>
  sector !== null && enrolledOn !== null && monthOf(enrolledOn) <= firstMonth;

/** The span of an assignment that is in time, after the releases recorded before the event `ordinal`; none left: undefined. */
export function spanBefore(member: Member, releases: readonly Release[], ordinal: number): string | undefined {
  const { sector, enrolledOn, band, firstMonth, assignedThrough } = member;
  if (sector === null || enrolledOn === null || band === null) throw new Error(`${member.workerId} has no span`);
  const lastMonth = releases
    .filter((each) => each.assignmentId === member.assignmentId && each.ordinal < ordinal)
    .reduce((last, { throughMonth }) => (throughMonth < last ? throughMonth : last), assignedThrough);
  if (lastMonth < firstMonth) return undefined;
  return spanText({ firstMonth, lastMonth, enrolled: enrolledFrom(firstMonth, enrolledOn), sector, band });
}
