import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openEventStore, type StoredEvent } from '@sedekah/event-store';
import { listJobs, openCrossings, runProjector } from '@sedekah/read-model';
import { readConfig } from '../../apps/api/src/config';
import { createApp } from '../../apps/api/src/create-app';
import { ForgottenCrossings } from '../../apps/api/src/crossings/forgotten-crossings';
import { Queries } from '../../apps/api/src/read-model/queries';
import { RepricingWatch } from '../../apps/api/src/repricing/repricing-watch';
import { Client, TestClock } from '../e2e/server';
import { FaultyStore } from './faulty-store';

/** Later than any instant: nothing is too young to be taken up. */
const EVER = '9999-12-31T00:00:00.000Z';
/** Looks after which a crossing that is still open will stay open. */
const ROUNDS = 10;

/** A folder with a ledger in it, to be copied as often as a test likes. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'sedekah-crossings-'));

  copy(): Folder {
    const copied = new Folder();
    cpSync(this.path, copied.path, { recursive: true });
    return copied;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A running server on a folder, with a projector of its own in this thread: starting one must be cheap. */
export class Installation {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly store: FaultyStore,
    readonly clock: TestClock,
    /** What was said to the operator. */
    readonly announced: readonly string[],
    private readonly stopProjector: () => Promise<void>,
  ) {}

  static async open(folder: Folder, instant: string): Promise<Installation> {
    const environment = { SEDEKAH_TEST_NIKS: 'true', LOG_LEVEL: 'silent', SEDEKAH_PROJECTOR: 'separate' };
    const config = readConfig({ SEDEKAH_DATA: join(folder.path, 'data'), ...environment }, []);
    const clock = new TestClock(instant);
    const announced: string[] = [];
    const stop = new AbortController();
    let store: FaultyStore | undefined;
    let projecting: Promise<void> = Promise.resolve();
    const app = await createApp({
      config,
      clock,
      announce: (text) => announced.push(text),
      openStore: async (settings) => {
        const reader = await openEventStore(settings);
        store = new FaultyStore(reader);
        projecting = runProjector({
          dataFolder: config.dataFolder,
          ledger: config.ledger,
          reader,
          signal: stop.signal,
        });
        return store;
      },
    });
    if (!store) throw new Error('no store was opened');
    // A trial begins what it is about: no re-pricing starts by itself, early or late by the clock on the wall.
    await app.get(RepricingWatch).beforeApplicationShutdown();
    return new Installation(app, store, clock, announced, async () => {
      stop.abort();
      await projecting;
    });
  }

  as(token?: string): Client {
    return new Client(this.app, token);
  }

  /** Brings every open crossing to its end, without the client. @throws Error naming those that stay open */
  async finish(): Promise<void> {
    for (let round = 1; round <= ROUNDS; round += 1) {
      await this.caughtUp();
      if ((await this.finishOnce()) === 0) return;
    }
    const open = await this.app.get(Queries).ask((db) => openCrossings(db, { olderThan: EVER }));
    throw new Error(`crossings stay open: ${open.map(({ kind, subject }) => `${kind} ${subject}`).join(', ')}`);
  }

  /** One look at what is open now. @returns how many crossings that were */
  finishOnce(): Promise<number> {
    return this.app.get(ForgottenCrossings).finish(EVER);
  }

  /** Waits until the read model holds everything stored. */
  caughtUp(): Promise<void> {
    return this.app.get(Queries).caughtUp();
  }

  /** Waits until no job runs; a job whose store is gone will not go on. */
  async jobsDone(): Promise<void> {
    while (!this.store.hasDied) {
      await this.caughtUp();
      const { items } = await this.app.get(Queries).ask((db) => listJobs(db, { running: true }));
      if (items.length === 0) return;
      await wait(10);
    }
  }

  async log(): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const page of this.store.readAll()) events.push(...page);
    return events;
  }

  async close(): Promise<void> {
    await this.stopProjector();
    await this.app.close();
  }
}
