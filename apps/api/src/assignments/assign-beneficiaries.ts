import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LARGEST_CHUNK, pledgeOf, sponsorDecider } from '@sedekah/ledger';
import { assignWorkers, type RefusedWorker } from '../crossings/assignments';
import { Crossings } from '../crossings/crossings';
import { LedgerCommand } from '../http/command';
import { MonthField, TextList } from '../http/fields';
import { Written } from '../http/written';
import { Ledger } from '../ledger/ledger';
import { sponsorOfPledge } from '../pledges/pledge-id';

export interface AssignmentAnswer {
  readonly assignmentId: string;
  readonly assigned: readonly string[];
  /** Who was not taken, and why. */
  readonly refused: readonly { workerId: string; code: string; detail: string }[];
}

export class AssignBeneficiaries extends LedgerCommand<AssignmentAnswer> {
  pledgeId!: string;
  @TextList({ min: 1, max: LARGEST_CHUNK, description: `Pekerja, paling banyak ${LARGEST_CHUNK} sekaligus.` })
  workers!: string[];
  @MonthField({ optional: true, description: 'Baku: bulan pertama ikrar.' }) firstMonth?: string;
  @MonthField({ optional: true, description: 'Baku: bulan terakhir ikrar.' }) lastMonth?: string;
}

@CommandHandler(AssignBeneficiaries)
export class AssignBeneficiariesHandler implements ICommandHandler<AssignBeneficiaries> {
  constructor(
    private readonly ledger: Ledger,
    private readonly crossings: Crossings,
  ) {}

  /** Refused workers are named and the others kept; when everybody is refused, so is the command. */
  async execute({ call, pledgeId, workers, firstMonth, lastMonth }: AssignBeneficiaries) {
    const sponsorId = sponsorOfPledge(pledgeId);
    const { state } = await this.ledger.load(sponsorDecider, sponsorId);
    const pledge = pledgeOf(state, pledgeId);
    const months = { firstMonth: firstMonth ?? pledge.firstMonth, lastMonth: lastMonth ?? pledge.lastMonth };
    const assignmentId = call.newId('assignment');
    const people = [...new Set(workers)];
    const steps = this.crossings.begin(call);
    const refused = await assignWorkers({ assignmentId, sponsorId, pledgeId, ...months }, people, steps);
    const [first] = refused;
    if (first && refused.length === people.length) throw first.refusal;
    return new Written({ assignmentId, ...outcome(people, refused) }, steps.position);
  }
}

function outcome(people: readonly string[], refused: readonly RefusedWorker[]) {
  const reasons = new Map(refused.map(({ workerId, refusal }) => [workerId, refusal]));
  return {
    assigned: people.filter((workerId) => !reasons.has(workerId)),
    refused: people.flatMap((workerId) => {
      const refusal = reasons.get(workerId);
      return refusal ? [{ workerId, code: refusal.code, detail: refusal.sentence }] : [];
    }),
  };
}
