import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  accountOf,
  bpjsCodeDecider,
  parseRemittanceId,
  Rejection,
  remittanceDecider,
  schemeDecider,
} from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import { LedgerCommand } from '../http/command';
import { Day, Id, Text } from '../http/fields';
import { Written } from '../http/written';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';

export class PayRemittance extends LedgerCommand<{ remittanceId: string }> {
  remittanceId!: string;
  @Day({ description: 'Tanggal valuta pembayaran.' }) paidOn!: string;
  @Id({ optional: true, description: 'Rekening program; tidak perlu bila seluruhnya dari kredit di BPJS.' })
  accountId?: string;
  @Text({ max: 100, description: 'Nomor referensi pembayaran.' }) reference!: string;
}

@CommandHandler(PayRemittance)
export class PayRemittanceHandler implements ICommandHandler<PayRemittance> {
  constructor(
    private readonly ledger: Ledger,
    private readonly crossings: Crossings,
  ) {}

  /** The billing code is claimed first: it is paid once, whoever pays it. */
  async execute({ call, remittanceId, paidOn, accountId, reference }: PayRemittance) {
    parseRemittanceId(remittanceId);
    const { state: scheme } = await this.ledger.load(schemeDecider, SCHEME_ID);
    if (accountId !== undefined) accountOf(scheme, accountId);
    const { state } = await this.ledger.load(remittanceDecider, remittanceId);
    if (!('billingCode' in state) || state.direct) throw notOfTheScheme(remittanceId);
    const { billingCode: code } = state;
    const steps = this.crossings.begin(call);
    const pay = { type: 'PayRemittance', paidOn, accountId, reference, paidBy: call.by } as const;
    await steps.unlessDone(bpjsCodeDecider, code, () => steps.rehearse(remittanceDecider, remittanceId, pay));
    const payer = { kind: 'remittance', remittanceId, accountId: accountId ?? '', reference } as const;
    const amount = 'amount' in state ? state.amount : '0';
    await steps.take(bpjsCodeDecider, code, { type: 'ClaimCode', code, amount, payer, paidOn });
    return new Written({ remittanceId }, steps.position);
  }
}

const notOfTheScheme = (remittanceId: string) =>
  new Rejection(
    'remittance-unknown',
    'Penyetoran ini tidak ada, atau dibayar langsung oleh penanggung. Periksa nomornya: wadah, bulan, urutan.',
    'There is no such remittance, or its sponsor paid it directly. Check its id: group, month, number.',
    { remittanceId },
  );
