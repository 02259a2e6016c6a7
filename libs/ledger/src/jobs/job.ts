import type { Context, Decider } from '../decider';
import { Rejection } from '../rejection';
import { chunks } from '../vocabulary';
import type { JobEvent, JobKind, JobRow } from './events';

/** Bulk work is asked for. `scope` is what two runs of a kind must not work on at once, e.g. a group. */
export interface SubmitJob {
  readonly type: 'SubmitJob';
  readonly jobId: string;
  readonly kind: JobKind;
  readonly scope: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly submittedBy: string;
}
/** How far it is; `counts` by outcome, e.g. taken and refused. */
export interface ReportProgress {
  readonly type: 'ReportProgress';
  readonly done: number;
  readonly total?: number | undefined;
  readonly counts: Readonly<Record<string, number>>;
}
/** Rows that were not taken, in the order in which they stand. */
export interface ReportRows {
  readonly type: 'ReportRows';
  readonly rows: readonly JobRow[];
}
export interface CompleteJob {
  readonly type: 'CompleteJob';
  readonly counts: Readonly<Record<string, number>>;
  readonly result: Readonly<Record<string, unknown>>;
}
export interface FailJob {
  readonly type: 'FailJob';
  readonly code: string;
  readonly reason: string;
}
export type JobCommand = SubmitJob | ReportProgress | ReportRows | CompleteJob | FailJob;

export interface KnownJob {
  readonly status: 'running' | 'completed' | 'failed';
  readonly jobId: string;
  readonly kind: JobKind;
  readonly scope: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly submittedBy: string;
  /** Where a run that was interrupted goes on. */
  readonly done: number;
  readonly total?: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Rows reported so far. */
  readonly rows: number;
}
export type JobState = { readonly status: 'unknown' } | KnownJob;

/**
 * Owner of: one run at a time. A stream shared by the runs of one kind and scope refuses a second while the first runs
 * and takes the next one after it.
 */
export const jobDecider: Decider<JobState, JobCommand, JobEvent> = {
  category: 'job',
  initial: () => ({ status: 'unknown' }),
  decide: (state, command, context) => {
    switch (command.type) {
      case 'SubmitJob':
        return submitJob(state, command, context);
      case 'ReportProgress':
        return reportProgress(running(state), command, context);
      case 'ReportRows':
        return reportRows(running(state), command, context);
      case 'CompleteJob':
        return completeJob(state, command, context);
      case 'FailJob':
        return failJob(state, command, context);
      default:
        command satisfies never;
        throw new Error('unknown command');
    }
  },
  evolve: (state, event) => {
    if (event.type === 'JobSubmitted') {
      const { jobId, kind, scope, input, submittedBy } = event.data;
      return { status: 'running', jobId, kind, scope, input, submittedBy, done: 0, counts: {}, rows: 0 };
    }
    if (state.status === 'unknown') throw new Error(`${event.type} before JobSubmitted`);
    switch (event.type) {
      case 'JobProgressed': {
        const { done, total, counts } = event.data;
        return { ...state, done, counts, ...(total === undefined ? {} : { total }) };
      }
      case 'JobRowsReported':
        return { ...state, rows: state.rows + event.data.rows.length };
      case 'JobCompleted':
        return { ...state, status: 'completed', counts: event.data.counts };
      case 'JobFailed':
        return { ...state, status: 'failed' };
      default:
        event satisfies never;
        throw new Error('unknown event');
    }
  },
};

function submitJob(state: JobState, command: SubmitJob, { today }: Context): JobEvent[] {
  const { jobId, kind, scope, input, submittedBy } = command;
  if (state.status === 'running') {
    if (state.jobId === jobId) return [];
    throw new Rejection(
      'job-running',
      `Pekerjaan "${kind}" untuk "${scope}" masih berjalan (${state.jobId}). Tunggu sampai selesai, lalu kirim lagi.`,
      `A job "${kind}" for "${scope}" is still running (${state.jobId}). Wait until it is done, then submit again.`,
      { jobId: state.jobId, kind, scope },
    );
  }
  if (state.status !== 'unknown' && state.jobId === jobId) throw finished(state);
  return [{ type: 'JobSubmitted', data: { jobId, kind, scope, input, submittedBy, effectiveOn: today } }];
}

function reportProgress(job: KnownJob, command: ReportProgress, { today }: Context): JobEvent[] {
  const { done, total, counts } = command;
  for (const number of [done, total ?? 0, ...Object.values(counts)]) {
    if (!Number.isSafeInteger(number) || number < 0) throw new Error(`job ${job.jobId}: not a count: ${number}`);
  }
  const expected = total === undefined ? {} : { total };
  if (done === job.done && (total ?? job.total) === job.total && sameCounts(counts, job.counts)) return [];
  return [
    { type: 'JobProgressed', data: { jobId: job.jobId, done, ...expected, counts: { ...counts }, effectiveOn: today } },
  ];
}

const sameCounts = (left: Readonly<Record<string, number>>, right: Readonly<Record<string, number>>): boolean =>
  Object.keys(left).length === Object.keys(right).length &&
  Object.entries(left).every(([name, count]) => right[name] === count);

const reportRows = ({ jobId }: KnownJob, { rows }: ReportRows, { today }: Context): JobEvent[] =>
  chunks(rows).map((chunk) => ({ type: 'JobRowsReported', data: { jobId, rows: chunk, effectiveOn: today } }));

function completeJob(state: JobState, { counts, result }: CompleteJob, { today }: Context): JobEvent[] {
  if (state.status === 'completed') return [];
  const { jobId } = running(state);
  return [{ type: 'JobCompleted', data: { jobId, counts: { ...counts }, result: { ...result }, effectiveOn: today } }];
}

function failJob(state: JobState, { code, reason }: FailJob, { today }: Context): JobEvent[] {
  if (state.status === 'failed') return [];
  return [{ type: 'JobFailed', data: { jobId: running(state).jobId, code, reason, effectiveOn: today } }];
}

/** @throws Rejection job-unknown, job-finished */
function running(state: JobState): KnownJob {
  if (state.status === 'unknown') {
    throw new Rejection(
      'job-unknown',
      'Pekerjaan ini tidak ada. Periksa nomornya.',
      'There is no such job. Check its id.',
    );
  }
  if (state.status !== 'running') throw finished(state);
  return state;
}

const finished = ({ jobId, status }: KnownJob): Rejection =>
  new Rejection(
    'job-finished',
    `Pekerjaan ${jobId} sudah ${status === 'completed' ? 'selesai' : 'gagal'}. Kirim pekerjaan baru bila masih perlu.`,
    `The job ${jobId} has ${status === 'completed' ? 'completed' : 'failed'} already. Submit a new one if there is more to do.`,
    { jobId, status },
  );
