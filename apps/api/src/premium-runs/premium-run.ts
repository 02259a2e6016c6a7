import { Injectable, type OnModuleInit } from '@nestjs/common';
import { sponsorDecider, workerMonth, type JobRow, type PremiumsAllocated, money } from '@sedekah/ledger';
import { premiumRunPlan, type SponsorPlan } from '@sedekah/read-model';
import { inTurn } from '../crossings/in-turn';
import { JobRuns } from '../jobs/job-runs';
import type { JobResult, JobRun } from '../jobs/job-run';
import { Calls } from '../ledger/calls';
import { Ledger } from '../ledger/ledger';
import { Queries } from '../read-model/queries';

/** Worker-months per append: about 20 bytes each, so far below the store's limit. */
const SLICE = 10_000;
/** Sponsors between two reports of progress. */
const REPORT_EVERY = 200;
/** Sponsors paid at the same time, and the worker-months at which no more are taken in with them. */
const WAVE_SPONSORS = 256;
const WAVE_DUE = 20_000;

export interface RunInput extends Record<string, unknown> {
  readonly throughMonth: string;
  readonly sponsorId: string | null;
  /** Day of the run: decides who has ended. */
  readonly today: string;
}

/**
 * The month run: for each sponsor, oldest unpaid month first, then oldest assignment, as far as its available money
 * reaches. Planned from the read model caught up to the run's start; the sponsor's own stream decides. Interrupted, it is
 * run again from the start and finds what is paid.
 */
@Injectable()
export class PremiumRun implements OnModuleInit {
  constructor(
    private readonly jobs: JobRuns,
    private readonly queries: Queries,
    private readonly ledger: Ledger,
    private readonly calls: Calls,
  ) {}

  onModuleInit(): void {
    this.jobs.register('premium-run', (run) => this.work(run));
  }

  private async work(run: JobRun): Promise<JobResult> {
    const { throughMonth, sponsorId, today } = run.job.input as RunInput;
    await this.queries.caughtUp();
    const question = { throughMonth, today, ...(sponsorId === null ? {} : { sponsorId }) };
    const tally = new Tally();
    // Plans are read batch by batch while earlier sponsors are paid: a million workers never stand in memory together.
    await this.queries.ask(async (db) => {
      let paying: Promise<void> = Promise.resolve();
      try {
        for await (const wave of wavesOf(premiumRunPlan(db, question))) {
          await paying;
          if (run.signal.aborted) return;
          // The next wave is planned while this one waits for the disk; what goes wrong is told at the next turn.
          paying = this.payWave(run, wave, tally);
          paying.catch(() => undefined);
        }
      } finally {
        await Promise.allSettled([paying]);
      }
      await paying;
    });
    await tally.report(run);
    return { counts: { ...tally.counts }, result: { throughMonth, ...tally.amounts } };
  }

  private async payWave(run: JobRun, wave: readonly SponsorPlan[], tally: Tally): Promise<void> {
    const paid = new Map<SponsorPlan, Paid>();
    await inTurn(wave, async (plan) => void paid.set(plan, await this.pay(run, plan)));
    // In the order of the plans, whoever was paid first.
    for (const plan of wave) tally.add(plan, paid.get(plan));
    if (tally.isDue) await tally.report(run);
  }

  /** What this run, or its interrupted beginning, allocated of the sponsor's due premiums. */
  private async pay(run: JobRun, { sponsorId, due }: SponsorPlan): Promise<Paid> {
    const paid: PremiumsAllocated['data'][] = [];
    for (let at = 0; at < due.length; at += SLICE) {
      const slice = due.slice(at, at + SLICE);
      const [first] = slice;
      if (!first) break;
      // Named by what it begins with: a run that goes on after an interruption begins elsewhere.
      const part = `${sponsorId} ${first.workerId} ${first.month}`;
      const call = await this.calls.part({ by: run.job.submittedBy, commandId: run.job.jobId }, part);
      const command = { type: 'AllocatePremiums', runId: run.job.jobId, due: slice } as const;
      const { events } = await this.ledger.execute(sponsorDecider, sponsorId, command, call);
      const allocations = events as unknown as PremiumsAllocated[];
      const allocated = allocations.map(({ data }) => data);
      paid.push(...allocated);
      if (headsIn(allocated) < slice.length) break;
    }
    return paid;
  }
}

type Due = SponsorPlan['due'][number];

/** What a sponsor's money reached. */
type Paid = readonly PremiumsAllocated['data'][];

const headsIn = (paid: Paid): number => paid.reduce((sum, { workers }) => sum + workers.length, 0);

/** The due premiums that are not paid: most often none, and then nobody has to be looked for. */
function unpaidOf(due: readonly Due[], paid: Paid): readonly Due[] {
  if (headsIn(paid) === due.length) return [];
  const found = new Set(paid.flatMap(({ workers, month }) => workers.map((workerId) => workerMonth(workerId, month))));
  return due.filter(({ workerId, month }) => !found.has(workerMonth(workerId, month)));
}

/** Sponsors that are paid at the same time: their appends share the disk's time. */
async function* wavesOf(plans: AsyncIterable<SponsorPlan>): AsyncGenerator<SponsorPlan[]> {
  let wave: SponsorPlan[] = [];
  let due = 0;
  for await (const plan of plans) {
    wave.push(plan);
    due += plan.due.length;
    if (wave.length < WAVE_SPONSORS && due < WAVE_DUE) continue;
    yield wave;
    [wave, due] = [[], 0];
  }
  if (wave.length > 0) yield wave;
}

/** What the run has come to so far, and the rows not yet reported. */
class Tally {
  readonly counts = { sponsors: 0, allocated: 0, unfunded: 0, passedOver: 0 };
  readonly amounts = { allocated: '0', missing: '0' };
  private rows: JobRow[] = [];
  private reported = 0;

  /** Enough sponsors since the last report. */
  get isDue(): boolean {
    return this.counts.sponsors - this.reported >= REPORT_EVERY;
  }

  add(plan: SponsorPlan, paid: Paid | undefined): void {
    if (!paid) throw new Error(`sponsor ${plan.sponsorId} was left out of its wave`);
    const unpaid = unpaidOf(plan.due, paid);
    this.counts.sponsors += 1;
    this.counts.allocated += headsIn(paid);
    this.counts.unfunded += unpaid.length;
    this.counts.passedOver += plan.excluded.length;
    this.amounts.allocated = money.sum(this.amounts.allocated, ...paid.map(({ total }) => total));
    this.amounts.missing = money.sum(this.amounts.missing, ...unpaid.map((due) => due.amount));
    this.rows.push(...rowsOf(plan, unpaid, this.counts.sponsors));
  }

  async report(run: JobRun): Promise<void> {
    await run.progress(this.counts.sponsors, { ...this.counts }, { rows: this.rows });
    this.rows = [];
    this.reported = this.counts.sponsors;
  }
}

const REASONS: Record<SponsorPlan['excluded'][number]['reason'], string> = {
  'not-enrolled': 'belum terdaftar pada bulan itu; daftarkan kepesertaannya',
  deceased: 'sudah meninggal',
  left: 'sudah keluar',
  ended: 'kepesertaannya berakhir; daftarkan ulang sebelum dibayar',
  'direct-payment': 'menunggu pemeriksaan pembayaran langsung',
};

/** Who is left unfunded and who is passed over, with what is missing or to be done. */
function rowsOf({ sponsorId, excluded }: SponsorPlan, unpaid: readonly Due[], line: number): JobRow[] {
  const missing = unpaid.map(({ workerId, month, amount }) => ({
    line,
    column: month,
    code: 'premium-unfunded',
    message: `Penanggung ${sponsorId}: iuran ${month} pekerja ${workerId} belum terdanai, kurang ${amount} rupiah.`,
  }));
  const passedOver = excluded.map(({ workerId, month, reason }) => ({
    line,
    column: month,
    code: `premium-${reason}`,
    message: `Penanggung ${sponsorId}: iuran ${month} pekerja ${workerId} dilewati, ${REASONS[reason]}.`,
  }));
  return [...missing, ...passedOver];
}
