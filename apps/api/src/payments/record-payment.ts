import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  accountOf,
  bpjsCodeDecider,
  creditDecider,
  creditIdOf,
  creditKeyOf,
  groupOf,
  Rejection,
  owedIn,
  requireAmount,
  schemeDecider,
  sponsorDecider,
  type DrawPart,
} from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import type { Steps } from '../crossings/steps';
import { LedgerCommand } from '../http/command';
import { Amount, Day, Flag, Id, MonthList, OneOf, Text, TextList, Whole } from '../http/fields';
import { Written } from '../http/written';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';
import { idOfSponsor } from '../pledges/pledge-id';
import { DirectLists } from './direct-lists';

const CUSTODIES = ['scheme', 'direct'] as const;
const CHANNELS = ['transfer', 'payroll', 'virtual-account', 'qris', 'cash'] as const;

export class RecordPayment extends LedgerCommand<{ paymentId: string; sponsorId: string }> {
  sponsorId!: string;
  @Amount({ description: 'Setoran penanggung ini, rupiah bulat.' }) amount!: string;
  @Day({ description: 'Tanggal valuta kredit bank, atau tanggal kwitansi BPJS.' }) valueDate!: string;
  @OneOf(CUSTODIES, {
    description: '`scheme`: bagian dari kredit rekening program. `direct`: dibayar ke BPJS sendiri.',
  })
  custody!: (typeof CUSTODIES)[number];

  @Id({ optional: true, description: 'scheme: rekening program.' }) accountId?: string;
  @Amount({ optional: true, description: 'scheme: seluruh kredit di rekening koran; baku sama dengan amount.' })
  creditAmount?: string;
  @Text({ optional: true, max: 100, description: 'scheme: nomor referensi bank.' }) reference?: string;
  @Text({ optional: true, max: 60, description: 'scheme: nomor urut bank.' }) sequence?: string;
  @Whole({ optional: true, min: 1, max: 999, description: 'scheme: urutan kredit yang sama pada hari itu.' })
  ordinal?: number;
  @OneOf(CHANNELS, { optional: true }) channel?: (typeof CHANNELS)[number];

  @Id({ optional: true, description: 'direct: ikrar yang dibayar.' }) pledgeId?: string;
  @Id({ optional: true, description: 'direct: wadah.' }) group?: string;
  @MonthList({ optional: true, description: 'direct: bulan iuran yang dibayar.' }) months?: string[];
  @Text({ optional: true, max: 20, description: 'direct: kode iuran.' }) billingCode?: string;
  @Text({ optional: true, max: 40, description: 'direct: nomor kwitansi BPJS.' }) receiptNumber?: string;
  @TextList({ optional: true, max: 20_000, description: 'direct: pekerja; baku semua yang ditetapkan pada ikrar.' })
  workers?: string[];
  @Flag({ optional: true, description: 'direct: tambahan iuran menurut tarif yang terbit kemudian, tanpa daftar.' })
  additionalCharge?: boolean;
}

@CommandHandler(RecordPayment)
export class RecordPaymentHandler implements ICommandHandler<RecordPayment> {
  constructor(
    private readonly ledger: Ledger,
    private readonly lists: DirectLists,
    private readonly crossings: Crossings,
  ) {}

  async execute(command: RecordPayment) {
    const { call, sponsorId } = command;
    const paymentId = idOfSponsor(sponsorId, call.newId('payment'));
    requireAmount(command.amount, 'amount');
    const steps = this.crossings.begin(call);
    if (command.custody === 'scheme') {
      const { stream, draw } = await this.draw(command, paymentId);
      await rehearse(draw, stream, steps);
      // Most credits are one payment's: the stream is not read first.
      const { events } = await steps.onlyNew(creditDecider, stream, draw);
      await this.crossings.follow(events, steps);
    } else {
      const claim = await this.claim(command, paymentId, steps);
      await steps.take(bpjsCodeDecider, claim.code, claim);
    }
    return new Written({ paymentId, sponsorId }, steps.position);
  }

  private async draw(command: RecordPayment, paymentId: string) {
    const { call, sponsorId, amount, valueDate, reference, sequence, ordinal, channel } = command;
    const creditAmount = command.creditAmount ?? amount;
    requireAmount(creditAmount, 'creditAmount');
    const { state: scheme } = await this.ledger.load(schemeDecider, SCHEME_ID);
    const account = accountOf(scheme, given(command.accountId, 'accountId'));
    const creditKey = creditKeyOf(account, { reference, valueDate, amount: creditAmount, sequence, ordinal });
    const { accountId } = account;
    const credit = { accountId, creditKey, creditAmount, valueDate, reference, sequence };
    const draw: DrawPart = { type: 'DrawPart', ...credit, paymentId, sponsorId, amount, channel, recordedBy: call.by };
    return { stream: creditIdOf(accountId, creditKey), draw };
  }

  private async claim(command: RecordPayment, paymentId: string, steps: Steps) {
    const { sponsorId, amount, valueDate: paidOn } = command;
    const code = given(command.billingCode, 'billingCode');
    const pledgeId = given(command.pledgeId, 'pledgeId');
    const { state: scheme } = await this.ledger.load(schemeDecider, SCHEME_ID);
    const { group } = groupOf(scheme, given(command.group, 'group'));
    const months = [...new Set(given(command.months, 'months'))].sort();
    const receiptNumber = given(command.receiptNumber, 'receiptNumber');
    const direct = { kind: 'direct', sponsorId, paymentId, pledgeId, group, months, receiptNumber } as const;
    const claim = { type: 'ClaimCode', code, amount, paidOn } as const;
    if (command.additionalCharge) {
      const { state } = await this.ledger.load(sponsorDecider, sponsorId);
      const charge = owedIn(state, group, months);
      return { ...claim, payer: { ...direct, workers: [], charge, recordedBy: command.call.by } };
    }
    const list = () => this.lists.priced({ sponsorId, pledgeId, group, months, workers: command.workers });
    const workers = (await steps.unlessDone(bpjsCodeDecider, code, list)) ?? [];
    return { ...claim, payer: { ...direct, workers, recordedBy: command.call.by } };
  }
}

/**
 * Whether the sponsor takes the payment, before the credit is drawn: a credit of a payment that is refused would stay on
 * record as it was typed. @throws Rejection; nothing is stored
 */
async function rehearse(draw: DrawPart, stream: string, steps: Steps): Promise<void> {
  const { paymentId, sponsorId, amount, valueDate, recordedBy, accountId, creditKey, channel } = draw;
  const custody = { kind: 'scheme', accountId, creditKey, ...(channel && { channel }) } as const;
  const payment = { type: 'RecordPayment', paymentId, amount, custody, valueDate, recordedBy } as const;
  try {
    await steps.rehearse(sponsorDecider, sponsorId, payment);
  } catch (error) {
    // A repeat is refused because its first attempt was taken: that one's outcome is its answer.
    if (!(error instanceof Rejection) || !(await steps.doneIn(creditDecider, stream))) throw error;
  }
}

/** A field that this custody needs. @throws Rejection `payment-field-missing` */
function given<Value>(value: Value | undefined, field: string): Value {
  if (value !== undefined) return value;
  throw new Rejection(
    'payment-field-missing',
    `Isi ${field}: cara penyimpanan setoran ini memerlukannya.`,
    `Give ${field}: the custody of this payment needs it.`,
    { field },
  );
}
