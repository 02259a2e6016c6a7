import type { Measured } from './bench';
import { percentile, rounded } from './measuring';
import { isMet, merged, ratioOf, resultOf, type Result } from './results';

const circumstances = { seed: 1, commit: 'abc', loadAverage: 0.1, measuredAt: '2026-11-22T00:00:00.000Z' };
const measured: Measured = {
  bench: 'month-run',
  figure: 45,
  unit: 's',
  size: '1000 workers',
  goal: { atMost: 60 },
  limits: [
    { name: 'raw inserts', figure: 20, goal: { atMost: 3 } },
    { name: 'an empty loop', figure: 0.5 },
  ],
};
const result = (bench: string, commit = 'abc'): Result => ({
  ...resultOf({ ...measured, bench }, { ...circumstances, commit }),
});

test('a ratio is our figure over the limit of the same run', () => {
  const { limits, met, goal } = resultOf(measured, circumstances);
  expect(limits.map(({ ratio }) => ratio)).toEqual([2.25, 90]);
  expect(met).toBe(true);
  expect(goal).toBe('≤ 60 s; ≤ 3× raw inserts');
});

test('a goal is missed when the figure or one ratio is out of bounds', () => {
  expect(resultOf({ ...measured, figure: 60.1 }, circumstances).met).toBe(false);
  const slower = { ...measured, limits: [{ name: 'raw inserts', figure: 14.9, goal: { atMost: 3 } }] };
  expect(resultOf(slower, circumstances).met).toBe(false);
  expect(isMet(5, { atLeast: 5, atMost: 5 })).toBe(true);
  expect(isMet(4.99, { atLeast: 5 })).toBe(false);
});

test('nothing is compared with a limit that measured nothing', () => {
  expect(() => ratioOf(1, 0)).toThrow('no ratio');
  expect(() => ratioOf(Number.NaN, 1)).toThrow('no ratio');
});

test('a bench run again takes the place of its own lines only', () => {
  const kept = [result('commands: mixed', 'old'), result('commands: hot sponsor', 'old'), result('rebuild', 'old')];
  const lines = merged(kept, [result('commands: mixed')], ['commands']);
  expect(lines.map(({ bench, commit }) => `${bench} ${commit}`)).toEqual(['commands: mixed abc', 'rebuild old']);
});

test('percentiles by nearest rank', () => {
  const values = Array.from({ length: 1_000 }, (_, index) => 1_000 - index);
  expect([0.5, 0.99, 0.999, 1].map((share) => percentile(values, share))).toEqual([500, 990, 999, 1_000]);
  expect(percentile([7], 0.01)).toBe(7);
  expect(() => percentile([], 0.5)).toThrow('no percentile');
  expect([rounded(0.012345), rounded(123.456), rounded(12_345.6)]).toEqual([0.0123, 123, 12_346]);
});
