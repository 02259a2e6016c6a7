import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  pledgeOf,
  Rejection,
  renewalRefusal,
  ruleValue,
  sponsorDecider,
  tariffDecider,
  TARIFF_STREAM_ID,
  workerDecider,
  workersToItsEnd,
} from '@sedekah/ledger';
import { assignWorkers, type RefusedWorker } from '../crossings/assignments';
import { Crossings } from '../crossings/crossings';
import { inTurn } from '../crossings/in-turn';
import { refusalIn, type Steps } from '../crossings/steps';
import type { Call } from '../http/call';
import { LedgerCommand } from '../http/command';
import { Id, MonthField } from '../http/fields';
import { Written } from '../http/written';
import { Ledger } from '../ledger/ledger';
import { sponsorOfPledge } from '../pledges/pledge-id';
import type { AssignmentAnswer } from './assign-beneficiaries';

export class RenewBeneficiaries extends LedgerCommand<AssignmentAnswer> {
  pledgeId!: string;
  @Id({ description: 'Ikrar yang pekerjanya diperpanjang.' }) fromPledgeId!: string;
  @MonthField({ optional: true, description: 'Baku: bulan pertama ikrar baru.' }) firstMonth?: string;
  @MonthField({ optional: true, description: 'Baku: bulan terakhir ikrar baru.' }) lastMonth?: string;
}

/** Carries over those of the old pledge who were verified again; the others are named and not carried over. */
@CommandHandler(RenewBeneficiaries)
export class RenewBeneficiariesHandler implements ICommandHandler<RenewBeneficiaries> {
  constructor(
    private readonly ledger: Ledger,
    private readonly crossings: Crossings,
  ) {}

  async execute({ call, pledgeId, fromPledgeId, firstMonth, lastMonth }: RenewBeneficiaries) {
    const sponsorId = sponsorOfPledge(pledgeId);
    const candidates = await this.candidates(fromPledgeId);
    const { state } = await this.ledger.load(sponsorDecider, sponsorId);
    const pledge = pledgeOf(state, pledgeId);
    const months = { firstMonth: firstMonth ?? pledge.firstMonth, lastMonth: lastMonth ?? pledge.lastMonth };
    const assignmentId = call.newId('assignment');
    const steps = this.crossings.begin(call);
    const stale = await this.notVerified(candidates, call);
    // A repeat carries over those it did the first time, whatever was checked since.
    const before = await assignedBefore(sponsorId, steps);
    const people = new Set(before ?? candidates.filter((workerId) => !stale.has(workerId)));
    const taken = await assignWorkers({ assignmentId, sponsorId, pledgeId, ...months }, [...people], steps);
    const reasons = new Map([...stale, ...taken.map((each): Reason => [each.workerId, each.refusal])]);
    const rest = candidates.filter((workerId) => !people.has(workerId) || reasons.has(workerId));
    const refused = before ? await this.repeated(rest, stale, steps) : named(rest, reasons);
    for (const { workerId } of refused) people.delete(workerId);
    // In the order of the old pledge, whatever order they were claimed in.
    const assigned = [...new Set([...candidates.filter((workerId) => people.has(workerId)), ...people])];
    return new Written({ assignmentId, assigned, refused: refused.map(shown) }, steps.position);
  }

  private async candidates(fromPledgeId: string): Promise<string[]> {
    const { state } = await this.ledger.load(sponsorDecider, sponsorOfPledge(fromPledgeId));
    return workersToItsEnd(state, fromPledgeId);
  }

  /** Whose latest check is none, not eligible or too old today. */
  private async notVerified(candidates: readonly string[], { today }: Call): Promise<Map<string, Rejection>> {
    const { state: law } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
    const limitDays = ruleValue(law, 'eligibility-check-days', today);
    const stale = new Map<string, Rejection>();
    await inTurn(candidates, async (workerId) => {
      const { state } = await this.ledger.load(workerDecider, workerId);
      const refusal = renewalRefusal(state, today, limitDays);
      if (refusal) stale.set(workerId, refusal);
    });
    return stale;
  }

  /** Why the others were not carried over the first time: as recorded, else as things stand. */
  private async repeated(rest: readonly string[], stale: ReadonlyMap<string, Rejection>, steps: Steps) {
    const reasons = new Map<string, Rejection>();
    await inTurn(rest, async (workerId) => {
      const claimed = await steps.doneIn(workerDecider, workerId, 'claim');
      const refusal = (claimed && refusalIn(claimed)) ?? stale.get(workerId) ?? notVerifiedThen();
      reasons.set(workerId, refusal);
    });
    return named(rest, reasons);
  }
}

type Reason = [workerId: string, refusal: Rejection];

/** Whom this command assigned at its first attempt; `undefined` before the sponsor decided, or when it refused. */
async function assignedBefore(sponsorId: string, steps: Steps): Promise<string[] | undefined> {
  const decided = await steps.doneIn(sponsorDecider, sponsorId, 'assign');
  if (!decided || refusalIn(decided)) return undefined;
  return decided.flatMap((event) => (event.type === 'BeneficiariesAssigned' ? event.data.workers : []));
}

const named = (workers: readonly string[], reasons: ReadonlyMap<string, Rejection>): RefusedWorker[] =>
  workers.flatMap((workerId) => {
    const refusal = reasons.get(workerId);
    return refusal ? [{ workerId, refusal }] : [];
  });

const shown = ({ workerId, refusal }: RefusedWorker) => ({
  workerId,
  code: refusal.code,
  detail: refusal.sentence,
});

const notVerifiedThen = (): Rejection =>
  new Rejection(
    'worker-not-eligible',
    'Belum diverifikasi ulang saat perpanjangan ini dicatat; tetapkan tersendiri.',
    'Was not verified again when this renewal was recorded; assign separately.',
  );
