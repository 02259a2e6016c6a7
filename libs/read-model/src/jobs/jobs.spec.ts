import { projected, removeProjected } from '../testing/projected';
import { History } from '../testing/history';
import { findJob, jobRows, listJobs } from './jobs';

afterEach(removeProjected);

const effectiveOn = '2021-05-01';

function running(jobId: string): History {
  const job = { jobId, kind: 'worker-import', scope: 'all', input: { rows: 3 }, submittedBy: 'sri' } as const;
  const history = new History().add(`job-${jobId}`, { type: 'JobSubmitted', data: { ...job, effectiveOn } });
  const progress = { jobId, done: 2, total: 3, counts: { kept: 1, refused: 1 }, effectiveOn };
  history.add(`job-${jobId}`, { type: 'JobProgressed', data: progress });
  const rows = [
    { line: 3, column: 'nik', code: 'nik-invalid', message: 'NIK harus 16 angka' },
    { line: 4, code: 'nik-known', message: 'NIK sudah terdaftar' },
  ];
  return history.add(`job-${jobId}`, { type: 'JobRowsReported', data: { jobId, rows, effectiveOn } });
}

test('a running job shows how far it has come, an ended one its result', async () => {
  const history = running('j1');
  expect(await findJob((await projected(history)).db, 'j1')).toMatchObject({
    status: 'running',
    done: 2,
    total: 3,
    counts: { kept: 1, refused: 1 },
    result: null,
    rowsReported: 2,
    input: { rows: 3 },
  });
  const ended = { jobId: 'j1', counts: { kept: 2, refused: 1 }, result: { file: 'pekerja.csv' }, effectiveOn };
  const { db } = await projected(history.add('job-j1', { type: 'JobCompleted', data: ended }));
  expect(await findJob(db, 'j1')).toMatchObject({
    status: 'completed',
    counts: { kept: 2 },
    result: { file: 'pekerja.csv' },
  });
  expect((await listJobs(db, { running: true })).items).toEqual([]);
  expect((await listJobs(db)).items).toHaveLength(1);
});

test('a job that failed says why', async () => {
  const failed = { jobId: 'j1', code: 'tariff-missing', reason: 'belum ada tarif', effectiveOn };
  const { db } = await projected(running('j1').add('job-j1', { type: 'JobFailed', data: failed }));
  expect(await findJob(db, 'j1')).toMatchObject({
    status: 'failed',
    failure: { code: 'tariff-missing', reason: 'belum ada tarif' },
  });
});

test('rows that were not taken come page by page with line, column and reason', async () => {
  const { db } = await projected(running('j1'));
  const first = await jobRows(db, 'j1', { limit: 1 });
  expect(first.items).toEqual([{ line: 3, column: 'nik', code: 'nik-invalid', message: 'NIK harus 16 angka' }]);
  const second = await jobRows(db, 'j1', { limit: 1, after: first.next ?? '' });
  expect(second).toEqual({ items: [{ line: 4, code: 'nik-known', message: 'NIK sudah terdaftar' }], next: null });
});
