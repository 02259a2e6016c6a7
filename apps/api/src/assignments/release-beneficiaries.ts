import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LARGEST_CHUNK, RELEASE_CAUSES, replaceableSpan, sponsorDecider, type ReleaseCause } from '@sedekah/ledger';
import { replaceWorker } from '../crossings/assignments';
import { Crossings } from '../crossings/crossings';
import { LedgerCommand } from '../http/command';
import { Id, MonthField, OneOf, Text, TextList } from '../http/fields';
import { Written } from '../http/written';
import { Ledger } from '../ledger/ledger';
import { sponsorOfPledge } from '../pledges/pledge-id';

export class ReleaseBeneficiaries extends LedgerCommand<{ pledgeId: string; released: readonly string[] }> {
  pledgeId!: string;
  @TextList({ min: 1, max: LARGEST_CHUNK }) workers!: string[];
  @MonthField({ description: 'Bulan pertama yang tidak ditanggung lagi.' }) fromMonth!: string;
  @OneOf(RELEASE_CAUSES) cause!: ReleaseCause;
  @Text({ max: 500, description: 'Alasan, misalnya nomor surat penggantian.' }) reason!: string;
}

@CommandHandler(ReleaseBeneficiaries)
export class ReleaseBeneficiariesHandler implements ICommandHandler<ReleaseBeneficiaries> {
  constructor(private readonly crossings: Crossings) {}

  async execute({ call, pledgeId, workers, fromMonth, cause, reason }: ReleaseBeneficiaries) {
    const steps = this.crossings.begin(call);
    const command = { type: 'ReleaseBeneficiaries', pledgeId, workers, fromMonth, cause, reason } as const;
    await steps.take(sponsorDecider, sponsorOfPledge(pledgeId), command);
    return new Written({ pledgeId, released: [...new Set(workers)] }, steps.position);
  }
}

export class ReplaceBeneficiary extends LedgerCommand<{ pledgeId: string; assignmentId: string }> {
  pledgeId!: string;
  @Id({ description: 'Pekerja yang digantikan.' }) workerId!: string;
  @Id({ description: 'Penggantinya.' }) replacedBy!: string;
  @MonthField({ description: 'Bulan pertama penggantinya ditanggung.' }) fromMonth!: string;
  @OneOf(RELEASE_CAUSES, { optional: true }) cause?: ReleaseCause;
  @Text({ max: 500 }) reason!: string;
}

@CommandHandler(ReplaceBeneficiary)
export class ReplaceBeneficiaryHandler implements ICommandHandler<ReplaceBeneficiary> {
  constructor(
    private readonly ledger: Ledger,
    private readonly crossings: Crossings,
  ) {}

  async execute({ call, pledgeId, cause = 'replacement', ...asked }: ReplaceBeneficiary) {
    const { workerId, replacedBy, fromMonth, reason } = asked;
    const sponsorId = sponsorOfPledge(pledgeId);
    const assignmentId = call.newId('assignment');
    const steps = this.crossings.begin(call);
    const presentMonths = async () => {
      const { state } = await this.ledger.load(sponsorDecider, sponsorId);
      return replaceableSpan(state, pledgeId, workerId, fromMonth);
    };
    const span = await steps.unlessDone(sponsorDecider, sponsorId, presentMonths, 'assign');
    const replacement = { pledgeId, workerId, replacedBy, fromMonth, cause, reason };
    await replaceWorker({ assignmentId, sponsorId, ...replacement }, span, steps);
    return new Written({ pledgeId, assignmentId }, steps.position);
  }
}
