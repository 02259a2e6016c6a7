import { join } from 'node:path';
import type { Bench, Measured, Run } from '../harness/bench';
import { percentile, percentiles, rounded } from '../harness/measuring';
import { Random } from '../history/random';
import { ask, askedOf, QUESTIONS, type Asked, type Question } from './ask-questions';

/** 1×, 10× and 100× the history of the same people. */
const MONTHS = [1, 10, 100] as const;
const WARM_UP = 300;
const ASKED_EACH = 3_000;

/** Balances and statuses on any past day, as known on any day since: does a longer history make them slower? */
export const questionsBench: Bench = {
  name: 'questions',
  question: 'Is a question about three years ago answered as fast as one about last week?',
  workers: 2_000,
  measure,
};

async function measure({ workers, seed, folder, tell }: Run): Promise<Measured[]> {
  const histories: Asked[] = [];
  for (const months of MONTHS) {
    tell(`building ${months} months of ${workers} workers`);
    histories.push(await askedOf(join(folder, String(months)), months, workers, seed));
  }
  tell(`asking ${2 * histories.length * ASKED_EACH} questions`);
  const random = new Random(seed);
  // In turns, so that neither a warmer program nor a busier machine favours one of them.
  for (let round = 0; round < WARM_UP + ASKED_EACH; round += 1) {
    for (const asked of histories) {
      for (const question of QUESTIONS) await ask(asked, question, random);
    }
    if (round === WARM_UP - 1) for (const { times } of histories) times.balance.length = times.status.length = 0;
  }
  for (const { readModel } of histories) await readModel.close();
  return QUESTIONS.flatMap((question) => linesOf(question, histories, workers));
}

function linesOf(question: Question, histories: readonly Asked[], workers: number): Measured[] {
  const [short, middle, long] = histories.map(({ times }) => times[question]);
  if (!short || !middle || !long) throw new Error('three histories');
  const size = `${workers} workers, ${MONTHS.join(', ')} months of history`;
  const at = (times: readonly number[], share: number): number => rounded(percentile(times, share));
  return [
    {
      bench: `questions: ${question}, median at 100×`,
      figure: at(long, 0.5),
      unit: 'ms',
      size,
      limits: [
        { name: 'the same at 1×', figure: at(short, 0.5), goal: { atMost: 1.5 } },
        { name: 'the same at 10×', figure: at(middle, 0.5) },
      ],
      details: percentiles(long),
    },
    {
      bench: `questions: ${question}, p99 at 100×`,
      figure: at(long, 0.99),
      unit: 'ms',
      size,
      goal: { atMost: 10 },
      limits: [{ name: 'the same at 1×', figure: at(short, 0.99) }],
    },
  ];
}
