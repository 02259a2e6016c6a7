import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { KeyStore } from '@sedekah/key-store';
import { ROLES, userDecider, type Role } from '@sedekah/ledger';
import { MinLength } from 'class-validator';
import { SHORTEST_PASSWORD } from '../access/sessions';
import { LedgerCommand } from '../http/command';
import { SomeOf, Text } from '../http/fields';
import { Ledger } from '../ledger/ledger';

export class CreateUser extends LedgerCommand<{ userId: string }> {
  @Text({
    max: 40,
    pattern: /^[a-z][a-z0-9.-]*$/,
    message: 'huruf kecil, angka, titik dan tanda hubung, diawali huruf',
    example: 'bendahara',
    description: 'Nama masuk.',
  })
  userId!: string;

  @MinLength(SHORTEST_PASSWORD, { message: `paling pendek ${SHORTEST_PASSWORD} huruf` })
  @Text({ max: 500, description: 'Sekali pakai: pemiliknya wajib menggantinya saat pertama masuk.' })
  password!: string;

  @SomeOf(ROLES, { optional: true }) roles?: Role[];
}

@CommandHandler(CreateUser)
export class CreateUserHandler implements ICommandHandler<CreateUser> {
  constructor(
    private readonly ledger: Ledger,
    private readonly keys: KeyStore,
  ) {}

  async execute({ call, userId, password, roles = [] }: CreateUser) {
    const written = await this.ledger.write(userDecider, userId, { type: 'CreateUser', userId, roles }, call, {
      userId,
    });
    // A command sent again must not undo a password the user has chosen since.
    if (!this.keys.credentials.has(userId)) await this.keys.credentials.set(userId, password, { oneTime: true });
    return written;
  }
}
