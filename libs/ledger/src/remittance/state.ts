import type { LocalDate, Month } from '../calendar';
import { sum, type Rupiah } from '../money';
import { Rejection } from '../rejection';
import type { Part } from '../sponsor/events';
import type { RemittanceEvent, RemittanceOpened } from './events';

export interface Opening {
  readonly remittanceId: string;
  readonly group: string;
  readonly month: Month;
  readonly number: number;
  readonly billingCode: string;
  readonly direct?: NonNullable<RemittanceOpened['data']['direct']>;
  /** Asked by a dearer law for months that are remitted already. */
  readonly charge?: true;
  readonly expectedAmount?: Rupiah;
  /** Sponsors whose allocations go into the order. */
  readonly sponsors: readonly string[];
}
interface Order {
  readonly heads: number;
  readonly amount: Rupiah;
  readonly parts: readonly Part[];
  readonly orderedOn: LocalDate;
}
interface Settlement {
  readonly paidOn: LocalDate;
}

export type OpenRemittanceState = { readonly status: 'opened' } & Opening;
export type OrderedRemittance = { readonly status: 'ordered' } & Opening & Order;
export type PaidRemittance = { readonly status: 'paid' } & Opening & Order & Settlement;
export type AcknowledgedRemittance = {
  readonly status: 'acknowledged';
  readonly receiptNumber: string;
  readonly coverFrom: LocalDate;
  readonly coverThrough: LocalDate;
  /** Workers BPJS did not accept. */
  readonly rejected: ReadonlySet<string>;
  /** What BPJS paid back so far. */
  readonly refunded: Rupiah;
  readonly refunds: Set<string>;
  readonly refundedWorkers: Set<string>;
} & Opening &
  Order &
  Settlement;

export type RemittanceState =
  | { readonly status: 'unknown' }
  | OpenRemittanceState
  | OrderedRemittance
  | PaidRemittance
  | AcknowledgedRemittance
  | ({ readonly status: 'cancelled'; readonly reason: string } & Opening);

export function evolveRemittance(state: RemittanceState, event: RemittanceEvent): RemittanceState {
  if (event.type === 'RemittanceOpened') return opened(event.data);
  if (state.status === 'unknown') {
    if (event.type === 'CommandRefused') return state;
    throw new Error(`${event.type} before RemittanceOpened`);
  }
  switch (event.type) {
    case 'RemittanceSponsorsListed':
      return { ...state, sponsors: [...state.sponsors, ...event.data.sponsors] };
    case 'RemittanceOrdered': {
      const { heads, amount, parts, effectiveOn } = event.data;
      return { ...at(state, 'opened'), status: 'ordered', heads, amount, parts, orderedOn: effectiveOn };
    }
    case 'RemittanceCancelled':
      return { ...state, status: 'cancelled', reason: event.data.reason };
    case 'RemittancePaid':
      return { ...at(state, 'ordered'), status: 'paid', paidOn: event.data.effectiveOn };
    case 'RemittanceAcknowledged': {
      const { receiptNumber, coverFrom, coverThrough, rejected } = event.data;
      return {
        ...at(state, 'paid'),
        status: 'acknowledged',
        receiptNumber,
        coverFrom,
        coverThrough,
        rejected: new Set(rejected.map(({ workerId }) => workerId)),
        refunded: '0',
        refunds: new Set(),
        refundedWorkers: new Set(),
      };
    }
    case 'RefundReceived': {
      const acknowledged = at(state, 'acknowledged');
      acknowledged.refunds.add(event.data.refundId);
      for (const { workerId } of event.data.workers) acknowledged.refundedWorkers.add(workerId);
      return { ...acknowledged, refunded: sum(acknowledged.refunded, event.data.amount) };
    }
    case 'CommandRefused':
      // While the order is being put together a refusal ends it; later only that later step was refused.
      return state.status === 'opened' ? { ...state, status: 'cancelled', reason: event.data.sentence } : state;
    default:
      event satisfies never;
      throw new Error('unknown event');
  }
}

function opened(data: RemittanceOpened['data']): OpenRemittanceState {
  const { remittanceId, group, month, number, billingCode, direct, charge, expectedAmount } = data;
  return {
    status: 'opened',
    remittanceId,
    group,
    month,
    number,
    billingCode,
    ...(direct === undefined ? {} : { direct }),
    ...(charge ? { charge } : {}),
    ...(expectedAmount === undefined ? {} : { expectedAmount }),
    sponsors: [],
  };
}

/** The log never holds a step that its own rules refuse: anything else is a bug. */
function at<Status extends RemittanceState['status']>(state: RemittanceState, status: Status) {
  if (state.status === status) return state as Extract<RemittanceState, { status: Status }>;
  throw new Error(`a remittance that is ${state.status} was taken for one that is ${status}`);
}

/** What was opened, in whatever state it is now. @throws Rejection remittance-unknown */
export function openingOf(state: RemittanceState): Opening {
  if (state.status === 'unknown') throw remittanceUnknown();
  return state;
}

export const remittanceUnknown = (remittanceId?: string): Rejection =>
  new Rejection(
    'remittance-unknown',
    'Penyetoran ini tidak ada. Periksa nomornya: wadah, bulan iuran, dan urutan.',
    'There is no such remittance. Check its id: group, contribution month and number.',
    remittanceId === undefined ? {} : { remittanceId },
  );
