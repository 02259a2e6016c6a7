import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { isStoreFailure } from '@sedekah/event-store';
import { jobDecider, Rejection, type JobKind } from '@sedekah/ledger';
import { PinoLogger } from 'nestjs-pino';
import type { Call } from '../http/call';
import { EdgeProblem } from '../http/problem';
import { Written } from '../http/written';
import { Calls } from '../ledger/calls';
import { Ledger } from '../ledger/ledger';
import { JobRun, jobStream, type JobResult, type SubmittedJob } from './job-run';

/** The work of one kind of job. It may be interrupted anywhere and is then run again: every step must be repeatable. */
export type JobWork = (run: JobRun) => Promise<JobResult>;

const RETRY_AFTER_MS = 5_000;

/** Bulk work in the background: submitted as an event, run beside the requests, taken up again after a restart. */
@Injectable()
export class JobRuns implements BeforeApplicationShutdown {
  private readonly works = new Map<JobKind, JobWork>();
  private readonly clearing = new Map<JobKind, (job: SubmittedJob) => Promise<void>>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly stop = new AbortController();

  constructor(
    private readonly ledger: Ledger,
    private readonly calls: Calls,
    private readonly logger: PinoLogger,
  ) {}

  /** Says how jobs of a kind are done. */
  register(kind: JobKind, work: JobWork): void {
    this.works.set(kind, work);
  }

  /** Says what is to be cleared away once a job of a kind has ended. */
  afterwards(kind: JobKind, clear: (job: SubmittedJob) => Promise<void>): void {
    this.clearing.set(kind, clear);
  }

  isRunning(jobId: string): boolean {
    return this.running.has(jobId);
  }

  /** Records the job and starts it. @throws Rejection `job-running` while another of its kind and scope runs */
  async submit(job: Omit<SubmittedJob, 'jobId' | 'submittedBy'>, call: Call): Promise<Written<{ jobId: string }>> {
    const submitted = { ...job, jobId: call.newId('job'), submittedBy: call.by };
    const command = { type: 'SubmitJob', ...submitted } as const;
    const { position } = await this.ledger.execute(jobDecider, jobStream(job), command, call);
    await this.start(submitted);
    return new Written({ jobId: submitted.jobId }, position);
  }

  /** Runs a job that was submitted, from where it stands; one that has ended, or runs already, is left alone. */
  async start(job: SubmittedJob): Promise<void> {
    if (this.running.has(job.jobId) || this.stop.signal.aborted) return;
    const { state } = await this.ledger.load(jobDecider, jobStream(job));
    if (state.status !== 'running' || state.jobId !== job.jobId || this.running.has(job.jobId)) return;
    const { done, counts } = state;
    const run = new JobRun(job, { done, counts }, this.stop.signal, this.ledger, this.calls);
    const ended = this.untilDone(run).finally(() => this.running.delete(job.jobId));
    this.running.set(job.jobId, ended);
  }

  /** Settles when the job has ended, or was interrupted by the server's end. */
  async ended(jobId: string): Promise<void> {
    await this.running.get(jobId);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.running.values());
  }

  private async untilDone(run: JobRun): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        const work = this.works.get(run.job.kind);
        if (!work) throw new Error(`no work for jobs of kind ${run.job.kind}`);
        const result = await work(run);
        if (this.stop.signal.aborted) return;
        await run.complete(result);
        await this.clearing.get(run.job.kind)?.(run.job);
        return;
      } catch (error) {
        if (await this.isOver(run, error)) return;
        await wait(RETRY_AFTER_MS, undefined, { signal: this.stop.signal }).catch(() => undefined);
      }
    }
  }

  /** Whether the job ends with this error; a store that does not answer, or a read model that is behind, is waited for. */
  private async isOver(run: JobRun, error: unknown): Promise<boolean> {
    if (this.stop.signal.aborted) return true;
    this.logger.error({ err: error, job: run.job.jobId }, 'job-interrupted');
    if (isPassing(error)) return false;
    try {
      if (error instanceof Rejection) await run.fail(error.code, error.sentence);
      else await run.fail('internal-error', 'Kesalahan pada server; sampaikan nomor pekerjaan ini kepada pengelola.');
      await this.clearing.get(run.job.kind)?.(run.job);
      return true;
    } catch (failure) {
      this.logger.error({ err: failure, job: run.job.jobId }, 'job-failure-not-recorded');
      return false;
    }
  }
}

const isPassing = (error: unknown): boolean =>
  isStoreFailure(error) || (error instanceof EdgeProblem && error.code === 'read-model-behind');
