import { sql, type Kysely } from 'kysely';
import type { Month } from '@sedekah/ledger';
import type { Page } from '../projector/page';
import type { ReadModelTables } from '../tables';

/** One unit of the month's cover to the worker, or back. @throws Error for a change of more than one unit */
export function insertCover(page: Page, workerId: string, month: Month, amount: string, ordinal: number): void {
  if (amount !== '1' && amount !== '-1') throw new Error(`${amount} units of cover ${month} for worker ${workerId}`);
  const { cancelled } = page.journal;
  const of = `${workerId} ${month}`;
  const before = cancelled.size === 0 ? 0 : (cancelled.get(of) ?? 0);
  if (amount === '1') {
    page.insert('cover', { worker_id: workerId, month, turn: 2 * before, ordinal, units: 1 });
    return;
  }
  cancelled.set(of, before + 1);
  page.insert('cover', { worker_id: workerId, month, turn: 2 * before + 1, ordinal, units: -1 });
  page.after(assertCancelled(workerId, month, 2 * before));
}

/** @throws Error when cover is taken back that was not there; that nobody holds two units is in the table's key */
const assertCancelled = (workerId: string, month: Month, turn: number) => async (db: Kysely<ReadModelTables>) => {
  const unit = await db
    .selectFrom('cover as issued')
    .innerJoin('cover as back', (on) =>
      on
        .onRef('back.worker_id', '=', 'issued.worker_id')
        .onRef('back.month', '=', 'issued.month')
        .onRef('back.ordinal', '>', 'issued.ordinal')
        .on('back.turn', '=', turn + 1),
    )
    .select(sql<number>`1`.as('found'))
    .where('issued.worker_id', '=', workerId)
    .where('issued.month', '=', month)
    .where('issued.turn', '=', turn)
    .executeTakeFirst();
  if (!unit) throw new Error(`worker ${workerId} holds no unit of cover for ${month} that could be cancelled`);
};
