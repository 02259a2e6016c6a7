import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountOf, assertRefundAgreed, authorityDecider, schemeDecider, sponsorDecider } from '@sedekah/ledger';
import type { Call } from '../http/call';
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
    const authorityIds = await this.agreed(sponsorId, amount, call);
    const command = { type: 'PayRefund', refundId, accountId, amount, reference, reason, authorityIds } as const;
    return this.ledger.write(sponsorDecider, sponsorId, command, call, { refundId, sponsorId });
  }

  /** The papers the sponsor's pledges cite that say something of money not used, if all of them agree. */
  private async agreed(sponsorId: string, amount: string, call: Call): Promise<string[]> {
    if (await this.ledger.hasDone(sponsorDecider, sponsorId, call)) return [];
    const { state } = await this.ledger.load(sponsorDecider, sponsorId);
    const cited = [...new Set([...state.pledges.values()].flatMap(({ authorityIds }) => authorityIds))].sort();
    const agreed: string[] = [];
    for (const authorityId of cited) {
      const { state: paper } = await this.ledger.load(authorityDecider, authorityId);
      assertRefundAgreed(paper, { amount, today: call.today });
      if (paper.status !== 'unknown' && paper.unusedFunds !== undefined) agreed.push(authorityId);
    }
    return agreed;
  }
}
