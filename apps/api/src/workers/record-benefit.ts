import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { BENEFIT_KINDS, workerDecider, type BenefitKind } from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { Amount, Day, OneOf, Text, Whole } from '../http/fields';
import { Ledger } from '../ledger/ledger';

export class RecordBenefit extends LedgerCommand<{ workerId: string }> {
  workerId!: string;
  @OneOf(BENEFIT_KINDS) kind!: BenefitKind;
  @Amount({ example: '42000000', description: 'Yang dibayar BPJS; bukan uang program.' }) amount!: string;
  @Whole({ max: 99, description: 'Jumlah ahli waris penerima; 0 bila diterima pekerja sendiri.' }) heirs!: number;
  @Text({ max: 100, description: 'Nomor penetapan atau bukti bayar BPJS: manfaat yang sama, nomor yang sama.' })
  reference!: string;
  @Day({ description: 'Hari dibayar BPJS.' }) paidOn!: string;
}

@CommandHandler(RecordBenefit)
export class RecordBenefitHandler implements ICommandHandler<RecordBenefit> {
  constructor(private readonly ledger: Ledger) {}

  execute({ call, workerId, kind, amount, heirs, reference, paidOn }: RecordBenefit) {
    const command = { type: 'RecordBenefit', kind, amount, heirs, reference, paidOn } as const;
    return this.ledger.write(workerDecider, workerId, command, call, { workerId });
  }
}
