import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { sponsorDecider } from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import { LedgerCommand } from '../http/command';
import { MonthField, Nested, Text } from '../http/fields';
import { Written } from '../http/written';
import { DocumentBody, plain } from './make-pledge';
import { sponsorOfPledge } from './pledge-id';

export class WithdrawPledge extends LedgerCommand<{ pledgeId: string }> {
  pledgeId!: string;
  @MonthField({ optional: true, description: 'Bulan pertama yang tidak ditanggung lagi; baku: bulan ini.' })
  fromMonth?: string;
  @Text({ max: 500, description: 'Alasan pencabutan.' }) reason!: string;
  @Nested(() => DocumentBody) document!: DocumentBody;
}

@CommandHandler(WithdrawPledge)
export class WithdrawPledgeHandler implements ICommandHandler<WithdrawPledge> {
  constructor(private readonly crossings: Crossings) {}

  async execute({ call, pledgeId, fromMonth, reason, document }: WithdrawPledge) {
    const steps = this.crossings.begin(call);
    const from = fromMonth === undefined ? {} : { fromMonth };
    const command = { type: 'WithdrawPledge', pledgeId, ...from, reason, document: plain(document) } as const;
    await steps.take(sponsorDecider, sponsorOfPledge(pledgeId), command);
    return new Written({ pledgeId }, steps.position);
  }
}
