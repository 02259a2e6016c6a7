import type { LocalDate } from '../calendar';
import type { Context, Decider } from '../decider';
import type { Rupiah } from '../money';
import { commandRefused, type RefuseCommand } from '../refused';
import { Rejection } from '../rejection';
import { requireAmount, requireNotFuture, rupiah, rupiahEnglish } from '../requirements';
import type { BpjsCodeEvent, BpjsCodePayer } from './events';

/** Money reached BPJS under this billing code. */
export interface ClaimCode {
  readonly type: 'ClaimCode';
  readonly code: string;
  readonly amount: Rupiah;
  readonly payer: BpjsCodePayer;
  /** The day BPJS received the money. */
  readonly paidOn: LocalDate;
}
/** The payer's later step was refused, or its payment is taken back: the code is free again. */
export interface ReleaseCode {
  readonly type: 'ReleaseCode';
  /** Remittance or payment that gives it up: a code held by another stays held. Absent: whoever holds it. */
  readonly payerId?: string | undefined;
  readonly reason: string;
}
export type BpjsCodeCommand = ClaimCode | ReleaseCode | RefuseCommand;

export type BpjsCodeState =
  | { readonly status: 'free' }
  | {
      readonly status: 'claimed';
      readonly code: string;
      readonly amount: Rupiah;
      readonly payerId: string;
      readonly paidOn: LocalDate;
    };

/** Owner of: a billing code is paid once, whether from the scheme's account or by a sponsor direct. */
export const bpjsCodeDecider: Decider<BpjsCodeState, BpjsCodeCommand, BpjsCodeEvent> = {
  category: 'credit-bpjs',
  initial: () => ({ status: 'free' }),
  decide: (state, command, context) => {
    switch (command.type) {
      case 'ClaimCode':
        return claimCode(state, command, context);
      case 'ReleaseCode': {
        if (state.status === 'free' || (command.payerId ?? state.payerId) !== state.payerId) return [];
        // From the claim's own day: the next payer's claim may hold from a day before this one was released.
        const { code, paidOn } = state;
        return [{ type: 'BpjsCodeReleased', data: { code, reason: command.reason, effectiveOn: paidOn } }];
      }
      case 'RefuseCommand':
        return [commandRefused(command, context)];
      default:
        command satisfies never;
        throw new Error('unknown command');
    }
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'BpjsCodeClaimed': {
        const { code, amount, payer, effectiveOn } = event.data;
        return { status: 'claimed', code, amount, payerId: payerIdOf(payer), paidOn: effectiveOn };
      }
      case 'BpjsCodeReleased':
        return { status: 'free' };
      case 'CommandRefused':
        return state;
      default:
        event satisfies never;
        throw new Error('unknown event');
    }
  },
};

/** The remittance or direct payment that paid. */
export const payerIdOf = (payer: BpjsCodePayer): string =>
  payer.kind === 'remittance' ? payer.remittanceId : payer.paymentId;

function claimCode(state: BpjsCodeState, command: ClaimCode, context: Context): BpjsCodeEvent[] {
  const { code, amount, payer, paidOn } = command;
  assertBillingCode(code);
  requireAmount(amount, 'amount');
  // As the one who pays names it: a direct payment has the day of its receipt as value date.
  requireNotFuture(paidOn, payer.kind === 'direct' ? 'valueDate' : 'paidOn', context);
  if (state.status === 'claimed') {
    const repeated = state.payerId === payerIdOf(payer) && state.amount === amount && state.paidOn === paidOn;
    if (repeated) return [];
    throw new Rejection(
      'billing-code-already-paid',
      `Kode iuran ${code} sudah dibayar ${rupiah(state.amount)} pada ${state.paidOn}. Periksa kode pada kwitansi; satu kode hanya dibayar satu kali.`,
      `The billing code ${code} was already paid, ${rupiahEnglish(state.amount)} on ${state.paidOn}. Check the code on the receipt; a code is paid once.`,
      { field: 'billingCode', billingCode: code, amount: state.amount, paidOn: state.paidOn },
    );
  }
  return [{ type: 'BpjsCodeClaimed', data: { code, amount, payer, effectiveOn: paidOn } }];
}

/**
 * A billing code (kode iuran) is opaque: 8 to 20 digits (11 for wage earners, 12 on receipts seen; DOMAIN 4.2).
 * @throws Rejection billing-code-invalid
 */
export function assertBillingCode(code: string): void {
  if (/^[0-9]{8,20}$/.test(code)) return;
  throw new Rejection(
    'billing-code-invalid',
    'Kode iuran BPJS terdiri atas 8 sampai 20 angka tanpa spasi atau tanda baca. Salin dari tagihan atau kwitansi.',
    'A BPJS billing code has 8 to 20 digits without spaces or punctuation. Copy it from the bill or the receipt.',
    { field: 'billingCode' },
  );
}
