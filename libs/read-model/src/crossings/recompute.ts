import { sql, type Kysely } from 'kysely';
import type { ReadModelTables } from '../tables';
import type { CrossingKind } from './opened';
import { UNFINISHED } from './unfinished';

/** Subjects per statement. */
const CHUNK = 500;

function* chunksOf(subjects: Iterable<string>): Generator<string[]> {
  const all = [...subjects];
  for (let index = 0; index < all.length; index += CHUNK) yield all.slice(index, index + CHUNK);
}

/** Takes finished crossings out of the table. */
export async function forget(
  transaction: Kysely<ReadModelTables>,
  kind: CrossingKind,
  subjects: Iterable<string>,
): Promise<void> {
  for (const chunk of chunksOf(subjects)) {
    await transaction.deleteFrom('crossing').where('kind', '=', kind).where('subject', 'in', chunk).execute();
  }
}

/** Writes the open crossings of these subjects anew from the facts. */
export async function recompute(
  transaction: Kysely<ReadModelTables>,
  kind: CrossingKind,
  subjects: Iterable<string>,
): Promise<void> {
  const unfinished = UNFINISHED[kind];
  if (!unfinished) throw new Error(`${kind} has one last step: it is closed by that`);
  for (const chunk of chunksOf(subjects)) {
    await forget(transaction, kind, chunk);
    await sql`
      insert into crossing (kind, subject, ordinal)
      select '${sql.raw(kind)}', unfinished.subject, min(unfinished.ordinal) from (${unfinished}) unfinished
      where unfinished.subject in (${sql.join(chunk)}) group by unfinished.subject
    `.execute(transaction);
  }
}

/** An order came to hold premiums: leavings that wait for a release may need none any more. */
export async function recheckLeavings(transaction: Kysely<ReadModelTables>): Promise<void> {
  const open = await transaction.selectFrom('crossing').select('subject').where('kind', '=', 'leaving').execute();
  await recompute(
    transaction,
    'leaving',
    open.map(({ subject }) => subject),
  );
}

/** An order gave premiums back: of its people those who left may have to be released now. */
export const recheckLeavingsIn = (remittanceId: string, sponsorId: string) =>
  recheckThose(sql`
    select paid.worker_id from allocation_order ordered
    join allocation on allocation.allocation_id = ordered.allocation_id
    join premium paid on paid.ordinal = allocation.ordinal
    where ordered.remittance_id = ${remittanceId} and ordered.sponsor_id = ${sponsorId}`);

/** The same for a direct payment that does not count any more. */
export const recheckLeavingsHeldBy = (paymentId: string) =>
  recheckThose(sql`select listing.worker_id from direct_listing listing where listing.payment_id = ${paymentId}`);

const recheckThose =
  (workers: ReturnType<typeof sql>) =>
  async (transaction: Kysely<ReadModelTables>): Promise<void> => {
    const { rows } = await sql<{ worker_id: string }>`
      select distinct gone.worker_id from worker_end gone
      where gone.kind = 'left' and gone.worker_id in (${workers})
    `.execute(transaction);
    await recompute(
      transaction,
      'leaving',
      rows.map((row) => row.worker_id),
    );
  };

/** A remittance was paid: if it is a direct payment's, that payment may be finished. */
export const recheckDirect =
  (remittanceId: string) =>
  async (transaction: Kysely<ReadModelTables>): Promise<void> => {
    const row = await transaction
      .selectFrom('remittance')
      .select('direct_payment_id')
      .where('remittance_id', '=', remittanceId)
      .executeTakeFirst();
    if (row?.direct_payment_id) await recompute(transaction, 'direct-allocation', [row.direct_payment_id]);
  };
