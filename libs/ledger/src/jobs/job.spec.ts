import { fold } from '../decider';
import { specification } from '../specification';
import type { JobEvent, JobRow } from './events';
import { jobDecider, type SubmitJob } from './job';

const { given } = specification(jobDecider);
const of = { jobId: 'j1', effectiveOn: '2021-05-03' };
const submit = (changes: Partial<SubmitJob> = {}): SubmitJob => ({
  type: 'SubmitJob',
  jobId: 'j1',
  kind: 'premium-run',
  scope: 'SG-MAMASA',
  input: { through: '2021-06' },
  submittedBy: 'bendahara',
  ...changes,
});
const submitted = (jobId = 'j1'): JobEvent => {
  const { type: _, ...data } = submit({ jobId });
  return { type: 'JobSubmitted', data: { ...data, effectiveOn: '2021-05-03' } };
};
const progress = { type: 'ReportProgress', done: 500, total: 744, counts: { taken: 499, refused: 1 } } as const;
const progressed: JobEvent = {
  type: 'JobProgressed',
  data: { ...of, done: 500, total: 744, counts: { taken: 499, refused: 1 } },
};
const complete = { type: 'CompleteJob', counts: { taken: 743 }, result: { unfunded: 0 } } as const;
const completed: JobEvent = { type: 'JobCompleted', data: { ...of, counts: { taken: 743 }, result: { unfunded: 0 } } };
const fail = { type: 'FailJob', code: 'file-unreadable', reason: 'Berkas rusak.' } as const;
const failed: JobEvent = { type: 'JobFailed', data: { ...of, code: 'file-unreadable', reason: 'Berkas rusak.' } };
const row: JobRow = { line: 3, column: 'nik', code: 'nik-invalid', message: 'NIK harus 16 angka.' };

describe('job', () => {
  test('is submitted, and the same submission again records nothing', () => {
    given().when(submit()).then(submitted());
    given(submitted()).when(submit()).then();
  });

  test('runs alone: the next one of its kind and scope waits until it has ended', () => {
    given(submitted())
      .when(submit({ jobId: 'j2' }))
      .refused('job-running', { jobId: 'j1', kind: 'premium-run', scope: 'SG-MAMASA' });
    given(submitted(), completed)
      .when(submit({ jobId: 'j2' }))
      .then(submitted('j2'));
    given(submitted(), failed)
      .when(submit({ jobId: 'j2' }))
      .then(submitted('j2'));
  });

  test('a job that has ended is not submitted again', () =>
    given(submitted(), completed).when(submit()).refused('job-finished', { status: 'completed' }));

  test('reports how far it is, and nothing when it is no further', () => {
    given(submitted()).when(progress).then(progressed);
    given(submitted(), progressed).when(progress).then();
    given(submitted(), progressed)
      .when({ ...progress, total: undefined })
      .then();
    given(submitted(), progressed)
      .when({ ...progress, counts: { taken: 500 } })
      .then({ type: 'JobProgressed', data: { ...of, done: 500, total: 744, counts: { taken: 500 } } });
  });

  test('a progress that is no count is a bug', () =>
    expect(given(submitted()).when({ ...progress, done: 1.5 }).events).toThrow('not a count'));

  test('an interrupted run knows where it goes on', () => {
    const rows: JobEvent = { type: 'JobRowsReported', data: { ...of, rows: [row, row] } };
    expect(fold(jobDecider, [submitted(), progressed, rows, rows])).toMatchObject({
      status: 'running',
      done: 500,
      total: 744,
      rows: 4,
    });
  });

  test('the next run of the stream starts afresh', () =>
    expect(fold(jobDecider, [submitted(), progressed, completed, submitted('j2')])).toMatchObject({
      jobId: 'j2',
      done: 0,
      counts: {},
      rows: 0,
    }));

  test('rows travel in chunks of five hundred; none, no event', () => {
    const rows = Array.from({ length: 501 }, (_, index) => ({ ...row, line: index + 2 }));
    given(submitted())
      .when({ type: 'ReportRows', rows })
      .then(
        { type: 'JobRowsReported', data: { ...of, rows: rows.slice(0, 500) } },
        { type: 'JobRowsReported', data: { ...of, rows: rows.slice(500) } },
      );
    given(submitted()).when({ type: 'ReportRows', rows: [] }).then();
  });

  test('completes or fails, once', () => {
    given(submitted()).when(complete).then(completed);
    given(submitted(), completed).when(complete).then();
    given(submitted()).when(fail).then(failed);
    given(submitted(), failed).when(fail).then();
    given(submitted(), failed).when(complete).refused('job-finished', { status: 'failed' });
    given(submitted(), completed).when(fail).refused('job-finished', { status: 'completed' });
    given(submitted(), completed).when(progress).refused('job-finished');
  });

  test('nothing is reported of a job that was never submitted', () => {
    given().when(progress).refused('job-unknown');
    given().when(complete).refused('job-unknown');
    given().when(fail).refused('job-unknown');
    given()
      .when({ type: 'ReportRows', rows: [row] })
      .refused('job-unknown');
  });
});
