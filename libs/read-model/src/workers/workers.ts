import { sql, type Kysely } from 'kysely';
import type { LocalDate, Sealed, Sector } from '@sedekah/ledger';
import { cursorOf, limitOf, listed, unnumbered, type Listed, type PageRequest } from '../log/paging';
import type { ReadModelTables } from '../tables';

/** A worker as filed. `sealed` is ciphertext: whoever shows it masks it. */
export interface WorkerItem {
  readonly workerId: string;
  readonly sealed: Sealed;
  readonly regionCode: string;
  readonly occupation: string;
  readonly sector: Sector;
  readonly registeredOn: LocalDate;
  /** Latest enrolment; null before the first. */
  readonly group: string | null;
  readonly band: number | null;
  readonly enrolledOn: LocalDate | null;
  readonly diedOn: LocalDate | null;
  readonly leftOn: LocalDate | null;
}

export interface WorkerFilter extends PageRequest {
  /** `76.03`: the region and everything inside it. */
  readonly regionCode?: string | undefined;
  /** Ever assigned to this sponsor. */
  readonly sponsorId?: string | undefined;
}

type Row = WorkerItem & { readonly ordinal: number };

const lastEnd = (kind: string) => sql`(select max(x.effective_on) from worker_end x
  where x.worker_id = w.worker_id and x.kind = '${sql.raw(kind)}')`;

const workers = sql`
  select w.worker_id as "workerId", w.ordinal, w.sealed, w.region_code as "regionCode", w.occupation, w.sector,
    w.effective_on as "registeredOn", e.enrolment_group as "group", e.band, e.effective_on as "enrolledOn",
    ${lastEnd('died')} as "diedOn", ${lastEnd('left')} as "leftOn"
  from worker w left join worker_enrolment e on e.worker_id = w.worker_id and e.ordinal = (
    select y.ordinal from worker_enrolment y where y.worker_id = w.worker_id
    order by y.effective_on desc, y.ordinal desc limit 1)`;

const itemOf = (row: Row): WorkerItem => unnumbered(row);

/** Workers in the order of their registration. @throws InvalidCursor */
export async function listWorkers(
  db: Kysely<ReadModelTables>,
  { regionCode, sponsorId, ...page }: WorkerFilter = {},
): Promise<Listed<WorkerItem>> {
  const [after = -1] = cursorOf(page);
  const { rows } = await sql<Row>`${workers} where w.ordinal > ${after}
    ${regionCode === undefined ? sql`` : sql`and (w.region_code = ${regionCode} or w.region_code like ${`${regionCode}.%`})`}
    ${
      sponsorId === undefined
        ? sql``
        : sql`and exists (select 1 from assignment a where a.worker_id = w.worker_id and a.sponsor_id = ${sponsorId})`
    }
    order by w.ordinal limit ${limitOf(page) + 1}`.execute(db);
  return listed(rows, limitOf(page), ({ ordinal }) => ordinal, itemOf);
}

export async function findWorker(db: Kysely<ReadModelTables>, workerId: string): Promise<WorkerItem | undefined> {
  const { rows } = await sql<Row>`${workers} where w.worker_id = ${workerId}`.execute(db);
  return rows[0] && itemOf(rows[0]);
}
