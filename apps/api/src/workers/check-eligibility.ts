import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CHECK_SOURCES, workerDecider, type CheckSource } from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { Day, Flag, OneOf, Text } from '../http/fields';
import { Ledger } from '../ledger/ledger';

export class CheckEligibility extends LedgerCommand<{ workerId: string }> {
  workerId!: string;
  @OneOf(CHECK_SOURCES) source!: CheckSource;
  @Flag() eligible!: boolean;
  @Text({ description: 'Nomor jawaban atau berita acara.' }) reference!: string;
  @Text({ max: 500, optional: true }) reason?: string;
  @Day({ description: 'Hari pemeriksaan.' }) checkedOn!: string;
}

@CommandHandler(CheckEligibility)
export class CheckEligibilityHandler implements ICommandHandler<CheckEligibility> {
  constructor(private readonly ledger: Ledger) {}

  execute({ call, workerId, source, eligible, reference, reason, checkedOn }: CheckEligibility) {
    const command = { type: 'CheckEligibility', source, eligible, reference, reason, checkedOn } as const;
    return this.ledger.write(workerDecider, workerId, command, call, { workerId });
  }
}
