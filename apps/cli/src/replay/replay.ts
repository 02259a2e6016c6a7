import {
  differencesOf,
  digestsOf,
  leftOut,
  readCheckpoint,
  type CompareOptions,
  type RowDifference,
  type ReadModel,
  type TableDigest,
} from '@sedekah/read-model';
import type { Config } from '../config';
import { inZone, type AskedKnownAt } from '../ledger/known-at';
import { withLog } from '../ledger/open';
import { knowable } from '../ledger/question';
import { timeZoneOf } from '../ledger/scheme-time';
import { atOneMoment, withRebuilt } from '../ledger/scratch';
import { Progress } from '../output/progress';

/** What is compared with what. */
export interface Scope {
  /** Events that were replayed. */
  readonly events: number;
  /** The running latest `recordedAt` there, or the time asked for; null for an empty log. */
  readonly until: string | null;
  readonly live: { readonly generation: number; readonly events: number };
  /** Tables that say how things stand at the end: left out when the replay stops before it. */
  readonly leftOut: readonly string[];
}

/** Two read models at one moment: the live one, and one replayed from zero. */
export interface Replayed {
  readonly scope: Scope;
  /** Where their rows are not equal, table after table. */
  readonly differences: () => AsyncGenerator<RowDifference>;
  /** Table after table, both hashed. */
  readonly digests: () => AsyncGenerator<DigestPair>;
}

export interface DigestPair {
  readonly table: string;
  readonly live: Pick<TableDigest, 'rows' | 'digest'>;
  readonly replayed: Pick<TableDigest, 'rows' | 'digest'>;
}

/**
 * Replays the log from its first event up to `until` (default: its end) into a scratch read model and hands both over. The
 * live tables are held at one moment meanwhile; of them only facts up to that event count.
 * @throws Refused for a place before the first event or beyond the last
 */
export function replay<Result>(
  config: Config,
  until: AskedKnownAt | undefined,
  work: (replayed: Replayed) => Promise<Result>,
): Promise<Result> {
  return withLog(config, async (log) => {
    const asked = inZone(until, await timeZoneOf(log, config));
    return atOneMoment(config, log, async (live) => {
      const known = await knowable(log, live.db, asked, '--until');
      const { ordinal } = await readCheckpoint(live.db);
      const options: CompareOptions = known.ordinal < ordinal ? { upTo: known.ordinal } : {};
      const scope = {
        events: known.ordinal,
        until: known.time,
        live: { generation: live.generation, events: ordinal },
        leftOut: leftOut(options),
      };
      const compare = (rebuilt: ReadModel) =>
        work({
          scope,
          differences: () => compared(live, rebuilt, options),
          digests: () => pairs(live, rebuilt, options),
        });
      return withRebuilt(config, log, live, compare, known.ordinal);
    });
  });
}

async function* compared(live: ReadModel, rebuilt: ReadModel, options: CompareOptions): AsyncGenerator<RowDifference> {
  const progress = comparing();
  yield* differencesOf(live, rebuilt, { ...options, onRows: (rows) => progress.at(rows) });
  progress.done();
}

const comparing = () => new Progress('Membandingkan / comparing', undefined, 'baris / rows');

async function* pairs(live: ReadModel, rebuilt: ReadModel, options: CompareOptions): AsyncGenerator<DigestPair> {
  const replayed = digestsOf(rebuilt, options);
  const progress = comparing();
  let rows = 0;
  for await (const { table, ...digest } of digestsOf(live, options)) {
    const { value } = await replayed.next();
    if (value?.table !== table) throw new Error(`${table} has no counterpart`);
    yield { table, live: digest, replayed: { rows: value.rows, digest: value.digest } };
    progress.at((rows += digest.rows));
  }
  progress.done();
}
