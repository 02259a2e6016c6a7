import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountOf, parseRemittanceId, remittanceDecider, schemeDecider } from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import { LedgerCommand } from '../http/command';
import { Amount, Day, Id, NestedList, Text, TextList } from '../http/fields';
import { Written } from '../http/written';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';
import { RemittanceMembers } from './members';

export class CancelRemittance extends LedgerCommand<{ remittanceId: string }> {
  remittanceId!: string;
  @Text({ max: 500, description: 'Alasan, misalnya kode iuran kedaluwarsa.' }) reason!: string;
}

@CommandHandler(CancelRemittance)
export class CancelRemittanceHandler implements ICommandHandler<CancelRemittance> {
  constructor(private readonly crossings: Crossings) {}

  async execute({ call, remittanceId, reason }: CancelRemittance) {
    parseRemittanceId(remittanceId);
    const steps = this.crossings.begin(call);
    await steps.take(remittanceDecider, remittanceId, { type: 'CancelRemittance', reason });
    return new Written({ remittanceId }, steps.position);
  }
}

export class RejectedWorkerBody {
  @Id() workerId!: string;
  @Text({ max: 300, description: 'Alasan menurut BPJS.' }) reason!: string;
}

export class AcknowledgeRemittance extends LedgerCommand<{ remittanceId: string }> {
  remittanceId!: string;
  @Text({ max: 40, description: 'Nomor kwitansi BPJS.' }) receiptNumber!: string;
  @Day({ description: 'Awal perlindungan menurut BPJS.' }) coverFrom!: string;
  @Day({ description: 'Akhir perlindungan menurut BPJS.', example: '2021-05-31' }) coverThrough!: string;
  @NestedList(() => RejectedWorkerBody, { optional: true, max: 5_000, description: 'Yang tidak diterima BPJS.' })
  rejected?: RejectedWorkerBody[];
}

@CommandHandler(AcknowledgeRemittance)
export class AcknowledgeRemittanceHandler implements ICommandHandler<AcknowledgeRemittance> {
  constructor(
    private readonly members: RemittanceMembers,
    private readonly crossings: Crossings,
  ) {}

  async execute({ call, remittanceId, receiptNumber, coverFrom, coverThrough, rejected = [] }: AcknowledgeRemittance) {
    parseRemittanceId(remittanceId);
    const steps = this.crossings.begin(call);
    const people = rejected.map(({ workerId, reason }) => ({ workerId, reason }));
    const workers = people.map(({ workerId }) => workerId);
    const receipt = { receiptNumber, coverFrom, coverThrough, rejected: people, acknowledgedBy: call.by };
    const acknowledge = { type: 'AcknowledgeRemittance', ...receipt } as const;
    await steps.unlessDone(remittanceDecider, remittanceId, async () => {
      // Once it is acknowledged, who was rejected is not in it any more: that is no reason to give.
      await steps.rehearse(remittanceDecider, remittanceId, acknowledge);
      await this.members.named(remittanceId, workers);
    });
    await steps.take(remittanceDecider, remittanceId, acknowledge);
    return new Written({ remittanceId }, steps.position);
  }
}

export class ReceiveRefund extends LedgerCommand<{ remittanceId: string; refundId: string }> {
  remittanceId!: string;
  @Amount() amount!: string;
  @Id({ description: 'Rekening program yang menerima.' }) accountId!: string;
  @Text({ max: 100 }) reference!: string;
  @Day({ description: 'Tanggal valuta.' }) receivedOn!: string;
  @TextList({ min: 1, max: 5_000, description: 'Pekerja yang iurannya dikembalikan.' }) workers!: string[];
  @Text({ max: 500 }) reason!: string;
}

@CommandHandler(ReceiveRefund)
export class ReceiveRefundHandler implements ICommandHandler<ReceiveRefund> {
  constructor(
    private readonly ledger: Ledger,
    private readonly members: RemittanceMembers,
    private readonly crossings: Crossings,
  ) {}

  async execute({ call, remittanceId, amount, accountId, reference, receivedOn, workers, reason }: ReceiveRefund) {
    parseRemittanceId(remittanceId);
    const { state } = await this.ledger.load(schemeDecider, SCHEME_ID);
    accountOf(state, accountId);
    const steps = this.crossings.begin(call);
    const refundId = call.newId('refund');
    const named = () => this.members.settled(remittanceId, workers);
    const people = (await steps.unlessDone(remittanceDecider, remittanceId, named)) ?? [];
    const worth = await this.members.worth(remittanceId);
    const refund = { refundId, amount, accountId, reference, receivedOn, workers: people, reason, worth };
    await steps.take(remittanceDecider, remittanceId, { type: 'ReceiveRefund', ...refund });
    return new Written({ remittanceId, refundId }, steps.position);
  }
}
