import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { addMonths } from '@sedekah/ledger';
import { parse } from 'csv-parse';
import type { Bench, Measured, Run } from '../harness/bench';
import { rounded, timed } from '../harness/measuring';
import type { Officer } from '../harness/officer';
import { caughtUp, jobDone } from '../harness/server';
import { castOf, GROUPS } from '../history/cast';
import { monthsOf, shapeOf } from '../history/shape';
import { promisesOf } from '../history/waiting';
import { writeAssignmentFile, writeWorkerFile } from '../history/worker-file';
import { writeLog } from '../history/write-log';
import { byTreasurer } from './by-treasurer';
import { insertSameRows } from './raw-limit';
import { insertSameEvents } from './raw-writes';

/** Two files uploaded: everybody registered, checked and enrolled; everybody assigned to a pledge. */
export const importBench: Bench = {
  name: 'import',
  question: 'How long do the import of workers from CSV and their assignment take?',
  workers: 1_000_000,
  measure,
};

interface Files {
  readonly workers: string;
  readonly assignments: string;
}

async function measure({ workers, seed, folder, tell }: Run): Promise<Measured[]> {
  const shape = shapeOf({ workers, months: 1, seed });
  const cast = castOf(shape);
  const data = join(folder, 'data');
  const files = { workers: join(folder, 'workers.csv'), assignments: join(folder, 'assignments.csv') };
  await writeWorkerFile(files.workers, workers);
  await writeAssignmentFile(files.assignments, cast);
  await writeLog(data, promisesOf(shape, cast));
  const enrolledOn = `${addMonths(monthsOf(shape)[0] ?? '', -1)}-10`;
  const {
    result: steps,
    before,
    peak,
  } = await byTreasurer(data, (treasurer) => {
    tell(`${workers} rows, twice`);
    return upload(treasurer, files, workers, enrolledOn);
  });
  tell('the same files, events and rows, raw');
  const parsed =
    (await timed(() => parseAll(files.workers))).seconds + (await timed(() => parseAll(files.assignments))).seconds;
  const events = insertSameEvents(data, before);
  const rows = insertSameRows(join(data, 'read-model', '1.db'), before);
  const seconds = Object.values(steps).reduce((sum, step) => sum + step, 0);
  const raw = parsed + events.seconds + rows.seconds;
  return [
    {
      bench: 'import: registered, enrolled, assigned, visible',
      figure: rounded(seconds),
      unit: 's',
      size: `${workers} workers, ${shape.sponsors} pledges`,
      limits: [
        { name: 'csv-parse and raw inserts of the same events and rows', figure: rounded(raw), goal: { atMost: 5 } },
      ],
      details: {
        'import s': rounded(steps.imported),
        'assignment s': rounded(steps.assigned),
        'until visible s': rounded(steps.visible),
        'rows/s': rounded(workers / seconds),
        'csv-parse s': rounded(parsed),
        'raw events s': rounded(events.seconds),
        'raw rows s': rounded(rows.seconds),
        events: events.events,
        rows: rows.rows,
        'peak MB': peak,
      },
    },
  ];
}

interface Steps extends Record<string, number> {
  readonly imported: number;
  readonly assigned: number;
  readonly visible: number;
}

async function upload(treasurer: Officer, files: Files, workers: number, enrolledOn: string): Promise<Steps> {
  const imported = await timed(async () => {
    const query = `enrol=true&group=${GROUPS[0]}&enrolledOn=${enrolledOn}&checkReference=BA-1`;
    const counts = await done(treasurer, `/v1/imports/workers?${query}`, files.workers);
    if (counts['enrolled'] !== workers) throw new Error(`not everybody was enrolled: ${JSON.stringify(counts)}`);
  });
  const assigned = await timed(async () => {
    const counts = await done(treasurer, '/v1/imports/assignments', files.assignments);
    if (counts['assigned'] !== workers) throw new Error(`not everybody was assigned: ${JSON.stringify(counts)}`);
  });
  const visible = await timed(() => caughtUp(treasurer));
  return { imported: imported.seconds, assigned: assigned.seconds, visible: visible.seconds };
}

async function done(treasurer: Officer, path: string, file: string) {
  const { jobId } = await treasurer.upload<{ jobId: string }>(path, file);
  return jobDone(treasurer, jobId);
}

/** Every field of every row, as the parser gives them. */
async function parseAll(file: string): Promise<number> {
  let fields = 0;
  await pipeline(
    createReadStream(file),
    parse({ trim: true, relax_quotes: true }),
    async (rows: AsyncIterable<string[]>) => {
      for await (const row of rows) fields += row.length;
    },
  );
  return fields;
}
