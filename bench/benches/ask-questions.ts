import { openReadModel, rebuild, sponsorBalance, workerStatus, type ReadModel } from '@sedekah/read-model';
import { openEventStore } from '@sedekah/event-store';
import { addDays, addMonths, type LocalDate } from '@sedekah/ledger';
import { castOf } from '../history/cast';
import { historyOf } from '../history/history';
import { Random } from '../history/random';
import { monthsOf, shapeOf } from '../history/shape';
import { writeLog } from '../history/write-log';

/** A read model of so many months of history, and who is in it. */
export interface Asked {
  readonly months: number;
  readonly readModel: ReadModel;
  readonly sponsors: readonly string[];
  readonly workers: readonly string[];
  readonly firstDay: LocalDate;
  readonly days: number;
  /** What was asked last was answered in so many milliseconds. */
  readonly times: Record<Question, number[]>;
}
export const QUESTIONS = ['balance', 'status'] as const;
export type Question = (typeof QUESTIONS)[number];

/** Writes a log, builds its read model and opens it as the server does. */
export async function askedOf(dataFolder: string, months: number, workers: number, seed: number): Promise<Asked> {
  const shape = shapeOf({ workers, months, seed });
  await writeLog(dataFolder, historyOf(shape));
  const reader = await openEventStore({ dataFolder, ledger: 'sedekah', readOnly: true });
  await rebuild({ dataFolder, reader });
  await reader.close();
  const cast = castOf(shape);
  const firstMonth = addMonths(monthsOf(shape)[0] ?? '', -1);
  return {
    months,
    readModel: await openReadModel({ dataFolder }),
    sponsors: cast.map(({ sponsorId }) => sponsorId),
    workers: cast.flatMap((sponsor) => sponsor.workers),
    firstDay: `${firstMonth}-11`,
    days: Math.floor((months + 0.6) * 30),
    times: { balance: [], status: [] },
  };
}

/** One question about any past day, as it was known on that day or any later one. */
export async function ask(asked: Asked, question: Question, random: Random): Promise<void> {
  const { readModel, sponsors, workers, firstDay, days } = asked;
  const after = random.below(days);
  const asOf = addDays(firstDay, after);
  const knownAt = { time: `${addDays(firstDay, after + random.below(days - after))}T15:59:59.999Z` };
  const [sponsorId, workerId] = [any(sponsors, random), any(workers, random)];
  const begun = performance.now();
  const answer =
    question === 'balance'
      ? await sponsorBalance(readModel.db, { sponsorId, asOf, knownAt })
      : await workerStatus(readModel.db, { workerId, asOf, knownAt });
  asked.times[question].push(performance.now() - begun);
  if (answer?.asOf !== asOf) throw new Error(`no answer about ${asOf}`);
}

function any<Item>(items: readonly Item[], random: Random): Item {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new Error('nobody there');
  return item;
}
