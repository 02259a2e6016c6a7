import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { authorityDecider } from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { Amount, Day, Text } from '../http/fields';
import { Ledger } from '../ledger/ledger';

export class AmendCeiling extends LedgerCommand<{ authorityId: string }> {
  authorityId!: string;
  @Amount({ example: '200000000' }) ceiling!: string;
  @Text({ description: 'Nomor dokumen perubahan (DPPA).' }) number!: string;
  @Text({ max: 500 }) reason!: string;
  @Day() signedOn!: string;
}

@CommandHandler(AmendCeiling)
export class AmendCeilingHandler implements ICommandHandler<AmendCeiling> {
  constructor(private readonly ledger: Ledger) {}

  execute({ call, authorityId, ceiling, number, reason, signedOn }: AmendCeiling) {
    const command = { type: 'AmendCeiling', ceiling, number, reason, signedOn } as const;
    return this.ledger.write(authorityDecider, authorityId, command, call, { authorityId });
  }
}
