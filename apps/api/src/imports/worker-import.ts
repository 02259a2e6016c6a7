import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Rejection, type JobRow, type LocalDate } from '@sedekah/ledger';
import { listJobs } from '@sedekah/read-model';
import { PinoLogger } from 'nestjs-pino';
import { JobRuns } from '../jobs/job-runs';
import type { JobResult, JobRun } from '../jobs/job-run';
import { Calls } from '../ledger/calls';
import { Queries } from '../read-model/queries';
import { Identities } from '../workers/identity';
import type { CsvRow } from './csv-rows';
import { batchesOf, openCsvFile } from './csv-file';
import { UNREADABLE_ROW } from './csv-header';
import { ImportBatch, rowOf, type Candidate } from './import-batch';
import type { ImportInput } from './import-input';
import { Uploads } from './uploads';
import { workerHeader, workerOf, type WorkerHeader } from './worker-columns';

const BATCH_ROWS = 500;

/** A row as it is sorted before anything is recorded. */
type Sorted = { readonly candidate: Candidate } | { readonly row: JobRow };

interface Counts extends Record<string, number> {
  registered: number;
  unchanged: number;
  enrolled: number;
  refused: number;
}

/**
 * Workers from a file, batch by batch: a good row is kept whatever becomes of the others, a bad one is reported. What an
 * interrupted run has reported is passed over; what it had begun comes out the same.
 */
@Injectable()
export class WorkerImport implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly jobs: JobRuns,
    private readonly uploads: Uploads,
    private readonly identities: Identities,
    private readonly batch: ImportBatch,
    private readonly calls: Calls,
    private readonly queries: Queries,
    private readonly logger: PinoLogger,
  ) {}

  onModuleInit(): void {
    this.jobs.register('worker-import', (run) => this.work(run));
    this.jobs.afterwards('worker-import', ({ input }) => this.uploads.remove((input as ImportInput).upload));
  }

  onApplicationBootstrap(): void {
    // Looked at before the first request: one that arrives later may belong to a job that is not listed yet.
    this.removeForgotten(this.uploads.names()).catch((error: unknown) =>
      this.logger.warn({ err: error }, 'uploads-not-cleared'),
    );
  }

  private async work(run: JobRun): Promise<JobResult> {
    const { upload, enrolment } = run.job.input as ImportInput;
    const { header, rows } = await openCsvFile(this.uploads.read(upload), workerHeader);
    const counts: Counts = { registered: 0, unchanged: 0, enrolled: 0, refused: 0, ...run.begun.counts };
    const seen = new Map<string, number>();
    let done = 0;
    for await (const batch of batchesOf(rows, BATCH_ROWS)) {
      if (run.signal.aborted) break;
      const call = await this.calls.part({ by: run.job.submittedBy, commandId: run.job.jobId }, 'rows');
      const sorted = batch.map((row) => this.sort(row, header, seen, call.today));
      done += batch.length;
      if (done <= run.begun.done) continue;
      const candidates = sorted.flatMap((one) => ('candidate' in one ? [one.candidate] : []));
      const taken = await this.batch.take(candidates, call, enrolment);
      const reported = [...sorted.flatMap((one) => ('row' in one ? [one.row] : [])), ...taken.rows];
      counts.registered += taken.registered;
      counts.unchanged += taken.unchanged;
      counts.enrolled += taken.enrolled;
      counts.refused += new Set(reported.map(({ line }) => line)).size;
      await run.progress(done, counts, { rows: reported.sort((left, right) => left.line - right.line) });
    }
    return { counts, result: { rows: done } };
  }

  /** What can be said of a row by itself and by the rows before it. */
  private sort({ line, fields }: CsvRow, header: WorkerHeader, seen: Map<string, number>, today: LocalDate): Sorted {
    if (!fields) return { row: { line, ...UNREADABLE_ROW } };
    const given = workerOf(fields, header);
    if ('code' in given) return { row: { line, ...given } };
    try {
      const worker = this.identities.check(given, today);
      const first = seen.get(worker.nikHash);
      if (first !== undefined) return { row: duplicateOf(line, first) };
      seen.set(worker.nikHash, line);
      return { candidate: { line, worker } };
    } catch (error) {
      if (error instanceof Rejection) return { row: rowOf(line, error) };
      throw error;
    }
  }

  /** Removes what no job waits for: left over from requests that ended halfway. */
  private async removeForgotten(left: readonly string[]): Promise<void> {
    await this.queries.caughtUp();
    const { items } = await this.queries.ask((db) => listJobs(db, { running: true, limit: 500 }));
    const waitedFor = new Set(items.map(({ input }) => input['upload']));
    for (const name of left) if (!waitedFor.has(name)) await this.uploads.remove(name);
  }
}

const duplicateOf = (line: number, first: number): JobRow => ({
  line,
  column: 'nik',
  code: 'row-duplicate',
  message: `NIK pada baris ini sama dengan baris ${first}; satu orang cukup satu baris.`,
});
