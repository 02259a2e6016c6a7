import type { Context } from '../decider';
import { compare, subtract, sum } from '../money';
import { Rejection } from '../rejection';
import { requireAmount, requireNotBefore, requireNotFuture, rupiah, rupiahEnglish } from '../requirements';
import type { ReceiveRefund } from './commands';
import type { RefundReceived } from './events';
import { remittanceCancelled } from './order';
import { remittanceUnknown, type AcknowledgedRemittance, type RemittanceState } from './state';

/**
 * BPJS paid premiums back into an account of the scheme (by agreement with the donor: Perdir 22/PERDIR.02/072022). It
 * names the worker-months, each paid back once.
 */
export function receiveRefund(state: RemittanceState, command: ReceiveRefund, context: Context): RefundReceived[] {
  const order = refundable(state);
  const { refundId, amount, accountId, reference, receivedOn, reason } = command;
  const { remittanceId } = order;
  if (order.refunds.has(refundId)) return [];
  requireAmount(amount, 'amount');
  for (const worker of command.workers) requireAmount(worker.amount, 'workers.amount');
  requireNotFuture(receivedOn, 'receivedOn', context);
  requireNotBefore(receivedOn, 'receivedOn', order.paidOn, 'RemittancePaid');
  requireSum(command);
  requireWithin(order, command);
  requireOnce(order, command);
  const workers = command.workers.map((worker) => ({
    workerId: worker.workerId,
    sponsorId: worker.sponsorId,
    amount: worker.amount,
  }));
  const data = { remittanceId, refundId, amount, accountId, reference, workers, reason, effectiveOn: receivedOn };
  return [{ type: 'RefundReceived', data }];
}

function refundable(state: RemittanceState): AcknowledgedRemittance {
  switch (state.status) {
    case 'acknowledged':
      return state;
    case 'unknown':
      throw remittanceUnknown();
    case 'cancelled':
      throw remittanceCancelled(state.remittanceId, state.reason);
    case 'opened':
    case 'ordered':
    case 'paid':
      throw new Rejection(
        'remittance-not-acknowledged',
        `Penyetoran ${state.remittanceId} belum dikonfirmasi BPJS. Catat kwitansinya lebih dahulu, lalu pengembaliannya.`,
        `The remittance ${state.remittanceId} is not acknowledged by BPJS yet. Record the receipt first, then the refund.`,
        { remittanceId: state.remittanceId },
      );
    default:
      state satisfies never;
      throw new Error('unknown status');
  }
}

function requireSum({ amount, workers }: ReceiveRefund): void {
  const total = sum(...workers.map((worker) => worker.amount));
  if (total === amount) return;
  throw new Rejection(
    'refund-mismatch',
    `Pengembalian ${rupiah(amount)}, sedangkan jumlah per pekerja ${rupiah(total)}. Cocokkan daftar dengan rekening koran.`,
    `The refund is ${rupiahEnglish(amount)}, but the workers' amounts come to ${rupiahEnglish(total)}. Compare the list with the bank statement.`,
    { field: 'amount', amount, total },
  );
}

/** A dearer law's charge is paid by another order, and comes back with the premium. */
function requireWithin(order: AcknowledgedRemittance, { amount, worth }: ReceiveRefund): void {
  const limit = worth ?? subtract(order.amount, order.refunded);
  if (compare(amount, limit) <= 0) return;
  throw new Rejection(
    'refund-mismatch',
    `Penyetoran ini ${rupiah(order.amount)} dan sudah kembali ${rupiah(order.refunded)}; ${rupiah(amount)} lagi melebihi yang disetor. Periksa nomor penyetoran.`,
    `This remittance was ${rupiahEnglish(order.amount)} and ${rupiahEnglish(order.refunded)} came back; another ${rupiahEnglish(amount)} exceeds what was remitted. Check the remittance id.`,
    { field: 'amount', amount, remitted: order.amount, refunded: order.refunded },
  );
}

/** One premium comes back once, and of those BPJS never accepted the money is credit there, not a refund. */
function requireOnce(order: AcknowledgedRemittance, { workers }: ReceiveRefund): void {
  const named = new Set<string>();
  for (const { workerId } of workers) {
    if (named.has(workerId) || order.refundedWorkers.has(workerId)) {
      throw new Rejection(
        'refund-mismatch',
        `Iuran pekerja "${workerId}" pada penyetoran ini sudah dikembalikan. Hapus dari daftar.`,
        `The premium of the worker "${workerId}" in this remittance has come back already. Take it off the list.`,
        { field: 'workers', workerId },
      );
    }
    if (order.rejected.has(workerId)) {
      throw new Rejection(
        'worker-not-in-remittance',
        `Pekerja "${workerId}" ditolak BPJS pada penyetoran ini; uangnya menjadi saldo di BPJS, bukan pengembalian. Hapus dari daftar.`,
        `The worker "${workerId}" was rejected by BPJS in this remittance; the money is credit at BPJS, not a refund. Take it off the list.`,
        { field: 'workers', workerId },
      );
    }
    named.add(workerId);
  }
}
