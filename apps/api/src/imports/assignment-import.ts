import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { JobRow } from '@sedekah/ledger';
import { JobRuns } from '../jobs/job-runs';
import type { JobResult, JobRun } from '../jobs/job-run';
import { Calls } from '../ledger/calls';
import { AssignmentBatch, type AskedRow } from './assignment-batch';
import { assignmentHeader, assignmentOf, type AssignmentHeader } from './assignment-columns';
import { batchesOf, openCsvFile } from './csv-file';
import { UNREADABLE_ROW } from './csv-header';
import type { CsvRow } from './csv-rows';
import type { AssignmentInput } from './import-input';
import { Uploads } from './uploads';

/** Rows taken together: many enough that those of one pledge share its appends. */
const BATCH_ROWS = 5_000;

/** A row as it is sorted before anything is recorded. */
type Sorted = { readonly asked: AskedRow } | { readonly row: JobRow };

interface Counts extends Record<string, number> {
  assigned: number;
  unchanged: number;
  refused: number;
}

/**
 * Assignments from a file, batch by batch: a good row is kept whatever becomes of the others, a bad one is reported. What
 * an interrupted run has reported is passed over; what it had begun comes out the same.
 */
@Injectable()
export class AssignmentImport implements OnModuleInit {
  constructor(
    private readonly jobs: JobRuns,
    private readonly uploads: Uploads,
    private readonly batch: AssignmentBatch,
    private readonly calls: Calls,
  ) {}

  onModuleInit(): void {
    this.jobs.register('assignment', (run) => this.work(run));
    this.jobs.afterwards('assignment', ({ input }) => this.uploads.remove((input as AssignmentInput).upload));
  }

  private async work(run: JobRun): Promise<JobResult> {
    const input = run.job.input as AssignmentInput;
    const file = this.uploads.read(input.upload);
    const { header, rows } = await openCsvFile(file, assignmentHeader(input.pledgeId !== null));
    const counts: Counts = { assigned: 0, unchanged: 0, refused: 0, ...run.begun.counts };
    let done = 0;
    for await (const batch of batchesOf(rows, BATCH_ROWS)) {
      if (run.signal.aborted) break;
      done += batch.length;
      if (done <= run.begun.done) continue;
      const sorted = batch.map((row) => sort(row, header, input));
      const call = await this.calls.part({ by: run.job.submittedBy, commandId: run.job.jobId }, 'rows');
      const asked = sorted.flatMap((one) => ('asked' in one ? [one.asked] : []));
      const taken = await this.batch.take(asked, call);
      const reported = [...sorted.flatMap((one) => ('row' in one ? [one.row] : [])), ...taken.rows];
      counts.assigned += taken.assigned;
      counts.unchanged += taken.unchanged;
      counts.refused += reported.length;
      await run.progress(done, counts, { rows: reported.sort((left, right) => left.line - right.line) });
    }
    return { counts, result: { rows: done } };
  }
}

/** What can be said of a row by itself. */
function sort({ line, fields }: CsvRow, header: AssignmentHeader, input: AssignmentInput): Sorted {
  if (!fields) return { row: { line, ...UNREADABLE_ROW } };
  const asked = assignmentOf(fields, header);
  if ('code' in asked) return { row: { line, ...asked } };
  const {
    workerId,
    nik,
    pledgeId = input.pledgeId,
    firstMonth = input.firstMonth,
    lastMonth = input.lastMonth,
  } = asked;
  if (pledgeId === null) return { row: { line, column: 'id_ikrar', code: 'field-missing', message: NO_PLEDGE } };
  const months = { firstMonth: firstMonth ?? undefined, lastMonth: lastMonth ?? undefined };
  return { asked: { line, workerId, nik, pledgeId, ...months } };
}

const NO_PLEDGE = 'Kolom id_ikrar kosong.';
