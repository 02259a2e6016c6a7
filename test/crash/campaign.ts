import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer, type OwnServer } from '../contract/real-server';
import { Attempts, Refused, Unanswered, type Attempt, type UserId } from './attempts';
import { Flows, type Chance } from './flows';
import { People, setUp, type Scheme } from './scheme';
import { ServerProcess } from './server-process';
import { verdict, type Verdict } from './verdict';

export type Store = 'sqlite' | 'eventstoredb';

export interface CampaignOptions {
  readonly times: number;
  readonly store: Store;
  readonly built: boolean;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

/** Flows of each kind that run side by side, and how long each rests between two times. */
const FLOWS = [
  { flow: 'pay', sideBySide: 3, restMs: 10 },
  { flow: 'enrol', sideBySide: 3, restMs: 10 },
  { flow: 'upload', sideBySide: 1, restMs: 400 },
  { flow: 'list', sideBySide: 1, restMs: 200 },
  { flow: 'month', sideBySide: 2, restMs: 50 },
  { flow: 'city', sideBySide: 2, restMs: 10 },
  { flow: 'end', sideBySide: 1, restMs: 10 },
] as const;
/** Nobody listens on the discard port. */
const NOWHERE = 'http://127.0.0.1:9';
/** How long an officer waits who got no answer. */
const LOST_MS = 100;
/** Clients that ask again at once. */
const AT_ONCE = 8;
/** Longest load between two kills. */
const LONGEST_MS = 2_500;
/** How long the ledger may take to finish by itself what nobody asks for again. */
const AT_REST_MS = 180_000;

/** One ledger that is killed again and again while officers work on it. */
export class Campaign {
  private server: ServerProcess | undefined;
  private address: string | undefined;
  private isStoreDown = false;
  private working = true;
  private readonly tokens = new Map<UserId, string>();
  private readonly attempts = new Attempts(() => this.address, this.tokens);
  private readonly folder = mkdtempSync(join(tmpdir(), 'sedekah-crash-'));
  private readonly chance: Chance;

  private constructor(
    private readonly options: CampaignOptions,
    private readonly eventStore: OwnServer | undefined,
  ) {
    this.chance = chances(options.seed);
  }

  /** @returns nothing where the store is not there: said aloud by who looked for it */
  static async run(options: CampaignOptions): Promise<Verdict | undefined> {
    const eventStore = options.store === 'eventstoredb' ? await startServer({ onDisk: true }) : undefined;
    if (options.store === 'eventstoredb' && !eventStore) return undefined;
    const campaign = new Campaign(options, eventStore);
    try {
      return await campaign.fight();
    } finally {
      campaign.working = false;
      // Officers who wait for the server learn that there is none any more.
      campaign.address = NOWHERE;
      await campaign.server?.kill();
      await eventStore?.stop();
      rmSync(campaign.folder, { recursive: true, force: true });
    }
  }

  private async fight(): Promise<Verdict> {
    const { times, tell } = this.options;
    await this.start();
    const scheme = await setUp(this.attempts, this.tokens, this.server?.oneTimePassword ?? '');
    const officers = this.putToWork(scheme);
    for (let time = 1; time <= times; time += 1) {
      await wait(100 + this.chance(LONGEST_MS));
      await this.kill();
      await this.start();
      if (time % 10 === 0 || time === times) tell(`${time} of ${times} kills: ${this.tally()}`);
      await this.askAgain();
    }
    this.working = false;
    await Promise.all(officers);
    await this.comeToRest();
    await this.askAgain('all');
    await this.comeToRest();
    return this.judge();
  }

  private tally(): string {
    const { acknowledged, refused, open } = this.attempts;
    return `${acknowledged.length} acknowledged, ${refused.length} refused, ${open.size} unanswered`;
  }

  /** The embedded store dies with the program; a store of its own is killed itself, and the program goes on. */
  private async kill(): Promise<void> {
    if (this.eventStore) {
      await this.eventStore.kill();
      this.isStoreDown = true;
      return;
    }
    this.address = undefined;
    await this.server?.kill();
    this.server = undefined;
  }

  private async start(): Promise<void> {
    if (this.isStoreDown) await this.eventStore?.start();
    this.isStoreDown = false;
    if (this.server) return;
    const { built } = this.options;
    const eventStoreUrl = this.eventStore?.url;
    const settings = { dataFolder: join(this.folder, 'data'), built, eventStoreUrl };
    // Now and then the plug is pulled while the server starts.
    if (this.tokens.size > 0 && this.chance(8) === 0) {
      const early = ServerProcess.start(settings);
      await wait(this.chance(1_500));
      await early.kill();
    }
    this.server = ServerProcess.start(settings);
    this.address = await this.server.url();
  }

  private putToWork(scheme: Scheme): Promise<void>[] {
    const flows = new Flows(this.attempts, scheme, new People(), this.chance);
    return FLOWS.flatMap(({ flow, sideBySide, restMs }) =>
      Array.from({ length: sideBySide }, () => this.work(flows[flow], restMs)),
    );
  }

  private async work(flow: () => Promise<void>, restMs: number): Promise<void> {
    while (this.working) {
      try {
        await flow();
      } catch (error) {
        if (!(error instanceof Refused) && !(error instanceof Unanswered)) throw error;
        if (error instanceof Unanswered) await wait(LOST_MS);
      }
      await wait(restMs);
    }
  }

  /** Half of the clients ask again; the others never come back, until at the very end all do. */
  private async askAgain(who: 'half' | 'all' = 'half'): Promise<void> {
    const mine = [...this.attempts.open].filter(() => who === 'all' || this.chance(2) === 0).values();
    const client = async () => {
      for (const attempt of mine) await this.askOnceMore(attempt);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, client));
  }

  private async askOnceMore(attempt: Attempt): Promise<void> {
    try {
      await this.attempts.settle(attempt);
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof Unanswered)) throw error;
    }
  }

  /** Nothing is open and nothing runs: without a client, in a bounded time. */
  private async comeToRest(): Promise<void> {
    const until = Date.now() + AT_REST_MS;
    let seen = '';
    while (Date.now() < until) {
      const ready = await this.attempts.get<Readiness>('bendahara', '/health/ready').catch(() => undefined);
      const jobs = await this.runningJobs();
      if (ready?.openCrossings === 0 && ready.lagEvents === 0 && jobs === 0) return;
      seen = JSON.stringify({ ...ready, jobs });
      await wait(250);
    }
    throw new Error(`the ledger does not come to rest: ${seen}`);
  }

  private async runningJobs(): Promise<number> {
    const url = '/v1/jobs?running=true';
    const listed = await this.attempts.get<{ items: unknown[] }>('bendahara', url).catch(() => undefined);
    return listed?.items.length ?? -1;
  }

  private async judge(): Promise<Verdict> {
    const { acknowledged, refused, contradicted, open } = this.attempts;
    const sent = { acknowledged, refused, contradicted, unanswered: open.size };
    const again = (attempt: Attempt) => this.attempts.send(attempt);
    const eventStoreUrl = this.eventStore?.url;
    return verdict({
      dataFolder: join(this.folder, 'data'),
      eventStoreUrl,
      sent,
      again,
      stop: async () => {
        await this.server?.stop();
        this.server = undefined;
      },
    });
  }
}

interface Readiness {
  readonly openCrossings: number | null;
  readonly lagEvents: number | null;
}

/** Whole numbers below a bound, the same row of them for the same seed. */
function chances(seed: number): Chance {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
