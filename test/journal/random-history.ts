import { postings, type RecordedEntry } from '@sedekah/ledger';
import { opened, step } from '../../libs/ledger/src/journal/simulation/play.fixtures';
import { seeded } from '../../libs/ledger/src/journal/simulation/simulation.fixtures';

/** Steps in which the months of a scheme of this size are mostly paid for. */
const STEPS = 4000;
const sponsorsOf = (scheme: number): string[] =>
  Array.from({ length: 10 }, (_, index) => `s${scheme}-${index}${index % 5 === 0 ? 'a' : 'b'}`);

/**
 * At least `count` entries of random schemes side by side in one journal, by day. All events come out of the real
 * deciders; the same seed gives the same journal.
 */
export function randomHistory(seed: number, count: number): RecordedEntry[] {
  const choose = seeded(seed);
  const entries: RecordedEntry[] = [];
  for (let scheme = 0; entries.length < count; scheme += 1) {
    const simulation = opened(sponsorsOf(scheme), 12);
    for (let steps = 0; steps < STEPS; steps += 1) step(simulation, choose);
    for (const { stream, revision, event } of simulation.events) {
      const entry = postings(event);
      if (entry) entries.push({ ...entry, stream: `scheme-${scheme}.${stream}`, revision: String(revision) });
    }
  }
  return entries.sort((left, right) => (left.date < right.date ? -1 : left.date > right.date ? 1 : 0));
}
