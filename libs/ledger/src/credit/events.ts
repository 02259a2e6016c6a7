import type { DomainEvent } from '../decider';
import type { LocalDate, Month } from '../calendar';
import type { Rupiah } from '../money';
import type { CommandRefused } from '../refused';
import type { MonthlyPrice } from '../sponsor/events';

/** One bank credit, counted once over all sponsors. `effectiveOn` = value date. The remark text is not kept. */
export type CreditRecorded = DomainEvent<
  'CreditRecorded',
  {
    accountId: string;
    creditKey: string;
    amount: Rupiah;
    reference?: string;
    sequence?: string;
    /** From 2 on, after a correction; absent: the first. */
    reading?: number;
    effectiveOn: LocalDate;
  }
>;
/**
 * What was recorded of the credit was typed wrong: it is taken back from its own day, `effectiveOn`, and the right
 * reading follows as a CreditRecorded in the same append.
 */
export type CreditCorrected = DomainEvent<
  'CreditCorrected',
  {
    accountId: string;
    creditKey: string;
    /** Which CreditRecorded of this credit it takes back, from 1. */
    reading: number;
    /** As it was recorded. */
    previous: Rupiah;
    /** As it stands on the statement. */
    amount: Rupiah;
    valueDate: LocalDate;
    recordedBy: string;
    effectiveOn: LocalDate;
  }
>;
/** First step of a payment: carries all that the sponsor's PaymentRecorded needs. */
export type CreditPartDrawn = DomainEvent<
  'CreditPartDrawn',
  {
    accountId: string;
    creditKey: string;
    paymentId: string;
    sponsorId: string;
    amount: Rupiah;
    channel?: string;
    recordedBy: string;
    effectiveOn: LocalDate;
  }
>;
export type CreditPartReturned = DomainEvent<
  'CreditPartReturned',
  { accountId: string; creditKey: string; paymentId: string; amount: Rupiah; reason: string; effectiveOn: LocalDate }
>;
export type CreditChargedBack = DomainEvent<
  'CreditChargedBack',
  {
    accountId: string;
    creditKey: string;
    paymentId: string;
    amount: Rupiah;
    reason: string;
    /** Of the credit, as in CreditRecorded. */
    reading?: number;
    effectiveOn: LocalDate;
  }
>;
export type CreditEvent =
  CreditRecorded | CreditCorrected | CreditPartDrawn | CreditPartReturned | CreditChargedBack | CommandRefused;

/** What a billing code was paid for: a remittance from the scheme's account, or a sponsor's direct payment. */
export type BpjsCodePayer =
  | {
      readonly kind: 'remittance';
      readonly remittanceId: string;
      readonly accountId: string;
      readonly reference: string;
    }
  | {
      readonly kind: 'direct';
      readonly sponsorId: string;
      readonly paymentId: string;
      readonly pledgeId: string;
      readonly group: string;
      readonly months: readonly Month[];
      readonly receiptNumber: string;
      readonly workers: readonly PricedWorkers[];
      /** Instead of a list: what it pays of a dearer law's charge for months that are remitted already. */
      readonly charge?: readonly { readonly month: Month; readonly amount: Rupiah }[];
      readonly recordedBy: string;
    };
/** Workers with the same price in every month. */
export interface PricedWorkers {
  readonly prices: readonly MonthlyPrice[];
  readonly workers: readonly string[];
}
/** `effectiveOn` = the day BPJS received the money. */
export type BpjsCodeClaimed = DomainEvent<
  'BpjsCodeClaimed',
  { code: string; amount: Rupiah; payer: BpjsCodePayer; effectiveOn: LocalDate }
>;
export type BpjsCodeReleased = DomainEvent<
  'BpjsCodeReleased',
  { code: string; reason: string; effectiveOn: LocalDate }
>;
export type BpjsCodeEvent = BpjsCodeClaimed | BpjsCodeReleased | CommandRefused;
