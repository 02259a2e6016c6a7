import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReport } from './report';
import { resultOf, type Result } from './results';

const circumstances = { seed: 1, loadAverage: 0, measuredAt: '2026-11-22T00:00:00.000Z' };
const growth = (part: string, workers: number, seconds: number): Result => {
  const details = { seconds, 'peak MB': 100 };
  const bench = `growth: ${part}, ${workers} workers`;
  const measured = { bench, figure: 1, unit: 'µs/worker', size: `${workers} workers`, limits: [], details };
  return resultOf(measured, { ...circumstances, commit: 'new' });
};
const month = resultOf(
  {
    bench: 'month-run: allocated, ordered, acknowledged, visible',
    figure: 6,
    unit: 's',
    size: '100000 workers of 2000 sponsors',
    limits: [],
    details: { 'peak MB': 300 },
  },
  { ...circumstances, commit: 'new' },
);
const rebuild = resultOf(
  {
    bench: 'rebuild',
    figure: 40_000,
    unit: 'worker-months/s',
    size: '1000000 worker-months',
    limits: [{ name: 'ledger balance', figure: 5_000, goal: { atLeast: 10 } }],
  },
  { ...circumstances, commit: 'old' },
);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'report-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function report(results: readonly Result[]): string {
  const file = join(folder, 'report.md');
  const marks = ['results', 'growth'].map(
    (name) => `<!-- ${name}: written by npm run bench -- --report -->\nbefore\n<!-- ${name}: end -->\n`,
  );
  writeFileSync(file, `# A\n${marks.join('B\n')}C\n`);
  const versions = { node: '24', ledger: 'Ledger 3.3' };
  const head = { processor: 'P', cores: 2, memoryGb: 8, system: 'linux', versions, commit: 'new', seed: 1 };
  writeReport({ head, results }, file);
  writeReport({ head, results }, file);
  return readFileSync(file, 'utf8');
}

test('the tables stand between their markers, whatever stood there, and nothing else changes', () => {
  const text = report([growth('rebuild', 100_000, 2), growth('rebuild', 10_000, 1), rebuild]);
  expect(text).not.toContain('before');
  expect(text).toMatch(/^# A\n[^]*B\n[^]*C\n$/);
  expect(text).toContain('Commit new, seed 1; P, 2 cores, 8 GB, linux; node 24, ledger 3.3.');
  const row = text.split('\n').find((line) => line.startsWith('| rebuild'));
  expect(row).toBe(
    '| rebuild<br>1000000 worker-months<br>at old | 40,000 worker-months/s | ledger balance: 5,000 | 8 | ≥ 10× ledger balance | **no** |',
  );
});

test('growth is charted from the smallest to the largest, for what was measured at every size', () => {
  const text = report([
    growth('rebuild', 100_000, 2),
    growth('rebuild', 10_000, 1),
    growth('month run', 10_000, 1),
    growth('import', 10_000, 1),
    month,
  ]);
  expect(text).toContain(
    '| 10,000 | 1 | 100 | 100 | 1 | 100 | 100 | 1 | 100 | 100 |\n| 100,000 | 2 | 20 | 100 | 6 | 60 | 300 | – | – | – |',
  );
  expect(text).toContain('at 10000 = 1 (flat: linear): rebuild, month run"');
  expect(text).toContain(
    'x-axis "workers" [10000, 100000]\n    y-axis "×" 0 --> 2\n    line [1, 0.2]\n    line [1, 0.6]',
  );
});

test('a report without its markers is left alone', () => {
  const file = join(folder, 'other.md');
  writeFileSync(file, '# A\n');
  expect(() => writeReport({ head: null, results: [] }, file)).toThrow('no place for results');
  expect(readFileSync(file, 'utf8')).toBe('# A\n');
});
