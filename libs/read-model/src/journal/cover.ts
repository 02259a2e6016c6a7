import { sql, type Kysely } from 'kysely';
import { accounts, type EntryLine, type Month } from '@sedekah/ledger';
import type { Page } from '../projector/page';
import type { ReadModelTables } from '../tables';

const COVER = 'COV:';

/**
 * Writes the lines that are a worker's into the cover book; returns the others.
 * @throws Error for a change of more than one unit
 */
export function insertCover(page: Page, lines: readonly EntryLine[], ordinal: number): EntryLine[] {
  const others: EntryLine[] = [];
  const issued = new Map<Month, string[]>();
  for (const line of lines) {
    const workerId = accounts.coveredWorker(line.account);
    if (workerId === undefined) {
      others.push(line);
      continue;
    }
    const month = line.commodity.slice(COVER.length);
    if (line.amount === '1') {
      const people = issued.get(month);
      if (people) people.push(workerId);
      else issued.set(month, [workerId]);
    } else if (line.amount === '-1') cancel(page, workerId, month, ordinal);
    else throw new Error(`${line.amount} units of cover ${month} for worker ${workerId}`);
  }
  for (const [month, workers] of issued) issue(page, workers, month, ordinal);
  return others;
}

function issue(page: Page, workers: readonly string[], month: Month, ordinal: number): void {
  const { cancelled } = page.journal;
  const isFirst = (workerId: string) => cancelled.size === 0 || !cancelled.has(`${workerId} ${month}`);
  const first = workers.every(isFirst) ? workers : workers.filter(isFirst);
  page.insertEach('cover', 'worker_id', first, { month, turn: 0, ordinal, units: 1 });
  if (first.length === workers.length) return;
  for (const workerId of workers.filter((each) => !isFirst(each))) {
    const turn = 2 * (cancelled.get(`${workerId} ${month}`) ?? 0);
    page.insert('cover', { worker_id: workerId, month, turn, ordinal, units: 1 });
  }
}

function cancel(page: Page, workerId: string, month: Month, ordinal: number): void {
  const { cancelled } = page.journal;
  const before = cancelled.get(`${workerId} ${month}`) ?? 0;
  cancelled.set(`${workerId} ${month}`, before + 1);
  page.insert('cover', { worker_id: workerId, month, turn: 2 * before + 1, ordinal, units: -1 });
  page.after(assertIssued(workerId, month, 2 * before));
}

/** @throws Error when cover is taken back that was not there; that nobody holds two units is in the table's key */
const assertIssued = (workerId: string, month: Month, turn: number) => async (db: Kysely<ReadModelTables>) => {
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
