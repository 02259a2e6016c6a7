import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { postings, type LedgerEvent } from '@sedekah/ledger';
import type { Bench, Measured, MeasuredLimit, Run } from '../harness/bench';
import { rounded } from '../harness/measuring';
import { runOther, runOurs } from '../harness/programs';
import { historyOf } from '../history/history';
import type { GeneratedEvent } from '../history/journalist';
import { shapeOf, workerMonthsOf } from '../history/shape';
import { writeLog } from '../history/write-log';
import { insertSameRows, scanAndParse } from './raw-limit';

const MONTHS = 10;
/** Plain-text ledgers are stopped when their goal is proven, or after so many seconds. */
const MOST_SECONDS = 600;

/** Everything read models hold, built anew from the log, against what plain-text ledgers take for balances alone. */
export const rebuildBench: Bench = {
  name: 'rebuild',
  question: 'How fast is every read model rebuilt from the log?',
  workers: 100_000,
  measure,
};

async function measure({ workers, seed, folder, tell }: Run): Promise<Measured[]> {
  const shape = shapeOf({ workers, months: MONTHS, seed });
  const workerMonths = workerMonthsOf(shape);
  tell(`writing a log of ${workerMonths} worker-months`);
  const data = join(folder, 'data');
  const moneyEntries = { count: 0 };
  const events = await writeLog(data, counted(historyOf(shape), moneyEntries));
  tell(`rebuilding from ${events} events`);
  const rebuilt = await runOurs('cli', ['rebuild', '--data', data]);
  tell('the same, raw: scan, parse, insert');
  const scan = scanAndParse(data);
  const raw = insertSameRows(join(data, 'read-model', '1.db'), 0, 'rebuild');
  rmSync(join(data, 'read-model'), { recursive: true });
  const rate = (seconds: number): number => rounded(workerMonths / seconds);
  const others = await plainTextLedgers(data, { folder, rate, tell, ours: rebuilt.seconds });
  return [
    {
      bench: 'rebuild',
      figure: rate(rebuilt.seconds),
      unit: 'worker-months/s',
      size: `${workerMonths} worker-months, ${moneyEntries.count} money entries, ${events} events, ${raw.rows} rows`,
      limits: [
        ...others.limits,
        { name: 'raw scan, parse and insert', figure: rate(scan + raw.seconds), goal: { atLeast: 0.5 } },
      ],
      details: {
        'rebuild s': rounded(rebuilt.seconds),
        'rebuild peak MB': rebuilt.peakMegabytes ?? 0,
        'events/s': rounded(events / rebuilt.seconds),
        'raw scan and parse s': rounded(scan),
        'raw insert s': rounded(raw.seconds),
        ...others.details,
      },
    },
  ];
}

function* counted(events: Iterable<GeneratedEvent>, moneyEntries: { count: number }): Generator<GeneratedEvent> {
  for (const event of events) {
    // The lines of cover are many and none of them is rupiah.
    if (event.type !== 'AllocationsSettled') {
      const entry = postings(event as unknown as LedgerEvent);
      if (entry?.lines.some(({ commodity }) => commodity === 'IDR')) moneyEntries.count += 1;
    }
    yield event;
  }
}

interface Comparing extends Pick<Run, 'folder' | 'tell'> {
  readonly rate: (seconds: number) => number;
  /** Seconds of our rebuild. */
  readonly ours: number;
}

/** `ledger` and `hledger` compute the balances of our own export; one that is not installed is left out. */
async function plainTextLedgers(data: string, { folder, tell, rate, ours }: Comparing) {
  tell('exporting the journal');
  const journal = join(folder, 'journal.txt');
  await runOurs('cli', ['export', 'journal', '--format', 'hledger', '--data', data], { to: journal });
  const limits: MeasuredLimit[] = [];
  const details: Record<string, string> = {};
  for (const [program, atLeast] of [
    ['ledger', 5],
    ['hledger', 40],
  ] as const) {
    const atMostSeconds = Math.min(MOST_SECONDS, Math.ceil(ours * atLeast * 1.1));
    tell(`${program} balance, for ${atMostSeconds} s at most`);
    const ran = await runOther(program, ['-f', journal, 'balance'], { atMostSeconds }).catch(absent);
    if (!ran) continue;
    limits.push({ name: `${program} balance`, figure: rate(ran.seconds), goal: { atLeast } });
    const isProven = ran.seconds >= ours * atLeast;
    const bound = `stopped after ${atMostSeconds} s: the ratio is higher${isProven ? '' : ', but how much is not shown'}`;
    details[`${program} balance`] = ran.isStopped ? bound : `${rounded(ran.seconds)} s`;
  }
  return { limits, details };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
