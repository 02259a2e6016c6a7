import { sql, type Kysely } from 'kysely';
import type { Rupiah } from '@sedekah/ledger';
import { whole } from '../store/table';
import type { ReadModelTables } from '../tables';

/** What a late law changed for one sponsor. */
export interface RepricedSponsor {
  readonly sponsorId: string;
  /** Worker-months. */
  readonly premiums: number;
  /** What all of them cost more, or negative: less, than before. */
  readonly difference: Rupiah;
  /** Of what is dearer, what available did not carry. */
  readonly receivable: Rupiah;
}

/** What was re-priced after the job `jobId` was submitted: one job re-prices at a time. By sponsor. */
export async function repricedSince(db: Kysely<ReadModelTables>, jobId: string): Promise<RepricedSponsor[]> {
  const { rows } = await sql<RepricedSponsor>`
    select r.sponsor_id as "sponsorId", ${whole(sql`sum(r.heads)`)} as premiums,
      cast(sum(r.difference) as text) as difference, cast(sum(r.receivable) as text) as receivable
    from allocation_repricing r where r.ordinal > (select j.ordinal from job j where j.job_id = ${jobId})
    group by r.sponsor_id order by r.sponsor_id
  `.execute(db);
  return rows;
}

export interface LastRepricing {
  readonly status: 'completed' | 'failed';
  /** Of the law that the job went by. */
  readonly revision: number;
  /** The last event it looked at. */
  readonly through: number;
}

/** The last re-pricing that ended. */
export async function lastRepricing(db: Kysely<ReadModelTables>): Promise<LastRepricing | undefined> {
  const { rows } = await sql<{
    status: LastRepricing['status'];
    input: string;
    result: string | null;
    ordinal: number;
  }>`
    select st.kind as status, j.input, st.result, j.ordinal from job j join job_step st on st.job_id = j.job_id
    where j.kind = 'repricing' and st.kind in ('completed', 'failed') order by st.ordinal desc limit 1
  `.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { status, ordinal } = row;
  const { revision } = JSON.parse(row.input) as { revision: number };
  const seen = row.result === null ? {} : (JSON.parse(row.result) as { revision?: number; through?: number });
  return { status, revision: seen.revision ?? revision, through: seen.through ?? ordinal };
}
