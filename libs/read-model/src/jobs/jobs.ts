import { sql, type Kysely } from 'kysely';
import type { JobKind, JobRow, LocalDate } from '@sedekah/ledger';
import { cursorOf, limitOf, listed, type Listed, type PageRequest } from '../log/paging';
import type { ReadModelTables } from '../tables';

export interface JobItem {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly scope: string;
  readonly input: Record<string, unknown>;
  readonly submittedBy: string;
  readonly submittedOn: LocalDate;
  readonly status: 'running' | 'completed' | 'failed';
  readonly done: number;
  /** Null while nobody knows how much there is to do. */
  readonly total: number | null;
  readonly counts: Record<string, number>;
  readonly result: Record<string, unknown> | null;
  readonly failure: { readonly code: string; readonly reason: string } | null;
  /** Rows that were not taken. */
  readonly rowsReported: number;
}

interface Row {
  readonly job_id: string;
  readonly ordinal: number;
  readonly kind: JobKind;
  readonly scope: string;
  readonly input: string;
  readonly submitted_by: string;
  readonly effective_on: string;
  readonly done: number | null;
  readonly total: number | null;
  readonly counts: string | null;
  readonly ended: string | null;
  readonly end_counts: string | null;
  readonly result: string | null;
  readonly code: string | null;
  readonly reason: string | null;
  readonly rows: number;
}

const jobs = sql`
  select j.job_id, j.ordinal, j.kind, j.scope, j.input, j.submitted_by, j.effective_on, p.done, p.total, p.counts,
    e.kind as ended, e.counts as end_counts, e.result, e.code, e.reason,
    (select cast(count(*) as integer) from job_row r where r.job_id = j.job_id) as rows
  from job j
  left join job_step p on p.ordinal = (
    select max(x.ordinal) from job_step x where x.job_id = j.job_id and x.kind = 'progressed')
  left join job_step e on e.ordinal = (
    select max(x.ordinal) from job_step x where x.job_id = j.job_id and x.kind <> 'progressed')`;

const parsed = <Value>(json: string | null): Value | null => (json === null ? null : (JSON.parse(json) as Value));

function itemOf(row: Row): JobItem {
  return {
    jobId: row.job_id,
    kind: row.kind,
    scope: row.scope,
    input: JSON.parse(row.input) as Record<string, unknown>,
    submittedBy: row.submitted_by,
    submittedOn: row.effective_on,
    status: row.ended === 'completed' || row.ended === 'failed' ? row.ended : 'running',
    done: row.done ?? 0,
    total: row.total,
    counts: parsed<Record<string, number>>(row.end_counts ?? row.counts) ?? {},
    result: parsed<Record<string, unknown>>(row.result),
    failure: row.code === null ? null : { code: row.code, reason: row.reason ?? '' },
    rowsReported: row.rows,
  };
}

export interface JobFilter extends PageRequest {
  /** Only jobs that have not ended. */
  readonly running?: boolean | undefined;
}

/** Jobs in the order of their submission. @throws InvalidCursor */
export async function listJobs(
  db: Kysely<ReadModelTables>,
  { running, ...page }: JobFilter = {},
): Promise<Listed<JobItem>> {
  const [after = -1] = cursorOf(page);
  const { rows } = await sql<Row>`${jobs} where j.ordinal > ${after} ${running ? sql`and e.kind is null` : sql``}
    order by j.ordinal limit ${limitOf(page) + 1}`.execute(db);
  return listed(rows, limitOf(page), ({ ordinal }) => ordinal, itemOf);
}

export async function findJob(db: Kysely<ReadModelTables>, jobId: string): Promise<JobItem | undefined> {
  const { rows } = await sql<Row>`${jobs} where j.job_id = ${jobId}`.execute(db);
  return rows[0] && itemOf(rows[0]);
}

/** Rows of a job that were not taken, in the order in which they were reported. @throws InvalidCursor */
export async function jobRows(
  db: Kysely<ReadModelTables>,
  jobId: string,
  page: PageRequest = {},
): Promise<Listed<JobRow>> {
  const [ordinal = -1, place = -1] = cursorOf(page, 2);
  const rows = await db
    .selectFrom('job_row')
    .selectAll()
    .where('job_id', '=', jobId)
    .where((eb) => eb.or([eb('ordinal', '>', ordinal), eb.and([eb('ordinal', '=', ordinal), eb('place', '>', place)])]))
    .orderBy('ordinal')
    .orderBy('place')
    .limit(limitOf(page) + 1)
    .execute();
  return listed(
    rows,
    limitOf(page),
    (row) => `${row.ordinal}.${row.place}`,
    ({ line, field, code, message }) => ({ line, code, message, ...(field !== null && { column: field }) }),
  );
}
