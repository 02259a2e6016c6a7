import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  accountOf,
  creditDecider,
  creditIdOf,
  creditKeyOf,
  deductionsOf,
  Rejection,
  schemeDecider,
  sponsorDecider,
  type Deduction,
  type DrawPart,
} from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import type { Steps } from '../crossings/steps';
import type { Call } from '../http/call';
import { LedgerCommand } from '../http/command';
import { Amount, Day, Id, NestedList, Text, Whole } from '../http/fields';
import { Written } from '../http/written';
import { Calls } from '../ledger/calls';
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

interface Line extends Deduction {
  readonly paymentId: string;
  readonly call: Call;
}

/** One payroll credit for many sponsors: a payment for each, drawn from the one credit. */
@CommandHandler(RecordDeductions)
export class RecordDeductionsHandler implements ICommandHandler<RecordDeductions> {
  constructor(
    private readonly ledger: Ledger,
    private readonly calls: Calls,
    private readonly crossings: Crossings,
  ) {}

  /** The whole list is tried before anything is written; each line then has a command id of its own. */
  async execute(command: RecordDeductions) {
    const { call, amount, valueDate, reference, sequence, ordinal } = command;
    const deductions = deductionsOf(amount, command.list);
    const { state: scheme } = await this.ledger.load(schemeDecider, SCHEME_ID);
    const { accountId, ...account } = accountOf(scheme, command.accountId);
    const creditKey = creditKeyOf({ ...account, accountId }, { reference, valueDate, amount, sequence, ordinal });
    const credit = { accountId, creditKey, creditAmount: amount, valueDate, reference, sequence };
    const lines = deductions.map((deduction, index): Line => {
      // The first line is the command itself, so that its key is known to belong to this list.
      const own = index === 0 ? call : this.calls.partOf(call, `deduction:${deduction.sponsorId}`, call.inputHash);
      return { ...deduction, call: own, paymentId: idOfSponsor(deduction.sponsorId, own.newId('payment')) };
    });
    const draws = lines.map((line) => ({ line, draw: drawOf(line, credit) }));
    const stream = creditIdOf(accountId, creditKey);
    const begun = this.crossings.begin(call);
    if ((await begun.doneIn(creditDecider, stream)) === undefined) await rehearse(draws, stream, begun);
    let position: string | undefined;
    for (const { line, draw } of draws) {
      const steps = this.crossings.begin(line.call);
      await steps.take(creditDecider, stream, draw);
      position = steps.position ?? position;
    }
    const payments = lines.map(({ paymentId, sponsorId, amount: part }) => ({ paymentId, sponsorId, amount: part }));
    return new Written({ accountId, creditKey, payments }, position);
  }
}

type Credit = Pick<DrawPart, 'accountId' | 'creditKey' | 'creditAmount' | 'valueDate' | 'reference' | 'sequence'>;

const drawOf = ({ paymentId, sponsorId, amount, call }: Line, credit: Credit): DrawPart => ({
  type: 'DrawPart',
  ...credit,
  paymentId,
  sponsorId,
  amount,
  channel: 'payroll',
  recordedBy: call.by,
});

/** Whether credit and sponsors take it, as things stand. @throws Rejection naming the sponsor; nothing is stored */
async function rehearse(
  draws: readonly { readonly line: Line; readonly draw: DrawPart }[],
  stream: string,
  steps: Steps,
): Promise<void> {
  const [first] = draws;
  if (!first) throw new Error('a deduction list without lines');
  await steps.rehearse(creditDecider, stream, { ...first.draw, amount: first.draw.creditAmount });
  for (const { line, draw } of draws) {
    const { accountId, creditKey, valueDate, paymentId, amount, recordedBy } = draw;
    const custody = { kind: 'scheme', accountId, creditKey, channel: 'payroll' } as const;
    const payment = { type: 'RecordPayment', paymentId, amount, custody, valueDate, recordedBy } as const;
    try {
      await steps.rehearse(sponsorDecider, line.sponsorId, payment);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const { code, sentence, english, details } = error;
      const { sponsorId } = line;
      throw new Rejection(code, `${sponsorId}: ${sentence}`, `${sponsorId}: ${english}`, { ...details, sponsorId });
    }
  }
}
