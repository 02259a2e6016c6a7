import type { LocalDate, Month } from '../calendar';
import type { Context } from '../decider';
import * as money from '../money';
import { Rejection } from '../rejection';
import { requireAmount, requireNotFuture, rupiah, rupiahEnglish } from '../requirements';
import { chunks, isPublicMoney } from '../vocabulary';
import { owedIn } from './charges';
import type { Custody, DirectListRecorded, PaymentRecorded } from './events';
import { assertWithin, livePledge } from './pledges';
import { memberIn, registered, workerMonth, type DirectWorkers, type SponsorState } from './state';

export interface RecordPayment {
  readonly type: 'RecordPayment';
  readonly paymentId: string;
  readonly amount: money.Rupiah;
  readonly custody: Custody;
  readonly valueDate: LocalDate;
  readonly recordedBy: string;
  /** Direct payments: everybody it pays for, with their prices. */
  readonly list?: readonly DirectWorkers[];
}
export function recordPayment(
  state: SponsorState,
  command: RecordPayment,
  context: Context,
): (PaymentRecorded | DirectListRecorded)[] {
  const { sponsorId, fundingSource } = registered(state);
  const { paymentId, amount, custody, valueDate, recordedBy, list = [] } = command;
  requireAmount(amount, 'amount');
  requireNotFuture(valueDate, 'valueDate', context);
  if (state.payments.has(paymentId)) {
    throw new Rejection('payment-exists', 'Setoran dengan nomor ini sudah ada.', 'A payment with this id exists.', {
      paymentId,
    });
  }
  if (custody.kind === 'scheme' && isPublicMoney(fundingSource)) {
    throw new Rejection(
      'custody-must-be-direct',
      `Dana ${fundingSource} adalah uang publik dan dibayar langsung ke BPJS, tidak melalui rekening program.`,
      `Money from ${fundingSource} is public: it is paid to BPJS directly, not through the scheme's account.`,
      { field: 'custody', fundingSource },
    );
  }
  if (custody.kind === 'direct' && custody.charge) requireOwed(state, paymentId, amount, custody);
  else if (custody.kind === 'direct') assertList(state, command, custody, list);
  const recorded: PaymentRecorded = {
    type: 'PaymentRecorded',
    data: { sponsorId, paymentId, amount, custody, recordedBy, effectiveOn: valueDate },
  };
  const lists = list
    .flatMap(({ prices, workers }) => chunks(workers).map((chunk) => ({ prices, workers: chunk })))
    .map(({ prices, workers }, chunk): DirectListRecorded => ({
      type: 'DirectListRecorded',
      data: { sponsorId, paymentId, chunk, prices, workers, effectiveOn: valueDate },
    }));
  return [recorded, ...lists];
}

type DirectCustody = Extract<Custody, { kind: 'direct' }>;

/** Every worker-month of the list is assigned here and free, and the sum is what BPJS received. */
function assertList(
  state: SponsorState,
  { paymentId, amount }: RecordPayment,
  custody: DirectCustody,
  list: readonly DirectWorkers[],
): void {
  const pledge = livePledge(state, custody.pledgeId);
  for (const month of custody.months) assertWithin(pledge, month, month);
  for (const { prices, workers } of list) {
    for (const worker of workers) {
      for (const { month } of prices) assertFree(state, worker, month, custody.pledgeId);
    }
  }
  const due = money.sum(
    ...list.flatMap(({ prices, workers }) => prices.map((price) => money.times(price.amount, workers.length))),
  );
  if (due !== amount) throw differs(paymentId, amount, due);
}

/**
 * An additional charge is paid in full, month by month.
 * @throws Rejection `direct-payment-mismatch`
 */
export function requireOwed(
  state: SponsorState,
  paymentId: string,
  amount: money.Rupiah,
  custody: DirectCustody,
): void {
  const { group, months, monthly } = custody;
  const owed = owedIn(state, group, months);
  const due = money.sum(...owed.map((each) => each.amount));
  const stands = owed.every(({ month, amount: each }) =>
    monthly.some((of) => of.month === month && of.amount === each),
  );
  if (due !== amount || !stands) throw differs(paymentId, amount, due);
}

const differs = (paymentId: string, amount: money.Rupiah, due: money.Rupiah): Rejection =>
  new Rejection(
    'direct-payment-mismatch',
    `Kwitansi sebesar ${rupiah(amount)}, sedangkan yang terutang untuk daftar dan bulan ini ${rupiah(due)}. Cocokkan daftar, bulan, dan kwitansi.`,
    `The receipt says ${rupiahEnglish(amount)}, what is due for this list and these months comes to ${rupiahEnglish(due)}. Compare list, months and receipt.`,
    { paymentId, amount, due },
  );

function assertFree(state: SponsorState, workerId: string, month: Month, pledgeId: string): void {
  if (memberIn(state, workerId, month)?.pledgeId !== pledgeId) throw notAssigned(workerId, month);
  const key = workerMonth(workerId, month);
  if (!state.allocations.has(key) && !state.holds.has(key)) return;
  throw new Rejection(
    'allocation-exists',
    `Iuran bulan ${month} untuk seorang pekerja di daftar sudah dibayar. Keluarkan dia dari daftar bulan itu.`,
    `The premium of ${month} of a worker on the list is already paid. Take that worker off the list of that month.`,
    { workerId, month },
  );
}

/** The worker is not assigned to this sponsor in `month`. */
export function notAssigned(workerId: string, month: Month): Rejection {
  return new Rejection(
    'worker-not-assigned',
    `Pekerja ini tidak ditetapkan pada penanggung tersebut untuk bulan ${month}. Tetapkan dahulu.`,
    `This worker is not assigned to this sponsor in ${month}. Assign the worker first.`,
    { workerId, month },
  );
}
