import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  accountOf,
  chunks,
  creditDecider,
  creditIdOf,
  creditKeyOf,
  deductionsOf,
  Rejection,
  schemeDecider,
  sponsorDecider,
  type Deduction,
  type DrawParts,
} from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import type { Steps } from '../crossings/steps';
import { LedgerCommand } from '../http/command';
import { Amount, Day, Id, NestedList, Text, Whole } from '../http/fields';
import { Written } from '../http/written';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';
import { idOfSponsor } from '../pledges/pledge-id';

const MOST_LINES = 1_000;

export class DeductionLine {
  @Id() sponsorId!: string;
  @Amount({ description: 'Potongan dari penanggung ini.' }) amount!: string;
}

export interface DeductionsAnswer {
  readonly accountId: string;
  readonly creditKey: string;
  readonly payments: readonly { paymentId: string; sponsorId: string; amount: string }[];
}

export class RecordDeductions extends LedgerCommand<DeductionsAnswer> {
  @Id({ description: 'Rekening program.' }) accountId!: string;
  @Amount({ description: 'Seluruh kredit di rekening koran; sama dengan jumlah daftar.' }) amount!: string;
  @Day({ description: 'Tanggal valuta kredit.' }) valueDate!: string;
  @Text({ optional: true, max: 100, description: 'Nomor referensi bank.' }) reference?: string;
  @Text({ optional: true, max: 60, description: 'Nomor urut bank.' }) sequence?: string;
  @Whole({ optional: true, min: 1, max: 999, description: 'Urutan kredit yang sama pada hari itu.' }) ordinal?: number;
  @NestedList(() => DeductionLine, { min: 1, max: MOST_LINES, description: 'Daftar potongan gaji atau TPP.' })
  list!: DeductionLine[];
}

/** Parts drawn in one append, which stays below what a store takes: with their metadata some 300 KB. */
const PARTS_AT_ONCE = 400;

interface Line extends Deduction {
  readonly paymentId: string;
}
type Credit = Omit<DrawParts, 'type' | 'parts'>;

/** One payroll credit for many sponsors: a payment for each, drawn from the one credit. */
@CommandHandler(RecordDeductions)
export class RecordDeductionsHandler implements ICommandHandler<RecordDeductions> {
  constructor(
    private readonly ledger: Ledger,
    private readonly crossings: Crossings,
  ) {}

  /** The whole list is tried before anything is written; from then on every part drawn becomes its payment by itself. */
  async execute(command: RecordDeductions) {
    const { call, amount, valueDate, reference, sequence, ordinal } = command;
    const deductions = deductionsOf(amount, command.list);
    const { state: scheme } = await this.ledger.load(schemeDecider, SCHEME_ID);
    const account = accountOf(scheme, command.accountId);
    const { accountId } = account;
    const creditKey = creditKeyOf(account, { reference, valueDate, amount, sequence, ordinal });
    const read = { accountId, creditKey, creditAmount: amount, valueDate, reference, sequence };
    const credit = { ...read, channel: 'payroll', recordedBy: call.by };
    const payments = deductions.map((deduction): Line => {
      const { sponsorId } = deduction;
      return { paymentId: idOfSponsor(sponsorId, call.newId(`payment:${sponsorId}`)), ...deduction };
    });
    const stream = creditIdOf(accountId, creditKey);
    const steps = this.crossings.begin(call);
    await steps.unlessDone(creditDecider, stream, () => rehearse(credit, payments, stream, steps));
    for (const [index, parts] of chunks(payments, PARTS_AT_ONCE).entries()) {
      await steps.take(
        creditDecider,
        stream,
        { type: 'DrawParts', ...credit, parts },
        index === 0 ? '' : `part-${index}`,
      );
    }
    return new Written({ accountId, creditKey, payments }, steps.position);
  }
}

/** Whether credit and sponsors take it, as things stand. @throws Rejection naming the sponsor; nothing is stored */
async function rehearse(credit: Credit, parts: readonly Line[], stream: string, steps: Steps): Promise<void> {
  await steps.rehearse(creditDecider, stream, { type: 'DrawParts', ...credit, parts });
  const { accountId, creditKey, valueDate, recordedBy } = credit;
  const custody = { kind: 'scheme', accountId, creditKey, channel: 'payroll' } as const;
  for (const { paymentId, sponsorId, amount } of parts) {
    const payment = { type: 'RecordPayment', paymentId, amount, custody, valueDate, recordedBy } as const;
    try {
      await steps.rehearse(sponsorDecider, sponsorId, payment);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const { code, sentence, english, details } = error;
      throw new Rejection(code, `${sponsorId}: ${sentence}`, `${sponsorId}: ${english}`, { ...details, sponsorId });
    }
  }
}
