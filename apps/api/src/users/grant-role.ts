import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ROLES, userDecider, type Role } from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { OneOf } from '../http/fields';
import { Ledger } from '../ledger/ledger';

export class GrantRole extends LedgerCommand<{ userId: string }> {
  userId!: string;
  @OneOf(ROLES) role!: Role;
}

@CommandHandler(GrantRole)
export class GrantRoleHandler implements ICommandHandler<GrantRole> {
  constructor(private readonly ledger: Ledger) {}

  execute({ call, userId, role }: GrantRole) {
    return this.ledger.write(userDecider, userId, { type: 'GrantRole', userId, role }, call, { userId });
  }
}
