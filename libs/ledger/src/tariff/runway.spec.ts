import { monthRange } from '../calendar';
import { runwayOf, workersCarried, type UnpaidMonth } from './runway';

const months = (first: string, last: string, workers: number, premium: number): UnpaidMonth[] =>
  monthRange(first, last).map((month) => ({ month, workers, cost: String(workers * premium) }));

describe('how far money goes', () => {
  it('1,000 people in a budget of 200 million: 11 months, out in December (A11)', () =>
    expect(runwayOf('200000000', months('2025-01', '2025-12', 1_000, 16_800))).toEqual({
      months: 11,
      cost: '184800000',
      remainder: '15200000',
      runsOutIn: '2025-12',
    }));

  it('744 people are carried through the year (A10)', () =>
    expect(runwayOf('200000000', months('2025-01', '2025-12', 744, 16_800))).toEqual({
      months: 12,
      cost: '149990400',
      remainder: '50009600',
      runsOutIn: null,
    }));

  it('goes by the price of each month', () =>
    expect(
      runwayOf('100800', [...months('2026-01', '2026-03', 1, 16_800), ...months('2026-04', '2026-12', 1, 8_400)]),
    ).toMatchObject({ months: 9, runsOutIn: '2026-10', remainder: '0' }));

  it('to the last rupiah carries the month, one short does not', () => {
    expect(runwayOf('16800', months('2025-01', '2025-01', 1, 16_800)).runsOutIn).toBeNull();
    expect(runwayOf('16799', months('2025-01', '2025-01', 1, 16_800))).toMatchObject({ months: 0, remainder: '16799' });
  });

  it('below zero carries nothing that costs anything', () => {
    expect(runwayOf('-5', months('2025-01', '2025-02', 1, 16_800))).toEqual({
      months: 0,
      cost: '0',
      remainder: '-5',
      runsOutIn: '2025-01',
    });
    expect(runwayOf('0', months('2025-01', '2025-02', 0, 16_800))).toMatchObject({ months: 2, runsOutIn: null });
  });
});

describe('how many workers money carries', () => {
  it('992 people through the year instead of 1,000 (A11)', () =>
    expect(workersCarried('200000000', [{ workers: 1_000, costPerWorker: '201600' }])).toEqual({
      workers: 992,
      cost: '199987200',
      remainder: '12800',
    }));

  it('never more than there are', () =>
    expect(workersCarried('200000000', [{ workers: 744, costPerWorker: '201600' }])).toMatchObject({ workers: 744 }));

  it('the dearest first, so that the number holds whoever they are', () =>
    expect(
      workersCarried('50400', [
        { workers: 10, costPerWorker: '8400' },
        { workers: 2, costPerWorker: '16800' },
      ]),
    ).toEqual({ workers: 4, cost: '50400', remainder: '0' }));

  it('nobody with nothing, and those who cost nothing always', () => {
    expect(workersCarried('-1', [{ workers: 3, costPerWorker: '168' }])).toEqual({
      workers: 0,
      cost: '0',
      remainder: '0',
    });
    expect(workersCarried('0', [{ workers: 3, costPerWorker: '0' }])).toMatchObject({ workers: 3 });
  });
});
