import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { userDecider, type Role } from '@sedekah/ledger';
import { listUsers, type ReadModel } from '@sedekah/read-model';
import { LedgerCommand } from '../http/command';
import { Text } from '../http/fields';
import { Ledger } from '../ledger/ledger';
import { Queries } from '../read-model/queries';

export class RevokeRole extends LedgerCommand<{ userId: string }> {
  userId!: string;
  role!: Role;
  @Text({ max: 500 }) reason!: string;
}

@CommandHandler(RevokeRole)
export class RevokeRoleHandler implements ICommandHandler<RevokeRole> {
  constructor(
    private readonly ledger: Ledger,
    private readonly queries: Queries,
  ) {}

  async execute({ call, userId, role, reason }: RevokeRole) {
    const others = role === 'admin' ? { otherAdmins: await this.adminsBeside(userId) } : {};
    const command = { type: 'RevokeRole', userId, role, reason, ...others } as const;
    return this.ledger.write(userDecider, userId, command, call, { userId });
  }

  /** Other streams' business, so the read model's to say, caught up. */
  private async adminsBeside(userId: string): Promise<number> {
    await this.queries.caughtUp();
    return this.queries.ask((db) => countAdmins(db, userId));
  }
}

async function countAdmins(db: ReadModel['db'], except: string): Promise<number> {
  let admins = 0;
  for (let after: string | null | undefined; after !== null;) {
    const page = await listUsers(db, { after: after ?? undefined, limit: 500 });
    admins += page.items.filter(({ userId, roles }) => userId !== except && roles.includes('admin')).length;
    after = page.next;
  }
  return admins;
}
