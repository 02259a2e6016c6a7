import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { authorityDecider, money, sponsorDecider } from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import { Text } from '../http/fields';
import { Written } from '../http/written';
import { Ledger } from '../ledger/ledger';
import { plain, PledgeBody, type PledgeAnswer } from './make-pledge';
import { sponsorOfPledge } from './pledge-id';
import { PledgeTermsFactory } from './pledge-terms';

/** The whole terms as they shall be. */
export class AmendPledge extends PledgeBody<PledgeAnswer> {
  pledgeId!: string;
  @Text({ max: 500, description: 'Alasan perubahan.' }) reason!: string;
}

@CommandHandler(AmendPledge)
export class AmendPledgeHandler implements ICommandHandler<AmendPledge> {
  constructor(
    private readonly ledger: Ledger,
    private readonly pledges: PledgeTermsFactory,
    private readonly crossings: Crossings,
  ) {}

  async execute({ call, pledgeId, reason, ...asked }: AmendPledge) {
    const sponsorId = sponsorOfPledge(pledgeId);
    const { state } = await this.ledger.load(sponsorDecider, sponsorId);
    const { fundingSource } = state;
    const before = state.pledges.get(pledgeId);
    const { quota, firstMonth, lastMonth, document } = asked;
    const written = { pledgeId, quota, firstMonth, lastMonth, document: plain(document) };
    const kept = { budgetId: before?.budgetId, authorityIds: asked.authorityIds ?? before?.authorityIds };
    const { terms } = await this.pledges.complete(sponsorId, { ...written, ...kept });
    const steps = this.crossings.begin(call);
    const grows = money.compare(terms.reserved ?? '0', before?.reserved ?? '0') > 0;
    // A repeat goes the way it went first: by now the pledge may be as large as was asked, or larger.
    const hasBegunHere = (await steps.doneIn(sponsorDecider, sponsorId)) !== undefined;
    const hasReserved = terms.budgetId && (await steps.doneIn(authorityDecider, terms.budgetId)) !== undefined;
    if ((hasReserved || (grows && !hasBegunHere)) && terms.budgetId && fundingSource) {
      const command = {
        type: 'ReserveCommitment',
        sponsorId,
        pledge: terms,
        fundingSource,
        amendment: { reason },
      } as const;
      const { budgetId: budget } = terms;
      const reserve = () => steps.take(authorityDecider, budget, command);
      await this.pledges.explaining(terms, fundingSource, reserve);
    } else {
      await steps.take(sponsorDecider, sponsorId, { type: 'AmendPledge', pledge: terms, reason });
    }
    return new Written({ pledgeId, sponsorId, reserved: terms.reserved ?? null }, steps.position);
  }
}
