import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReport } from './report';
import { resultOf, type Result } from './results';

const circumstances = { seed: 1, loadAverage: 0, measuredAt: '2026-11-22T00:00:00.000Z' };
const growth = (workers: number, figure: number): Result => {
  const details = { workers, 'rebuild s': workers / 1_000, 'peak MB': 100 };
  const measured = {
    bench: `growth: ${workers} workers`,
    figure,
    unit: 'µs/event',
    size: '1 event',
    limits: [],
    details,
  };
  return resultOf(measured, { ...circumstances, commit: 'new' });
};
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
  const text = report([growth(100, 20), growth(10, 30), rebuild]);
  expect(text).not.toContain('before');
  expect(text).toMatch(/^# A\n[^]*B\n[^]*C\n$/);
  expect(text).toContain('Commit new, seed 1; P, 2 cores, 8 GB, linux; node 24, ledger 3.3.');
  const row = text.split('\n').find((line) => line.startsWith('| rebuild'));
  expect(row).toBe(
    '| rebuild<br>1000000 worker-months<br>at old | 40,000 worker-months/s | ledger balance: 5,000 | 8 | ≥ 10× ledger balance | **no** |',
  );
});

test('growth is charted from the smallest to the largest', () => {
  const text = report([growth(100, 20), growth(10, 30)]);
  expect(text).toContain('| 10 | 0.01 | 30 | 100 |\n| 100 | 0.1 | 20 | 100 |');
  expect(text).toContain('x-axis "workers" [10, 100]\n    y-axis "µs" 0 --> 36\n    line [30, 20]');
});

test('a report without its markers is left alone', () => {
  const file = join(folder, 'other.md');
  writeFileSync(file, '# A\n');
  expect(() => writeReport({ head: null, results: [] }, file)).toThrow('no place for results');
  expect(readFileSync(file, 'utf8')).toBe('# A\n');
});
