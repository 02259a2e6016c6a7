import { Injectable } from '@nestjs/common';
import { authorityDecider, sponsorDecider, type PledgeTerms } from '@sedekah/ledger';
import { olderPledges, type OlderPledge } from '@sedekah/read-model';
import { Crossings } from '../crossings/crossings';
import type { JobRun } from '../jobs/job-run';
import { Calls } from '../ledger/calls';
import { Ledger } from '../ledger/ledger';
import { Queries } from '../read-model/queries';

const REASON = 'tarif baru terbit / a law published later';

/**
 * What budgets hold for pledges of public money, brought to the law as it is now: as amendments of the pledges that change
 * nothing but the sum reserved. What is dearer is recorded above the ceiling too.
 */
@Injectable()
export class Commitments {
  constructor(
    private readonly queries: Queries,
    private readonly ledger: Ledger,
    private readonly calls: Calls,
    private readonly crossings: Crossings,
  ) {}

  /** @returns how many pledges were re-priced */
  async reprice(run: JobRun): Promise<number> {
    await this.queries.caughtUp();
    const pledges = await this.queries.ask(olderPledges);
    for (const pledge of pledges) if (!run.signal.aborted) await this.repriceOne(run, pledge);
    return pledges.length;
  }

  private async repriceOne(run: JobRun, { pledgeId, sponsorId, budgetId, cost, tariffRevision }: OlderPledge) {
    const { state } = await this.ledger.load(sponsorDecider, sponsorId);
    const present = state.pledges.get(pledgeId);
    if (!present || present.withdrawnFrom) return;
    const { quota, firstMonth, lastMonth, document, authorityIds } = present;
    const terms = { pledgeId, quota, firstMonth, lastMonth, document, authorityIds, budgetId };
    const pledge: PledgeTerms = { ...terms, reserved: cost };
    const part = `pledge ${pledgeId} ${tariffRevision} ${cost}`;
    const call = await this.calls.part({ by: run.job.submittedBy, commandId: run.job.jobId }, part);
    const steps = this.crossings.begin(call);
    // The budget first, as for every pledge: what is cheaper it gives back after the pledge was lowered.
    const command = { type: 'RepriceCommitment', sponsorId, pledge, tariffRevision, reason: REASON } as const;
    const { events } = await steps.take(authorityDecider, budgetId, command);
    if (events.length > 0) return;
    await steps.take(sponsorDecider, sponsorId, { type: 'AmendPledge', pledge, reason: REASON }, 'pledge');
  }
}
