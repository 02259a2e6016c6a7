import type { Month } from '../calendar';
import * as money from '../money';
import { Rejection } from '../rejection';
import type { FundingSource, Place } from '../vocabulary';
import type { Charge } from './charges';
import type { Custody, MonthlyPrice, Part, PledgeTerms } from './events';

export interface Pledge extends PledgeTerms {
  /** First month not promised any more. */
  readonly withdrawnFrom?: Month;
  /** Workers assigned in each month. */
  readonly assigned: Map<Month, number>;
}

export interface Payment {
  readonly paymentId: string;
  readonly amount: money.Rupiah;
  readonly custody: Custody;
  readonly valueDate: string;
  readonly recordedBy: string;
  readonly status: 'recorded' | 'verified' | 'rejected' | 'reversed' | 'charged-back';
  readonly chargedBack: money.Rupiah;
}

/** A worker's place in a pledge. `order` counts assignments: the month run serves the oldest first. */
export interface Member {
  readonly assignmentId: string;
  readonly pledgeId: string;
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  readonly order: number;
}

/** Worker-months allocated together: one price, and one place unless a single premium is split over places. */
export interface Batch {
  readonly allocationId: string;
  readonly pledgeId: string;
  readonly month: Month;
  readonly group: string;
  readonly amountPerWorker: money.Rupiah;
  readonly parts: readonly Part[];
  /** Of the law it was priced by; absent: not recorded, older than any. */
  readonly tariffRevision?: number;
}

/** `cancelled`: settled, then its cover was taken back; the money is still at BPJS. */
export interface Allocation {
  readonly batch: Batch;
  readonly workerId: string;
  readonly status: 'allocated' | 'ordered' | 'settled' | 'cancelled';
  readonly remittanceId?: string;
}

export interface DirectWorkers {
  readonly prices: readonly MonthlyPrice[];
  readonly workers: readonly string[];
}

export interface SponsorState {
  sponsorId?: string;
  fundingSource?: FundingSource;
  readonly pledges: Map<string, Pledge>;
  readonly payments: Map<string, Payment>;
  /** People of the direct payments that still count. */
  readonly directLists: Map<string, DirectWorkers[]>;
  readonly members: Map<string, readonly Member[]>;
  assignmentCount: number;
  /** Live allocations by worker-month. */
  readonly allocations: Map<string, Allocation>;
  /** Worker-months a direct payment that is not yet verified or allocated holds: worker-month → payment. */
  readonly holds: Map<string, string>;
  /** Worker-months not yet ordered, by allocation. */
  readonly unordered: Map<string, Set<string>>;
  /** Worker-months of each order. */
  readonly orders: Map<string, readonly string[]>;
  /** Available money by place; never below zero. */
  readonly places: Map<Place, money.Rupiah>;
  verified: money.Rupiah;
  allocated: money.Rupiah;
  refunded: money.Rupiah;
  /** Charged back by the bank after it was spent, or asked by a dearer law and not carried by available. */
  receivable: money.Rupiah;
  /** Additional charges of a dearer law that wait for an order to BPJS, by month and group. */
  readonly charges: Map<string, Charge>;
  /** Those in an order, by remittance. */
  readonly chargeOrders: Map<string, Pick<Charge, 'group' | 'month' | 'parts'>>;
  readonly refunds: Set<string>;
}

export const initialSponsor = (): SponsorState => ({
  pledges: new Map(),
  payments: new Map(),
  directLists: new Map(),
  members: new Map(),
  assignmentCount: 0,
  allocations: new Map(),
  holds: new Map(),
  unordered: new Map(),
  orders: new Map(),
  places: new Map(),
  verified: '0',
  allocated: '0',
  refunded: '0',
  receivable: '0',
  charges: new Map(),
  chargeOrders: new Map(),
  refunds: new Set(),
});

export const workerMonth = (workerId: string, month: Month): string => `${workerId} ${month}`;

/** Money of one worker-month, by place. */
export const partsOf = (batch: Batch): readonly Part[] =>
  batch.parts.length === 1 ? batch.parts.map(({ place }) => ({ place, amount: batch.amountPerWorker })) : batch.parts;

/** Adds parts up by place, in order of first appearance. */
export function addUp(parts: Iterable<Part>): Part[] {
  const byPlace = new Map<Place, money.Rupiah[]>();
  for (const { place, amount } of parts) {
    const amounts = byPlace.get(place);
    if (amounts) amounts.push(amount);
    else byPlace.set(place, [amount]);
  }
  return [...byPlace].map(([place, amounts]) => ({ place, amount: money.sum(...amounts) }));
}

export const availableAt = (state: SponsorState, place: Place): money.Rupiah => state.places.get(place) ?? '0';

/** Adds to what is available at a place, or takes from it. @throws Error for a place that would fall below zero */
export function move(state: SponsorState, place: Place, amount: money.Rupiah): void {
  const left = money.sum(availableAt(state, place), amount);
  if (money.isNegative(left)) throw new Error(`sponsor ${state.sponsorId}: ${place} would fall to ${left}`);
  state.places.set(place, left);
}

/** Available over all places. */
export const availableOf = (state: SponsorState): money.Rupiah => money.sum(...state.places.values());

/** What may be spent or refunded: without direct money, and less what the sponsor owes after a charge-back. */
export function spendableOf(state: SponsorState): money.Rupiah {
  const free = [...state.places].filter(([place]) => !place.startsWith('direct:')).map(([, amount]) => amount);
  const left = money.subtract(money.sum(...free), state.receivable);
  return money.isNegative(left) ? '0' : left;
}

/** @throws Rejection `sponsor-unknown` */
export function registered(state: SponsorState): { sponsorId: string; fundingSource: FundingSource } {
  const { sponsorId, fundingSource } = state;
  if (!sponsorId || !fundingSource) {
    throw new Rejection(
      'sponsor-unknown',
      'Penanggung ini belum terdaftar. Periksa nomornya atau daftarkan dahulu.',
      'This sponsor is not registered. Check its id or register it first.',
    );
  }
  return { sponsorId, fundingSource };
}

/** @throws Rejection `pledge-unknown` */
export function pledgeOf(state: SponsorState, pledgeId: string): Pledge {
  const pledge = state.pledges.get(pledgeId);
  if (pledge) return pledge;
  throw new Rejection(
    'pledge-unknown',
    'Ikrar ini tidak ada pada penanggung tersebut. Periksa nomor ikrar.',
    'This sponsor has no such pledge. Check the pledge id.',
    { pledgeId },
  );
}

/** @throws Rejection `payment-unknown` */
export function paymentOf(state: SponsorState, paymentId: string): Payment {
  const payment = state.payments.get(paymentId);
  if (payment) return payment;
  throw new Rejection(
    'payment-unknown',
    'Setoran ini tidak ada pada penanggung tersebut. Periksa nomor setoran.',
    'This sponsor has no such payment. Check the payment id.',
    { paymentId },
  );
}

/** The worker's place in this sponsor's pledges in `month`, if any. */
export const memberIn = (state: SponsorState, workerId: string, month: Month): Member | undefined =>
  state.members.get(workerId)?.find((member) => member.firstMonth <= month && month <= member.lastMonth);
