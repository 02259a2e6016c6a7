import type { LocalDate } from '../calendar';
import type { Context, Decider } from '../decider';
import { compare, isPositive, subtract, sum, type Rupiah } from '../money';
import { commandRefused, type RefuseCommand } from '../refused';
import { Rejection } from '../rejection';
import { requireAmount, requireNotFuture, rupiah, rupiahEnglish } from '../requirements';
import {
  evolveCredit,
  isCorrectable,
  leftOf,
  type CreditPart,
  type CreditState,
  type RecordedCredit,
} from './credit-state';
import type { CreditEvent } from './events';

/**
 * Takes part of a bank credit for a payment; the first one also records the credit. While nothing is drawn, one that
 * reads the credit otherwise corrects it.
 */
export interface DrawPart {
  readonly type: 'DrawPart';
  readonly accountId: string;
  readonly creditKey: string;
  /** The whole credit as on the statement. */
  readonly creditAmount: Rupiah;
  readonly valueDate: LocalDate;
  readonly reference?: string | undefined;
  readonly sequence?: string | undefined;
  readonly paymentId: string;
  readonly sponsorId: string;
  readonly amount: Rupiah;
  readonly channel?: string | undefined;
  readonly recordedBy: string;
}
/** What one payment takes of a credit. */
export type AskedPart = Pick<DrawPart, 'paymentId' | 'sponsorId' | 'amount'>;
/** Takes parts for several payments in one append: all of them, or none. */
export interface DrawParts extends Omit<DrawPart, 'type' | keyof AskedPart> {
  readonly type: 'DrawParts';
  readonly parts: readonly AskedPart[];
}
/** The payment was rejected or reversed: its part can be drawn again. */
export interface ReturnPart {
  readonly type: 'ReturnPart';
  readonly paymentId: string;
  readonly reason: string;
}
/** The bank took (part of) a payment's money back: the credit is smaller and nothing becomes free. */
export interface ChargeBack {
  readonly type: 'ChargeBack';
  readonly paymentId: string;
  readonly amount: Rupiah;
  readonly reason: string;
}
export type CreditCommand = DrawPart | DrawParts | ReturnPart | ChargeBack | RefuseCommand;

/** Owner of: Σ parts ≤ credit. Money counts once over all sponsors; one payroll credit serves many of them. */
export const creditDecider: Decider<CreditState, CreditCommand, CreditEvent> = {
  category: 'credit',
  initial: () => ({ status: 'unknown' }),
  decide: (state, command, context) => {
    switch (command.type) {
      case 'DrawPart':
        return drawPart(state, command, context);
      case 'DrawParts':
        return drawParts(state, command, context);
      case 'ReturnPart':
        return returnPart(state, command);
      case 'ChargeBack':
        return chargeBack(state, command, context);
      case 'RefuseCommand':
        return [commandRefused(command, context)];
      default:
        command satisfies never;
        throw new Error('unknown command');
    }
  },
  evolve: evolveCredit,
};

function drawPart(state: CreditState, command: DrawPart, context: Context): CreditEvent[] {
  const { accountId, creditKey, creditAmount, valueDate, paymentId, sponsorId, amount, channel, recordedBy } = command;
  requireAmount(creditAmount, 'creditAmount');
  requireAmount(amount, 'amount');
  requireNotFuture(valueDate, 'valueDate', context);
  const { events, left } = read(state, command);
  if (state.status === 'recorded' && state.parts.has(paymentId)) throw paymentExists(paymentId);
  requireLeft(creditAmount, left, amount);
  const part = { accountId, creditKey, paymentId, sponsorId, amount, ...(channel === undefined ? {} : { channel }) };
  return [...events, { type: 'CreditPartDrawn', data: { ...part, recordedBy, effectiveOn: valueDate } }];
}

function drawParts(state: CreditState, { parts, ...credit }: DrawParts, context: Context): CreditEvent[] {
  requireAmount(credit.creditAmount, 'creditAmount');
  parts.forEach(({ amount }, line) => requireAmount(amount, `list.${line}.amount`));
  const { left } = read(state, credit);
  const total = sum(...parts.map(({ amount }) => amount));
  requireLeft(credit.creditAmount, left, total);
  if (new Set(parts.map(({ paymentId }) => paymentId)).size < parts.length) throw new Error('a payment drawn twice');
  return parts.flatMap((part, line) =>
    drawPart(state, { ...credit, ...part, type: 'DrawPart' }, context).filter(
      ({ type }) => line === 0 || type === 'CreditPartDrawn',
    ),
  );
}

type Reading = Omit<DrawParts, 'type' | 'parts'>;

/** What an entry of the credit adds to the record, and what can then be drawn from it. @throws Rejection credit-differs */
function read(state: CreditState, reading: Reading): { events: CreditEvent[]; left: Rupiah } {
  if (state.status === 'unknown') return { events: [recorded(reading, 1)], left: reading.creditAmount };
  requireSameCredit(state, reading);
  const { creditAmount, valueDate, recordedBy } = reading;
  if (state.amount === creditAmount && state.valueDate === valueDate) return { events: [], left: leftOf(state) };
  if (!isCorrectable(state)) throw creditDiffers(state, reading);
  const { accountId, creditKey, readings, amount: previous, valueDate: effectiveOn } = state;
  const right = { amount: creditAmount, valueDate, recordedBy };
  const data = { accountId, creditKey, reading: readings, previous, ...right, effectiveOn };
  return { events: [{ type: 'CreditCorrected', data }, recorded(reading, readings + 1)], left: creditAmount };
}

function recorded(
  { accountId, creditKey, creditAmount, valueDate, reference, sequence }: Reading,
  reading: number,
): CreditEvent {
  const line = { ...(reference === undefined ? {} : { reference }), ...(sequence === undefined ? {} : { sequence }) };
  const data = { accountId, creditKey, amount: creditAmount, ...line, ...numbered(reading), effectiveOn: valueDate };
  return { type: 'CreditRecorded', data };
}

/** The first reading goes without its number, as those did that were written before credits could be corrected. */
const numbered = (reading: number) => (reading === 1 ? {} : { reading });

function requireSameCredit({ accountId, creditKey }: RecordedCredit, reading: Reading): void {
  if (accountId === reading.accountId && creditKey === reading.creditKey) return;
  throw new Error(`credit ${creditKey} on ${accountId} was asked for another credit`);
}

/** Another reading of a credit that is used is a typing error, now or then, or another credit under the same key. */
function creditDiffers(credit: RecordedCredit, reading: Reading): Rejection {
  const { amount, valueDate, drawn, chargedBack } = credit;
  const { creditAmount: askedAmount, valueDate: askedValueDate } = reading;
  const [wayOut, english] = isPositive(chargedBack)
    ? [
        'Kredit yang sudah ditarik kembali oleh bank tidak dapat dikoreksi.',
        'A credit that the bank charged back cannot be corrected.',
      ]
    : [
        'Bila yang tercatat itu salah: mintalah pemeriksa menolak setoran yang memakai kredit ini (yang sudah diperiksa: batalkan), lalu catat lagi.',
        'If what is recorded is wrong: have the verifier reject the payments that use this credit (reverse those already verified), then record it again.',
      ];
  return new Rejection(
    'credit-differs',
    `Kredit ini sudah tercatat sebesar ${rupiah(amount)} dengan tanggal valuta ${valueDate}, bukan ${rupiah(askedAmount)} tanggal ${askedValueDate}. Cocokkan dengan rekening koran. ${wayOut}`,
    `This credit is recorded as ${rupiahEnglish(amount)} with value date ${valueDate}, not ${rupiahEnglish(askedAmount)} of ${askedValueDate}. Compare with the bank statement. ${english}`,
    { creditAmount: amount, valueDate, drawn, chargedBack, askedAmount, askedValueDate },
  );
}

function requireLeft(credit: Rupiah, left: Rupiah, asked: Rupiah): void {
  if (compare(asked, left) <= 0) return;
  const drawn = subtract(credit, left);
  throw new Rejection(
    'credit-overdrawn',
    `Dari kredit ${rupiah(credit)} sudah terpakai ${rupiah(drawn)}; tersisa ${rupiah(left)}, sedangkan diminta ${rupiah(asked)}. Kurangi jumlahnya, atau periksa setoran lain dari kredit ini.`,
    `Of the credit of ${rupiahEnglish(credit)}, ${rupiahEnglish(drawn)} is used; ${rupiahEnglish(left)} is left and ${rupiahEnglish(asked)} is asked. Reduce the amount, or check the other payments from this credit.`,
    { field: 'amount', credit, drawn, asked, left },
  );
}

/**
 * Holds from the value date, as the draw did: the next payment drawn from this credit holds from that day too, and on
 * no day seen back may the parts exceed the credit.
 */
function returnPart(state: CreditState, { paymentId, reason }: ReturnPart): CreditEvent[] {
  const { credit, part } = partOf(state, paymentId);
  const { accountId, creditKey, valueDate } = credit;
  if (part.status === 'returned' || !isPositive(part.live)) return [];
  const data = { accountId, creditKey, paymentId, amount: part.live, reason, effectiveOn: valueDate };
  return [{ type: 'CreditPartReturned', data }];
}

function chargeBack(state: CreditState, command: ChargeBack, { today }: Context): CreditEvent[] {
  const { paymentId, amount, reason } = command;
  const { credit, part } = partOf(state, paymentId);
  requireAmount(amount, 'amount');
  if (part.status === 'returned') {
    throw new Rejection(
      'payment-not-live',
      `Setoran "${paymentId}" tidak lagi memakai kredit ini. Pilih setoran yang masih memakainya.`,
      `The payment "${paymentId}" no longer uses this credit. Choose a payment that still does.`,
      { paymentId, status: part.status },
    );
  }
  if (compare(amount, part.live) > 0) {
    throw new Rejection(
      'amount-invalid',
      `Bank dapat menarik paling banyak ${rupiah(part.live)} dari setoran ini, bukan ${rupiah(amount)}.`,
      `At most ${rupiahEnglish(part.live)} of this payment can be charged back, not ${rupiahEnglish(amount)}.`,
      { field: 'amount', paymentId, amount, left: part.live },
    );
  }
  const { accountId, creditKey, readings } = credit;
  const taken = { accountId, creditKey, paymentId, amount, reason, ...numbered(readings), effectiveOn: today };
  return [{ type: 'CreditChargedBack', data: taken }];
}

function partOf(state: CreditState, paymentId: string): { credit: RecordedCredit; part: CreditPart } {
  const part = state.status === 'recorded' ? state.parts.get(paymentId) : undefined;
  if (state.status === 'recorded' && part) return { credit: state, part };
  throw new Rejection(
    'payment-unknown',
    `Setoran "${paymentId}" tidak memakai kredit ini. Periksa nomor setoran.`,
    `The payment "${paymentId}" does not use this credit. Check the payment id.`,
    { field: 'paymentId', paymentId },
  );
}

const paymentExists = (paymentId: string): Rejection =>
  new Rejection(
    'payment-exists',
    `Setoran "${paymentId}" sudah memakai kredit ini. Catat setoran lain dengan nomor baru.`,
    `The payment "${paymentId}" already uses this credit. Record another payment under a new id.`,
    { field: 'paymentId', paymentId },
  );
