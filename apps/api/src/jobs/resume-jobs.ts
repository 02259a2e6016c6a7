import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { listJobs } from '@sedekah/read-model';
import { PinoLogger } from 'nestjs-pino';
import { Queries } from '../read-model/queries';
import { JobRuns } from './job-runs';

const TRY_AGAIN_MS = 5_000;

/** After a restart: jobs that were running go on where they stood. */
@Injectable()
export class ResumeJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private resuming: Promise<void> = Promise.resolve();

  constructor(
    private readonly runs: JobRuns,
    private readonly queries: Queries,
    private readonly logger: PinoLogger,
  ) {}

  /** Does not hold up the start: the read model may have much to catch up with. */
  onApplicationBootstrap(): void {
    this.resuming = this.resume();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.resuming;
  }

  private async resume(): Promise<void> {
    const { signal } = this.stop;
    while (!signal.aborted) {
      try {
        await this.queries.caughtUp();
        const { items } = await this.queries.ask((db) => listJobs(db, { running: true, limit: 500 }));
        for (const job of items) await this.runs.start(job);
        return;
      } catch (error) {
        this.logger.warn({ err: error }, 'jobs-not-resumed-yet');
        await wait(TRY_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
