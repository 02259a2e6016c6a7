import { jobDecider, type JobCommand, type JobKind, type JobRow } from '@sedekah/ledger';
import type { Calls } from '../ledger/calls';
import type { Ledger } from '../ledger/ledger';

export interface SubmittedJob {
  readonly jobId: string;
  readonly kind: JobKind;
  /** What two runs of a kind must not work on at once. */
  readonly scope: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly submittedBy: string;
}

export interface JobResult {
  readonly counts: Readonly<Record<string, number>>;
  readonly result: Readonly<Record<string, unknown>>;
}

/** Id of the stream that the runs of one kind and scope share. */
export const jobStream = ({ kind, scope }: Pick<SubmittedJob, 'kind' | 'scope'>): string => `${kind}.${scope}`;

/** One run of a job: where it began, and what it reports on the way. Reports are idempotent by their place. */
export class JobRun {
  constructor(
    readonly job: SubmittedJob,
    /** What an earlier run had reported before it was interrupted. */
    readonly begun: { readonly done: number; readonly counts: Readonly<Record<string, number>> },
    /** Aborts when the server stops: leave off at the next good place. */
    readonly signal: AbortSignal,
    private readonly ledger: Ledger,
    private readonly calls: Calls,
  ) {}

  /** `done` items are finished; `rows` of them, since the last report, were not taken. */
  async progress(
    done: number,
    counts: Readonly<Record<string, number>>,
    { rows = [], total }: { readonly rows?: readonly JobRow[]; readonly total?: number } = {},
  ): Promise<void> {
    if (rows.length > 0) await this.record(`rows-${done}`, { type: 'ReportRows', rows });
    await this.record(`progress-${done}`, { type: 'ReportProgress', done, total, counts: { ...counts } });
  }

  async complete({ counts, result }: JobResult): Promise<void> {
    await this.record('complete', { type: 'CompleteJob', counts: { ...counts }, result });
  }

  async fail(code: string, reason: string): Promise<void> {
    await this.record('fail', { type: 'FailJob', code, reason });
  }

  private async record(part: string, command: JobCommand): Promise<void> {
    const call = await this.calls.part({ by: this.job.submittedBy, commandId: this.job.jobId }, part);
    await this.ledger.execute(jobDecider, jobStream(this.job), command, call);
  }
}
