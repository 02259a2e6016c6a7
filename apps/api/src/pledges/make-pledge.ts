import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { authorityDecider, sponsorDecider, type Document } from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import { LedgerCommand } from '../http/command';
import { Count, Day, Id, MonthField, Nested, Text, TextList } from '../http/fields';
import { Written } from '../http/written';
import { Ledger } from '../ledger/ledger';
import { idOfSponsor } from './pledge-id';
import { PledgeTermsFactory } from './pledge-terms';

export class DocumentBody {
  @Text({ max: 60, example: 'surat-kesanggupan' }) kind!: string;
  @Text({ max: 100, example: '800/12/2021' }) number!: string;
  @Day({ description: 'Tanggal ditandatangani; berlaku mulai tanggal ini.' }) date!: string;
}

/** The document without its class: what an event holds. */
export const plain = ({ kind, number, date }: DocumentBody): Document => ({ kind, number, date });

export abstract class PledgeBody<Answer extends object> extends LedgerCommand<Answer> {
  @Count({ description: 'Jumlah pekerja yang ditanggung setiap bulan.', example: 50 }) quota!: number;
  @MonthField({ description: 'Bulan iuran pertama.' }) firstMonth!: string;
  @MonthField({ description: 'Bulan iuran terakhir.', example: '2021-12' }) lastMonth!: string;
  @Nested(() => DocumentBody, { description: 'Surat kesanggupan yang ditandatangani penanggung.' })
  document!: DocumentBody;
  @Id({ optional: true, description: 'Uang publik: anggaran (DPA) yang menampungnya.' }) budgetId?: string;
  @TextList({ optional: true, max: 20, description: 'Dasar hukum lain (PKS, SK, SE, Perbup).' })
  authorityIds?: string[];
}

export interface PledgeAnswer {
  readonly pledgeId: string;
  readonly sponsorId: string;
  /** Public money: what the budget holds for this pledge. */
  readonly reserved: string | null;
}

export class MakePledge extends PledgeBody<PledgeAnswer> {
  sponsorId!: string;
}

@CommandHandler(MakePledge)
export class MakePledgeHandler implements ICommandHandler<MakePledge> {
  constructor(
    private readonly ledger: Ledger,
    private readonly pledges: PledgeTermsFactory,
    private readonly crossings: Crossings,
  ) {}

  async execute({ call, sponsorId, ...asked }: MakePledge) {
    const pledgeId = idOfSponsor(sponsorId, call.newId('pledge'));
    const { quota, firstMonth, lastMonth, document, budgetId, authorityIds } = asked;
    const written = { pledgeId, quota, firstMonth, lastMonth, document: plain(document), budgetId, authorityIds };
    const { terms, isPublic } = await this.pledges.complete(sponsorId, written);
    const steps = this.crossings.begin(call);
    if (isPublic && terms.budgetId) {
      const { state } = await this.ledger.load(sponsorDecider, sponsorId);
      if (!state.fundingSource) throw new Error('a sponsor without funding source');
      const command = {
        type: 'ReserveCommitment',
        sponsorId,
        pledge: terms,
        fundingSource: state.fundingSource,
      } as const;
      const { budgetId: budget } = terms;
      const reserve = () => steps.take(authorityDecider, budget, command);
      await this.pledges.explaining(terms, command.fundingSource, reserve);
    } else {
      await steps.take(sponsorDecider, sponsorId, { type: 'MakePledge', pledge: terms });
    }
    return new Written({ pledgeId, sponsorId, reserved: terms.reserved ?? null }, steps.position);
  }
}
