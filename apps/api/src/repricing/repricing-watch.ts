import { Injectable } from '@nestjs/common';
import { Rejection } from '@sedekah/ledger';
import {
  lastRepricing,
  lawKnown,
  olderPledges,
  olderPremiums,
  readCheckpoint,
  type ReadModel,
} from '@sedekah/read-model';
import { PinoLogger } from 'nestjs-pino';
import { JobRuns } from '../jobs/job-runs';
import { Calls } from '../ledger/calls';
import { Queries } from '../read-model/queries';
import { RepeatedLook } from '../repeated-look';
import type { RepricingInput } from './repricing';

const LOOK_EVERY_MS = 2_000;

/** What was looked at: everything through an event, by a law. */
interface Looked {
  readonly through: number;
  readonly revision: number;
}

/**
 * Starts the re-pricing by itself: when a law came that touches what is allocated, when something was allocated by the
 * law before it, and when an order that a re-pricing waited for was acknowledged. Also after a restart.
 */
@Injectable()
export class RepricingWatch extends RepeatedLook {
  private looked: Looked = { through: 0, revision: 0 };

  constructor(
    private readonly jobs: JobRuns,
    private readonly queries: Queries,
    private readonly calls: Calls,
    logger: PinoLogger,
  ) {
    super(LOOK_EVERY_MS, 'repricing-not-looked-for', logger);
  }

  protected async look(): Promise<void> {
    const now = await this.queries.ask((db) => this.olderThanLaw(db));
    if (now?.isOlder) await this.start(now);
    else if (now) this.looked = now;
  }

  /** Nothing when the log has not moved since the last look. */
  private async olderThanLaw(db: ReadModel['db']): Promise<(Looked & { readonly isOlder: boolean }) | undefined> {
    const { ordinal: through } = await readCheckpoint(db);
    if (through === this.looked.through) return undefined;
    const { revision } = await lawKnown(db, through);
    const last = await lastRepricing(db);
    // A law that could not be applied is tried again when it has changed, or when an officer asks.
    if (last?.status === 'failed' && last.revision === revision) return { through, revision, isOlder: false };
    const lookedBefore = this.looked.revision === revision ? this.looked.through : 0;
    const repricedThrough = last?.revision === revision ? last.through : 0;
    const since = Math.max(lookedBefore, repricedThrough);
    if (since === 0 && (await olderPledges(db)).length > 0) return { through, revision, isOlder: true };
    for await (const { premiums, waiting } of olderPremiums(db, { since })) {
      // What is paid waits for its receipt; the first re-pricing by a law says so, the next ones need not.
      const isOlder = premiums.length > 0 || since === 0 || waiting.some(({ isPaid }) => !isPaid);
      if (isOlder) return { through, revision, isOlder };
    }
    return { through, revision, isOlder: false };
  }

  private async start({ through, revision }: Looked): Promise<void> {
    const input: RepricingInput = { revision };
    const call = await this.calls.bySystem(`repricing-${revision}-${through}`, input);
    try {
      await this.jobs.submit({ kind: 'repricing', scope: 'all', input }, call);
    } catch (error) {
      // One is running: the next look comes after it.
      if (!(error instanceof Rejection && error.code === 'job-running')) throw error;
    }
  }
}
