import type { DomainEvent } from '../decider';
import type { LocalDate } from '../calendar';

export const JOB_KINDS = ['worker-import', 'premium-run', 'assignment', 'repricing'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

interface OfJob {
  readonly jobId: string;
  readonly effectiveOn: LocalDate;
}
/** `input` holds no personal data; an uploaded file is kept encrypted outside the log under the job's id. */
export type JobSubmitted = DomainEvent<
  'JobSubmitted',
  OfJob & { kind: JobKind; scope: string; input: Record<string, unknown>; submittedBy: string }
>;
export type JobProgressed = DomainEvent<
  'JobProgressed',
  OfJob & { done: number; total?: number; counts: Record<string, number> }
>;
/** A row that was not taken: where it stands, what is wrong, what to do. Never the value itself. */
export interface JobRow {
  readonly line: number;
  readonly column?: string;
  readonly code: string;
  readonly message: string;
}
export type JobRowsReported = DomainEvent<'JobRowsReported', OfJob & { rows: readonly JobRow[] }>;
export type JobCompleted = DomainEvent<
  'JobCompleted',
  OfJob & { counts: Record<string, number>; result: Record<string, unknown> }
>;
export type JobFailed = DomainEvent<'JobFailed', OfJob & { code: string; reason: string }>;
export type JobEvent = JobSubmitted | JobProgressed | JobRowsReported | JobCompleted | JobFailed;
