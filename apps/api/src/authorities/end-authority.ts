import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { authorityDecider } from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { Text } from '../http/fields';
import { Ledger } from '../ledger/ledger';

export class EndAuthority extends LedgerCommand<{ authorityId: string }> {
  authorityId!: string;
  @Text({ max: 500 }) reason!: string;
}

@CommandHandler(EndAuthority)
export class EndAuthorityHandler implements ICommandHandler<EndAuthority> {
  constructor(private readonly ledger: Ledger) {}

  execute({ call, authorityId, reason }: EndAuthority) {
    const command = { type: 'EndAuthority', reason } as const;
    return this.ledger.write(authorityDecider, authorityId, command, call, { authorityId });
  }
}
