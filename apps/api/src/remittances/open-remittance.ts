import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { groupOf, remittanceDecider, schemeDecider } from '@sedekah/ledger';
import { unorderedAllocations, waitingCharges } from '@sedekah/read-model';
import { Crossings } from '../crossings/crossings';
import { openNextRemittance } from '../crossings/remittances';
import { LedgerCommand } from '../http/command';
import { Amount, Flag, Id, MonthField, Text } from '../http/fields';
import { Written } from '../http/written';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';
import { Queries } from '../read-model/queries';

export interface RemittanceAnswer {
  readonly remittanceId: string;
  readonly status: string;
  readonly heads: number | null;
  readonly amount: string | null;
}

export class OpenRemittance extends LedgerCommand<RemittanceAnswer> {
  @Id({ description: 'Wadah.' }) group!: string;
  @MonthField({ description: 'Bulan iuran.' }) month!: string;
  @Text({ max: 20, description: 'Kode iuran dari BPJS.', example: '126050000017' }) billingCode!: string;
  @Amount({ optional: true, description: 'Tagihan menurut BPJS; penyetoran ditolak bila jumlahnya lain.' })
  expectedAmount?: string;
  @Flag({
    optional: true,
    description: 'Tambahan iuran menurut tarif yang terbit kemudian, untuk bulan yang sudah disetor.',
  })
  additionalCharge?: boolean;
}

@CommandHandler(OpenRemittance)
export class OpenRemittanceHandler implements ICommandHandler<OpenRemittance> {
  constructor(
    private readonly ledger: Ledger,
    private readonly queries: Queries,
    private readonly crossings: Crossings,
  ) {}

  /** All allocations of the group and month that wait: a late payer's come in the next order. */
  async execute({ call, group, month, billingCode, expectedAmount, additionalCharge = false }: OpenRemittance) {
    const { state: scheme } = await this.ledger.load(schemeDecider, SCHEME_ID);
    groupOf(scheme, group);
    await this.queries.caughtUp();
    const ask = additionalCharge ? waitingCharges : unorderedAllocations;
    const waiting = await this.queries.ask((db) => ask(db, { group, month }));
    const sponsors = waiting.map(({ sponsorId }) => sponsorId);
    const expected = expectedAmount === undefined ? {} : { expectedAmount };
    const charge = additionalCharge ? { charge: true as const } : {};
    const steps = this.crossings.begin(call);
    const opening = { group, month, billingCode, ...charge, ...expected, sponsors, openedBy: call.by };
    const remittanceId = await openNextRemittance(opening, steps);
    const { state } = await this.ledger.load(remittanceDecider, remittanceId);
    const ordered = 'heads' in state ? { heads: state.heads, amount: state.amount } : { heads: null, amount: null };
    return new Written({ remittanceId, status: state.status, ...ordered }, steps.position);
  }
}
