import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountOf, schemeDecider, sponsorDecider } from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { Amount, Id, Text } from '../http/fields';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';

export class RefundSponsor extends LedgerCommand<{ refundId: string; sponsorId: string }> {
  sponsorId!: string;
  @Id({ description: 'Rekening program yang membayar kembali.' }) accountId!: string;
  @Amount() amount!: string;
  @Text({ max: 100, description: 'Nomor bukti.' }) reference!: string;
  @Text({ max: 500 }) reason!: string;
}

@CommandHandler(RefundSponsor)
export class RefundSponsorHandler implements ICommandHandler<RefundSponsor> {
  constructor(private readonly ledger: Ledger) {}

  async execute({ call, sponsorId, accountId, amount, reference, reason }: RefundSponsor) {
    const { state } = await this.ledger.load(schemeDecider, SCHEME_ID);
    accountOf(state, accountId);
    const refundId = call.newId('refund');
    const command = { type: 'PayRefund', refundId, accountId, amount, reference, reason } as const;
    return this.ledger.write(sponsorDecider, sponsorId, command, call, { refundId, sponsorId });
  }
}
