import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteEventStore, sqliteLogFile, type StoredEvent } from '@sedekah/event-store';
import { fold, money, sponsorDecider, type SponsorEvent } from '@sedekah/ledger';
import { decidedAgain } from './decided-again.fixtures';
import { historyOf } from './history';
import type { GeneratedEvent } from './journalist';
import { shapeOf, workerMonthsOf } from './shape';
import { writeLog } from './write-log';
import { zipfSizes } from './zipf';

/** One sponsor of more than one chunk, and a tail. */
const shape = shapeOf({ workers: 1_200, sponsors: 9, months: 2, seed: 7 });
const byStream = (events: Iterable<GeneratedEvent>) => Map.groupBy(events, ({ stream }) => stream);

test('sponsors follow Zipf: the largest has its share, nobody has none, together they have all', () => {
  const sizes = zipfSizes(1_000_000, 20_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1_000_000);
  expect(sizes[0]).toBeGreaterThan(90_000);
  expect(sizes[1]).toBeCloseTo((sizes[0] ?? 0) / 2, -1);
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  expect(zipfSizes(5, 5)).toEqual([1, 1, 1, 1, 1]);
  expect(() => zipfSizes(4, 5)).toThrow('too few');
});

test('the same seed gives the same history, another seed another one', () => {
  const small = shapeOf({ workers: 60, months: 1, seed: 3 });
  expect([...historyOf(small)]).toEqual([...historyOf(small)]);
  expect([...historyOf({ ...small, seed: 4 })]).not.toEqual([...historyOf(small)]);
});

test('every event is what the rules write for its command', () => {
  for (const [stream, events] of byStream(historyOf(shape))) {
    expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index));
    for (const { written, decided } of decidedAgain(stream, events)) expect(written).toEqual(decided);
  }
});

test('everything paid in is allocated, ordered and settled, in chunks of 500 at most', () => {
  let settled = 0;
  for (const [stream, events] of byStream(historyOf(shape))) {
    if (!stream.startsWith('sedekah.sponsor-')) continue;
    const state = fold(sponsorDecider, events as unknown as SponsorEvent[]);
    expect(money.sum(...state.places.values())).toBe('0');
    const allocations = [...state.allocations.values()];
    expect(new Set(allocations.map(({ status }) => status))).toEqual(new Set(['settled']));
    settled += allocations.length;
    const largest = Math.max(...events.map(({ data }) => (data as { workers?: string[] }).workers?.length ?? 0));
    expect(largest).toBeLessThanOrEqual(500);
  }
  expect(settled).toBe(workerMonthsOf(shape));
});

test('the log that is written is one the event store reads, in time order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-history-'));
  try {
    const small = shapeOf({ workers: 60, months: 1, seed: 3 });
    const count = await writeLog(folder, historyOf(small));
    const log = await openSqliteEventStore({ file: sqliteLogFile(folder), readOnly: true, ledger: 'sedekah' });
    const events: StoredEvent[] = [];
    for await (const page of log.readAll()) events.push(...page);
    await log.close();
    expect(events).toHaveLength(count);
    expect(events.map(({ type, data, stream }) => ({ type, data, stream }))).toEqual(
      [...historyOf(small)].map(({ type, data, stream }) => ({ type, data, stream })),
    );
    const times = events.map(({ metadata }) => (metadata as { recordedAt: string }).recordedAt);
    expect(times).toEqual([...times].sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
