import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

export const job = defineTable({
  columns: {
    job_id: 'text',
    ordinal: 'integer',
    effective_on: 'text',
    kind: 'text',
    scope: 'text',
    input: 'json',
    submitted_by: 'text',
  },
  key: ['job_id'],
  indexes: [['ordinal']],
});

/** How far a job has come (`progressed`) and how it ended (`completed`, `failed`). */
export const jobStep = defineTable({
  columns: {
    ordinal: 'integer',
    job_id: 'text',
    kind: 'text',
    done: 'integer?',
    total: 'integer?',
    counts: 'json?',
    result: 'json?',
    code: 'text?',
    reason: 'text?',
  },
  key: ['ordinal'],
  indexes: [['job_id', 'ordinal']],
});

/** Rows of an upload that were not taken, and why. */
export const jobRow = defineTable({
  columns: {
    job_id: 'text',
    ordinal: 'integer',
    place: 'integer',
    line: 'integer',
    field: 'text?',
    code: 'text',
    message: 'text',
  },
  key: ['job_id', 'ordinal', 'place'],
});

export const jobsProjection: Projection<
  'JobSubmitted' | 'JobProgressed' | 'JobRowsReported' | 'JobCompleted' | 'JobFailed'
> = {
  JobSubmitted({ data, ordinal }, page) {
    page.insert('job', {
      job_id: data.jobId,
      ordinal,
      effective_on: data.effectiveOn,
      kind: data.kind,
      scope: data.scope,
      input: JSON.stringify(data.input),
      submitted_by: data.submittedBy,
    });
  },
  JobProgressed({ data: { jobId, done, total, counts }, ordinal }, page) {
    const row = { ordinal, job_id: jobId, done, total: total ?? null, counts: JSON.stringify(counts) };
    page.insert('job_step', { ...row, kind: 'progressed', result: null, code: null, reason: null });
  },
  JobRowsReported({ data: { jobId, rows }, ordinal }, page) {
    rows.forEach(({ line, column, code, message }, place) => {
      page.insert('job_row', { job_id: jobId, ordinal, place, line, field: column ?? null, code, message });
    });
  },
  JobCompleted({ data: { jobId, counts, result }, ordinal }, page) {
    const row = { ordinal, job_id: jobId, counts: JSON.stringify(counts), result: JSON.stringify(result) };
    page.insert('job_step', { ...row, kind: 'completed', done: null, total: null, code: null, reason: null });
  },
  JobFailed({ data: { jobId, code, reason }, ordinal }, page) {
    const row = { ordinal, job_id: jobId, code, reason, counts: null, result: null };
    page.insert('job_step', { ...row, kind: 'failed', done: null, total: null });
  },
};
