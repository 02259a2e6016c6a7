import type { LocalDate } from '../calendar';
import { isPositive, subtract, sum, type Rupiah } from '../money';
import type { CreditEvent } from './events';

/** What one payment took of a credit. */
export interface CreditPart {
  readonly sponsorId: string;
  readonly status: 'drawn' | 'returned' | 'charged-back';
  /** Drawn, less what the bank charged back; `"0"` once returned. */
  readonly live: Rupiah;
}

export interface RecordedCredit {
  readonly status: 'recorded';
  readonly accountId: string;
  readonly creditKey: string;
  readonly amount: Rupiah;
  readonly valueDate: LocalDate;
  /** How often it was recorded: once, and once more with every correction. */
  readonly readings: number;
  readonly chargedBack: Rupiah;
  /** Σ live parts. */
  readonly drawn: Rupiah;
  /** By payment. */
  readonly parts: Map<string, CreditPart>;
}

export type CreditState = { readonly status: 'unknown' } | RecordedCredit;

/** What can still be drawn: the credit less what the bank took back and what payments hold. Never negative. */
export const leftOf = ({ amount, chargedBack, drawn }: RecordedCredit): Rupiah =>
  subtract(amount, sum(chargedBack, drawn));

/** Whether what was recorded may be read otherwise: no payment holds any of it and the bank took nothing back. */
export const isCorrectable = ({ drawn, chargedBack }: RecordedCredit): boolean =>
  !isPositive(drawn) && !isPositive(chargedBack);

export function evolveCredit(state: CreditState, event: CreditEvent): CreditState {
  if (event.type === 'CommandRefused') return state;
  if (event.type === 'CreditRecorded') {
    const { accountId, creditKey, amount, effectiveOn } = event.data;
    const before = state.status === 'recorded' ? state : undefined;
    if (before && isPositive(before.amount)) throw new Error(`credit ${creditKey} recorded twice`);
    return {
      status: 'recorded',
      accountId,
      creditKey,
      amount,
      valueDate: effectiveOn,
      readings: (before?.readings ?? 0) + 1,
      chargedBack: '0',
      drawn: '0',
      parts: before?.parts ?? new Map<string, CreditPart>(),
    };
  }
  if (state.status === 'unknown') throw new Error(`${event.type} before CreditRecorded`);
  if (event.type === 'CreditCorrected') {
    if (!isCorrectable(state)) throw new Error(`credit ${state.creditKey} corrected while it is used`);
    return { ...state, amount: '0' };
  }
  const { paymentId, amount } = event.data;
  switch (event.type) {
    case 'CreditPartDrawn':
      state.parts.set(paymentId, { sponsorId: event.data.sponsorId, status: 'drawn', live: amount });
      return { ...state, drawn: sum(state.drawn, amount) };
    case 'CreditPartReturned':
      state.parts.set(paymentId, { ...partAt(state, paymentId), status: 'returned', live: '0' });
      return { ...state, drawn: subtract(state.drawn, amount) };
    case 'CreditChargedBack': {
      const part = partAt(state, paymentId);
      const live = subtract(part.live, amount);
      state.parts.set(paymentId, { ...part, status: isPositive(live) ? 'drawn' : 'charged-back', live });
      return { ...state, drawn: subtract(state.drawn, amount), chargedBack: sum(state.chargedBack, amount) };
    }
    default:
      event satisfies never;
      throw new Error('unknown event');
  }
}

function partAt(state: RecordedCredit, paymentId: string): CreditPart {
  const part = state.parts.get(paymentId);
  if (!part) throw new Error(`payment ${paymentId} drew nothing from credit ${state.creditKey}`);
  return part;
}
