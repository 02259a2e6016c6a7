import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Rejection, remittanceDecider, sponsorDecider } from '@sedekah/ledger';
import { olderPremiums, readCheckpoint, repricedSince, type OlderPremiums } from '@sedekah/read-model';
import { Crossings } from '../crossings/crossings';
import type { JobResult, JobRun } from '../jobs/job-run';
import { JobRuns } from '../jobs/job-runs';
import { Calls } from '../ledger/calls';
import { Ledger } from '../ledger/ledger';
import { Queries } from '../read-model/queries';
import { Commitments } from './commitments';
import { outcomeOf, rowsOf, totalsOf } from './repricing-report';

/** Worker-months per append: about 20 bytes each, so far below the store's limit. */
const SLICE = 10_000;
/** Sponsors between two reports of progress. */
const REPORT_EVERY = 200;
/** Rows in one append of the report. */
const ROWS_AT_ONCE = 500;
/** Sponsors and orders named in the result; the rows name all of them. */
const SHOWN = 200;
/** Orders that are made while the job runs are cancelled in the next round; it does not chase them for ever. */
const MOST_ROUNDS = 10;

export interface RepricingInput extends Record<string, unknown> {
  /** Of the law when the job was asked for; a later one counts too. */
  readonly revision: number;
}

/** One look at all that is older than the law, and what was done about it. */
interface Round {
  /** The last event the look knew of. */
  readonly through: number;
  readonly revision: number;
  readonly waiting: readonly OlderPremiums[];
  /** Something came free, or moved meanwhile: look again. */
  readonly isUnfinished: boolean;
}

/**
 * A law published late prices worker-months anew that are allocated already. Found from the read model, decided by each
 * sponsor's own stream; an order that is not paid is cancelled first, one that is paid waits for BPJS's receipt and is
 * taken up again after it. Interrupted, it is run again and finds what is still older.
 */
@Injectable()
export class Repricing implements OnModuleInit {
  constructor(
    private readonly jobs: JobRuns,
    private readonly queries: Queries,
    private readonly ledger: Ledger,
    private readonly calls: Calls,
    private readonly crossings: Crossings,
    private readonly commitments: Commitments,
  ) {}

  onModuleInit(): void {
    this.jobs.register('repricing', (run) => this.work(run));
  }

  private async work(run: JobRun): Promise<JobResult> {
    const cancelled = new Set<string>();
    const handled = new Set<string>();
    let round = await this.round(run, cancelled, handled);
    for (let rounds = 1; round.isUnfinished && rounds < MOST_ROUNDS && !run.signal.aborted; rounds += 1) {
      round = await this.round(run, cancelled, handled);
    }
    const pledges = run.signal.aborted ? 0 : await this.commitments.reprice(run);
    const { totals, outcome } = await this.report(run, round);
    const { revision, through } = round;
    const result = { revision, through, ...outcome, cancelled: [...cancelled].slice(0, SHOWN) };
    return { counts: { ordersCancelled: cancelled.size, pledges, ...totals }, result };
  }

  private async round(run: JobRun, cancelled: Set<string>, handled: Set<string>): Promise<Round> {
    await this.queries.caughtUp();
    return this.queries.ask(async (db) => {
      const { ordinal: through } = await readCheckpoint(db);
      let { revision } = run.job.input as RepricingInput;
      let isUnfinished = false;
      const waiting: OlderPremiums[] = [];
      for await (const older of olderPremiums(db)) {
        if (run.signal.aborted) break;
        revision = older.tariffRevision;
        if (!(await this.reprice(run, older))) isUnfinished = true;
        for (const { remittanceId } of older.waiting) {
          if (remittanceId === null || !(await this.cancel(run, remittanceId))) continue;
          cancelled.add(remittanceId);
          isUnfinished = true;
        }
        if (older.waiting.length > 0) waiting.push(older);
        handled.add(older.sponsorId);
        if (handled.size % REPORT_EVERY === 0) await run.progress(handled.size, { sponsors: handled.size });
      }
      return { through, revision, waiting, isUnfinished };
    });
  }

  /** False when something was ordered since the read model was asked. */
  private async reprice(run: JobRun, { sponsorId, tariffRevision, premiums }: OlderPremiums): Promise<boolean> {
    for (let at = 0; at < premiums.length; at += SLICE) {
      const slice = premiums.slice(at, at + SLICE);
      const [first] = slice;
      if (!first) break;
      // Named by what it begins with: a run that goes on after an interruption begins elsewhere.
      const part = `${tariffRevision} ${sponsorId} ${first.workerId} ${first.month}`;
      const call = await this.calls.part({ by: run.job.submittedBy, commandId: run.job.jobId }, part);
      const command = { type: 'RepriceAllocations', tariffRevision, premiums: slice } as const;
      try {
        await this.ledger.execute(sponsorDecider, sponsorId, command, call);
      } catch (error) {
        if (error instanceof Rejection && error.code === 'allocation-ordered') return false;
        throw error;
      }
    }
    return true;
  }

  /**
   * An order that is not paid gives its premiums back to be ordered at their new price. False for one that is paid, or is
   * being cancelled by somebody else.
   */
  private async cancel(run: JobRun, remittanceId: string): Promise<boolean> {
    const call = await this.calls.part({ by: run.job.submittedBy, commandId: run.job.jobId }, `cancel ${remittanceId}`);
    const reason = 'tarif baru terbit; susun lagi menurut tarif itu / re-priced by a later law';
    const steps = this.crossings.begin(call);
    try {
      const { events } = await steps.take(remittanceDecider, remittanceId, { type: 'CancelRemittance', reason });
      return events.length > 0;
    } catch (error) {
      if (error instanceof Rejection && error.code === 'remittance-already-paid') return false;
      throw error;
    }
  }

  /** Sponsor by sponsor, from what was recorded: it comes out the same when the job was interrupted in between. */
  private async report(run: JobRun, { waiting }: Round) {
    await this.queries.caughtUp();
    const repriced = await this.queries.ask((db) => repricedSince(db, run.job.jobId));
    const rows = rowsOf(repriced, waiting);
    const totals = totalsOf(repriced, waiting);
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const page = rows.slice(at, at + ROWS_AT_ONCE);
      await run.progress(at + page.length, totals, { rows: page, total: rows.length });
    }
    return { totals, outcome: outcomeOf(repriced, SHOWN) };
  }
}
