import type { LocalDate } from '../calendar';
import type { Rupiah } from '../money';
import type { RefuseCommand } from '../refused';
import type { Part } from '../sponsor/events';
import type { RefundReceived, RemittanceAcknowledged, RemittanceOpened } from './events';

/** `remittanceId` is `remittanceIdOf(group, month, number)`. Claims the number and names the sponsors whose allocations go into the order. */
export type OpenRemittance = {
  readonly type: 'OpenRemittance';
  readonly sponsors: readonly string[];
} & Readonly<Omit<RemittanceOpened['data'], 'effectiveOn'>>;

/** Every sponsor has ordered: what came together. */
export interface CompleteOrder {
  readonly type: 'CompleteOrder';
  readonly heads: number;
  readonly amount: Rupiah;
  readonly parts: readonly Part[];
}

export interface CancelRemittance {
  readonly type: 'CancelRemittance';
  readonly reason: string;
}

export interface PayRemittance {
  readonly type: 'PayRemittance';
  /** Value date; direct: the date of BPJS's receipt. */
  readonly paidOn: LocalDate;
  /** Needed when any of the money leaves a bank account of the scheme. */
  readonly accountId?: string | undefined;
  readonly reference: string;
  readonly paidBy: string;
}

export type AcknowledgeRemittance = { readonly type: 'AcknowledgeRemittance' } & Readonly<
  Omit<RemittanceAcknowledged['data'], 'remittanceId' | 'effectiveOn'>
>;

export type ReceiveRefund = {
  readonly type: 'ReceiveRefund';
  /** Value date. */
  readonly receivedOn: LocalDate;
  /** What its premiums not refunded yet cost by the law known now; absent: what was ordered. */
  readonly worth?: Rupiah;
} & Readonly<Omit<RefundReceived['data'], 'remittanceId' | 'effectiveOn'>>;

export type RemittanceCommand =
  | OpenRemittance
  | CompleteOrder
  | CancelRemittance
  | PayRemittance
  | AcknowledgeRemittance
  | ReceiveRefund
  | RefuseCommand;
