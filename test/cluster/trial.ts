import { setTimeout as wait } from 'node:timers/promises';
import { ApiProcess } from './api-process';
import type { Cluster } from './cluster';
import { Load } from './load';
import { openOffice } from './office';
import { Records, type Acknowledged } from './officer';
import { prove, type Proof } from './proof';
import { ReadinessWatch } from './readiness';

/** One death of a leader, in ms after it. */
export interface Kill {
  readonly port: number;
  /** Until a write was acknowledged that was sent after the kill. */
  readonly writeMs: number;
  /** Until the read model held that write. */
  readonly readMs: number;
  /** Until readiness said up again; 0 when it never said down. */
  readonly readyMs: number;
  /** Until all three nodes were in the cluster again. */
  readonly wholeMs: number;
}

export interface Trial extends Proof {
  readonly kills: readonly Kill[];
  readonly acknowledged: number;
  /** Acknowledged writes by kind. */
  readonly byKind: Readonly<Record<string, number>>;
  /** Attempts that had to be sent again, by reason. */
  readonly retries: Readonly<Record<string, number>>;
  /** The longest time without any acknowledgement, in ms. */
  readonly longestGapMs: number;
  /** Times that readiness said down, over the whole trial. */
  readonly outages: number;
  /** Ends of nodes that nobody killed. A node that must truncate its log ends with 0. */
  readonly ownEnds: readonly (string | number)[];
  /** From the first write to the last, in ms. */
  readonly lastedMs: number;
}

export interface TrialOptions {
  readonly kills: number;
  readonly treasurers?: number;
  /** Called after each kill with what came of it. */
  readonly onKill?: (kill: Kill) => void;
}

const TREASURERS = 6;
/** TLS to an address without a name, as on loopback, makes Node warn; the auditor's tool must be silent here. */
const NODE_OPTIONS = '--disable-warning=DEP0123';
/** Load before the first kill and between two. */
const CALM_MS = 1_500;
const RECOVERY_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** The server under load on a cluster whose leader is killed again and again. @throws Error when it does not recover */
export async function killLeaders(cluster: Cluster, options: TrialOptions): Promise<Trial> {
  const { kills, treasurers = TREASURERS, onKill } = options;
  const server = await ApiProcess.start({ EVENTSTOREDB_URL: cluster.url, NODE_OPTIONS });
  const records = new Records();
  const readiness = new ReadinessWatch(server.address);
  try {
    const office = await openOffice(server.address, server.oneTimePassword, treasurers, records);
    const load = new Load(office);
    const survived: Kill[] = [];
    try {
      for (let n = 0; n < kills; n++) {
        await wait(CALM_MS);
        const kill = await killOnce(cluster, records, readiness, load);
        survived.push(kill);
        onKill?.(kill);
      }
      await wait(CALM_MS);
    } finally {
      // Also after a failure: an officer left at work would go on for ever.
      await load.stop();
    }
    await readiness.until(({ lagEvents, openCrossings }) => lagEvents === 0 && openCrossings === 0, RECOVERY_MS);
    const proof = await prove(server, cluster.url, records);
    if (!server.isRunning) throw new Error(`the server ended: ${server.said}`);
    return { ...proof, ...figures(records, readiness, cluster), kills: survived };
  } catch (error) {
    throw new Error(`the trial failed; the server said: ${server.said.slice(-4_000)}`, { cause: error });
  } finally {
    await readiness.stop();
    await server.stop();
  }
}

async function killOnce(cluster: Cluster, records: Records, readiness: ReadinessWatch, load: Load): Promise<Kill> {
  const { port, at } = await cluster.killLeader();
  const since = async (work: Promise<unknown>) => {
    await work;
    return Date.now() - at;
  };
  const whole = since(cluster.untilWhole());
  const first = await firstSentAfter(at, records, load);
  const read = since(first.by.read(`/v1/sponsors?limit=1&waitFor=${String(first.answer['position'])}`));
  const [wholeMs, readMs] = await Promise.all([whole, read]);
  await readiness.until(() => true, RECOVERY_MS);
  const outage = readiness.outages.findLast(({ from }) => from > at);
  return { port, writeMs: first.at - at, readMs, wholeMs, readyMs: outage ? (outage.until ?? Date.now()) - at : 0 };
}

/** The first write to be acknowledged of those that were sent after `at`. */
async function firstSentAfter(at: number, records: Records, load: Load): Promise<Acknowledged> {
  for (;;) {
    const first = records.acknowledged.find(({ sentAt }) => sentAt > at);
    if (first !== undefined) return first;
    if (load.failure !== undefined) throw load.failure;
    if (Date.now() - at > RECOVERY_MS) throw new Error(`no write was taken within ${RECOVERY_MS} ms`);
    await wait(LOOK_EVERY_MS);
  }
}

function figures(records: Records, readiness: ReadinessWatch, cluster: Cluster) {
  const times = records.acknowledged.map(({ at }) => at).sort((a, b) => a - b);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const byKind: Record<string, number> = {};
  for (const { kind } of records.acknowledged) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    acknowledged: records.acknowledged.length,
    byKind,
    retries: Object.fromEntries(records.retries),
    longestGapMs: gaps.reduce((longest, gap) => Math.max(longest, gap), 0),
    outages: readiness.outages.length,
    ownEnds: cluster.ends.map(({ how }) => how).filter((how) => how !== 'SIGKILL'),
    lastedMs: (times.at(-1) ?? 0) - (times[0] ?? 0),
  };
}

/** Whether nothing was lost, doubled or answered otherwise, and the auditor's tool has nothing to say. */
export function isKept({ lost, doubled, answeredOtherwise, check }: Trial): boolean {
  const isSilent = check.exitCode === 0 && check.output === '';
  return isSilent && lost.length === 0 && doubled.length === 0 && answeredOtherwise.length === 0;
}
