import { join } from 'node:path';
import { lastDayOf, localDate, type Month } from '@sedekah/ledger';
import type { Bench, Measured, Run } from '../harness/bench';
import { rounded, timed } from '../harness/measuring';
import type { Officer } from '../harness/officer';
import { caughtUp, jobDone } from '../harness/server';
import { castOf, GROUPS, type Sponsor } from '../history/cast';
import { ACCOUNT, SETTINGS } from '../history/setting-up';
import { monthsOf, shapeOf } from '../history/shape';
import { waitingForTheRun } from '../history/waiting';
import { writeLog } from '../history/write-log';
import { byTreasurer } from './by-treasurer';
import { insertSameRows } from './raw-limit';
import { insertSameEvents } from './raw-writes';

/** The month as the treasury does it: allocated, ordered at BPJS, paid, acknowledged, and everybody is covered. */
export const monthRunBench: Bench = {
  name: 'month-run',
  question: 'How long does a month take, from the run to the statuses?',
  workers: 1_000_000,
  measure,
};

async function measure({ workers, seed, folder, tell }: Run): Promise<Measured[]> {
  const shape = shapeOf({ workers, months: 1, seed });
  const [month = ''] = monthsOf(shape);
  const data = join(folder, 'data');
  tell(`writing the log of ${workers} workers of ${shape.sponsors} sponsors`);
  await writeLog(data, waitingForTheRun(shape));
  const {
    result: steps,
    before,
    peak,
  } = await byTreasurer(data, (treasurer) => {
    tell('the month');
    return monthBy(treasurer, month, castOf(shape));
  });
  tell('the same events and rows, raw');
  const events = insertSameEvents(data, before);
  const rows = insertSameRows(join(data, 'read-model', '1.db'), before);
  const seconds = Object.values(steps).reduce((sum, step) => sum + step, 0);
  const raw = events.seconds + rows.seconds;
  const size = `${workers} workers of ${shape.sponsors} sponsors`;
  const shown = Object.entries(steps).map(([name, step]) => [`${name} s`, rounded(step)]);
  return [
    {
      bench: 'month-run: allocated, ordered, acknowledged, visible',
      figure: rounded(seconds),
      unit: 's',
      size,
      goal: { atMost: 60 },
      limits: [{ name: 'raw inserts of the same events and rows', figure: rounded(raw), goal: { atMost: 3 } }],
      details: { ...Object.fromEntries(shown), events: events.events, rows: rows.rows, 'peak MB': peak },
    },
    { bench: 'month-run: peak memory', figure: peak, unit: 'MB', size, goal: { atMost: 1_000 }, limits: [] },
  ];
}

type Steps = Readonly<Record<'allocated' | 'ordered' | 'paid' | 'acknowledged' | 'visible', number>>;

async function monthBy(treasurer: Officer, month: Month, cast: readonly Sponsor[]): Promise<Steps> {
  const workers = cast.reduce((sum, sponsor) => sum + sponsor.workers.length, 0);
  const allocated = await timed(async () => {
    const { jobId } = await treasurer.post<{ jobId: string }>('/v1/premium-runs', { throughMonth: month });
    const counts = await jobDone(treasurer, jobId);
    if (counts['allocated'] !== workers) throw new Error(`not everybody was paid: ${JSON.stringify(counts)}`);
  });
  const groups = GROUPS.filter((group) => cast.some((sponsor) => sponsor.group === group));
  const ordered = await timed(() => inOrder(groups, (group, index) => order(treasurer, group, month, index)));
  const paid = await timed(() => inOrder(ordered.value, (id) => pay(treasurer, id)));
  const acknowledged = await timed(() => inOrder(ordered.value, (id) => acknowledge(treasurer, id, month)));
  const visible = await timed(() => coveredAll(treasurer, month, cast));
  return {
    allocated: allocated.seconds,
    ordered: ordered.seconds,
    paid: paid.seconds,
    acknowledged: acknowledged.seconds,
    visible: visible.seconds,
  };
}

async function inOrder<Item, Result>(items: readonly Item[], work: (item: Item, index: number) => Promise<Result>) {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) results.push(await work(item, index));
  return results;
}

async function order(treasurer: Officer, group: string, month: Month, index: number): Promise<string> {
  const billingCode = String(126_050_000_000 + index);
  return (await treasurer.post<{ remittanceId: string }>('/v1/remittances', { group, month, billingCode }))
    .remittanceId;
}

function pay(treasurer: Officer, remittanceId: string): Promise<unknown> {
  const paidOn = localDate(new Date().toISOString(), SETTINGS.timeZone);
  const payment = { paidOn, accountId: ACCOUNT, reference: `BPD-${remittanceId}` };
  return treasurer.post(`/v1/remittances/${remittanceId}/payment`, payment);
}

function acknowledge(treasurer: Officer, remittanceId: string, month: Month): Promise<unknown> {
  const receipt = { receiptNumber: remittanceId, coverFrom: `${month}-01`, coverThrough: lastDayOf(month) };
  return treasurer.post(`/v1/remittances/${remittanceId}/acknowledgement`, receipt);
}

/** The tables hold everything, and the last worker of each sponsor asked about is covered. */
async function coveredAll(treasurer: Officer, month: Month, cast: readonly Sponsor[]): Promise<void> {
  await caughtUp(treasurer);
  for (const { workers } of [...cast.slice(0, 5), ...cast.slice(-5)]) {
    const url = `/v1/workers/${workers.at(-1)}/premium-status?asOf=${lastDayOf(month)}`;
    const { status } = await treasurer.get<{ status: string }>(url);
    if (status !== 'active') throw new Error(`${workers.at(-1)} is ${status} after the month`);
  }
}
