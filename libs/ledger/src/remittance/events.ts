import type { DomainEvent } from '../decider';
import type { LocalDate, Month } from '../calendar';
import type { Rupiah } from '../money';
import type { Part } from '../sponsor/events';
import type { CommandRefused } from '../refused';

/** `remittanceId` = `<group>.<month>.<number>`: the `number`th order of this group and month. */
interface OfRemittance {
  readonly remittanceId: string;
  readonly effectiveOn: LocalDate;
}
/** First step: claims the number; names the sponsors whose allocations go into the order. */
export type RemittanceOpened = DomainEvent<
  'RemittanceOpened',
  OfRemittance & {
    group: string;
    month: Month;
    number: number;
    billingCode: string;
    /** Paid by the sponsor to BPJS itself: no bank leg. */
    direct?: { sponsorId: string; paymentId: string; receiptNumber: string; paidOn: LocalDate };
    /** What a dearer law asks for months that are remitted already; it covers nobody anew. */
    charge?: true;
    /** What BPJS's billing code asks for, when the officer gave it: the order must come out at this sum. */
    expectedAmount?: Rupiah;
    openedBy: string;
  }
>;
export type RemittanceSponsorsListed = DomainEvent<
  'RemittanceSponsorsListed',
  OfRemittance & { chunk: number; sponsors: readonly string[] }
>;
/** Every sponsor's allocations are ordered; `parts` add up to `amount` = Σ heads × tariff. */
export type RemittanceOrdered = DomainEvent<
  'RemittanceOrdered',
  OfRemittance & { billingCode: string; heads: number; amount: Rupiah; parts: readonly Part[] }
>;
export type RemittanceCancelled = DomainEvent<'RemittanceCancelled', OfRemittance & { reason: string }>;
/** `effectiveOn` = value date. Only `bankAmount` leaves the bank account; `creditAmount` was credit at BPJS. */
export type RemittancePaid = DomainEvent<
  'RemittancePaid',
  OfRemittance & {
    amount: Rupiah;
    bankAmount: Rupiah;
    creditAmount: Rupiah;
    directAmount: Rupiah;
    accountId?: string;
    /** The direct payment that `directAmount` came from. */
    paymentId?: string;
    reference: string;
    paidBy: string;
  }
>;
/** First step of settling; `effectiveOn` = the day it is recorded. */
export type RemittanceAcknowledged = DomainEvent<
  'RemittanceAcknowledged',
  OfRemittance & {
    receiptNumber: string;
    coverFrom: LocalDate;
    coverThrough: LocalDate;
    rejected: readonly { readonly workerId: string; readonly reason: string }[];
    acknowledgedBy: string;
  }
>;
/** BPJS paid premiums back; `effectiveOn` = value date. */
export type RefundReceived = DomainEvent<
  'RefundReceived',
  OfRemittance & {
    refundId: string;
    amount: Rupiah;
    accountId: string;
    reference: string;
    workers: readonly { readonly workerId: string; readonly sponsorId: string; readonly amount: Rupiah }[];
    reason: string;
  }
>;
export type RemittanceEvent =
  | RemittanceOpened
  | RemittanceSponsorsListed
  | RemittanceOrdered
  | RemittanceCancelled
  | RemittancePaid
  | RemittanceAcknowledged
  | RefundReceived
  | CommandRefused;
