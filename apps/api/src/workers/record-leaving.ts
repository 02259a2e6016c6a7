import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LEAVING_REASONS, workerDecider, type LeavingReason } from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import { LedgerCommand } from '../http/command';
import { Day, OneOf, Text } from '../http/fields';
import { Written } from '../http/written';

export class RecordLeaving extends LedgerCommand<{ workerId: string }> {
  workerId!: string;
  @Day({ description: 'Hari keluar.' }) leftOn!: string;
  @OneOf(LEAVING_REASONS) reason!: LeavingReason;
  @Text({ max: 500, optional: true }) note?: string;
}

/** Every sponsor of the worker then ends what lies after the month of leaving. */
@CommandHandler(RecordLeaving)
export class RecordLeavingHandler implements ICommandHandler<RecordLeaving> {
  constructor(private readonly crossings: Crossings) {}

  async execute({ call, workerId, leftOn, reason, note }: RecordLeaving) {
    const steps = this.crossings.begin(call);
    await steps.take(workerDecider, workerId, { type: 'RecordLeaving', leftOn, reason, note });
    return new Written({ workerId }, steps.position);
  }
}
