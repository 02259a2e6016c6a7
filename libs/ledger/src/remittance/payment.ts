import type { Context } from '../decider';
import { sum, type Rupiah } from '../money';
import { Rejection } from '../rejection';
import { requireDatesInOrder, requireNotBefore, requireNotFuture } from '../requirements';
import type { Part } from '../sponsor/events';
import type { AcknowledgeRemittance, PayRemittance } from './commands';
import type { RemittanceAcknowledged, RemittanceEvent } from './events';
import { alreadyPaid, remittanceCancelled } from './order';
import { remittanceUnknown, type OrderedRemittance, type PaidRemittance, type RemittanceState } from './state';

const BANK = 'bank:';

/** The order was paid, once. Only what lies in the scheme's account leaves a bank; BPJS credit and direct money are there already. */
export function payRemittance(state: RemittanceState, command: PayRemittance, context: Context): RemittanceEvent[] {
  const order = payable(state);
  const { remittanceId, amount, parts, direct, orderedOn } = order;
  const { paidOn, reference, paidBy } = command;
  requireNotFuture(paidOn, 'paidOn', context);
  if (direct) {
    if (paidOn !== direct.paidOn) throw new Error(`${remittanceId} was received by BPJS on ${direct.paidOn}`);
  } else requireNotBefore(paidOn, 'paidOn', orderedOn, 'RemittanceOrdered');
  const bankParts = parts.filter(({ place }) => place.startsWith(BANK));
  const account = bankParts.length > 0 ? { accountId: payingAccount(bankParts, command.accountId) } : {};
  return [
    {
      type: 'RemittancePaid',
      data: {
        remittanceId,
        amount,
        bankAmount: totalOf(bankParts),
        creditAmount: totalOf(parts.filter(({ place }) => place.startsWith('bpjs:'))),
        directAmount: totalOf(parts.filter(({ place }) => place.startsWith('direct:'))),
        ...account,
        ...(direct ? { paymentId: direct.paymentId } : {}),
        reference,
        paidBy,
        effectiveOn: paidOn,
      },
    },
  ];
}

function payable(state: RemittanceState): OrderedRemittance {
  switch (state.status) {
    case 'ordered':
      return state;
    case 'unknown':
      throw remittanceUnknown();
    case 'opened':
      throw new Rejection(
        'remittance-not-ordered',
        `Penyetoran ${state.remittanceId} masih disusun. Tunggu sampai daftarnya lengkap, lalu catat pembayarannya.`,
        `The remittance ${state.remittanceId} is still being put together. Wait until its list is complete, then record the payment.`,
        { remittanceId: state.remittanceId },
      );
    case 'cancelled':
      throw remittanceCancelled(state.remittanceId, state.reason);
    case 'paid':
    case 'acknowledged':
      throw alreadyPaid(state.remittanceId, state.paidOn);
    default:
      state satisfies never;
      throw new Error('unknown status');
  }
}

const totalOf = (parts: readonly Part[]): Rupiah => sum(...parts.map(({ amount }) => amount));

/** The account that paid holds (some of) the money ordered: otherwise the books of two accounts would drift from their banks. */
function payingAccount(bankParts: readonly Part[], accountId: string | undefined): string {
  const holders = bankParts.map(({ place }) => place.slice(BANK.length));
  if (accountId !== undefined && holders.includes(accountId)) return accountId;
  throw new Rejection(
    'remittance-account-differs',
    `Uang penyetoran ini berada di rekening ${holders.join(', ')}, bukan "${accountId ?? ''}". Isi rekening yang dipakai membayar.`,
    `The money of this remittance lies in the account ${holders.join(', ')}, not "${accountId ?? ''}". Enter the account it was paid from.`,
    { field: 'accountId', accountId: accountId ?? '', accounts: holders.join(',') },
  );
}

/** BPJS's receipt: who is not named as rejected is accepted. Cover dates are BPJS's own, never derived from the month. */
export function acknowledgeRemittance(
  state: RemittanceState,
  command: AcknowledgeRemittance,
  { today }: Context,
): RemittanceAcknowledged[] {
  const { remittanceId, heads } = acknowledgeable(state);
  const { receiptNumber, coverFrom, coverThrough, acknowledgedBy } = command;
  requireDatesInOrder(coverFrom, coverThrough, 'coverFrom');
  const reasons = new Map(command.rejected.map(({ workerId, reason }) => [workerId, reason]));
  if (reasons.size > heads) {
    throw new Rejection(
      'worker-not-in-remittance',
      `Daftar yang ditolak memuat ${reasons.size} pekerja, sedangkan penyetoran ${remittanceId} hanya ${heads}. Periksa daftar dari BPJS.`,
      `The list of those rejected names ${reasons.size} workers, but the remittance ${remittanceId} has only ${heads}. Check BPJS's list.`,
      { field: 'rejected', remittanceId, heads: String(heads), rejected: String(reasons.size) },
    );
  }
  const rejected = [...reasons].map(([workerId, reason]) => ({ workerId, reason }));
  const receipt = { receiptNumber, coverFrom, coverThrough, rejected, acknowledgedBy };
  return [{ type: 'RemittanceAcknowledged', data: { remittanceId, ...receipt, effectiveOn: today } }];
}

function acknowledgeable(state: RemittanceState): PaidRemittance {
  switch (state.status) {
    case 'paid':
      return state;
    case 'unknown':
      throw remittanceUnknown();
    case 'opened':
    case 'ordered':
      throw new Rejection(
        'remittance-not-paid',
        `Penyetoran ${state.remittanceId} belum dibayar. Catat pembayarannya lebih dahulu, lalu kwitansi BPJS.`,
        `The remittance ${state.remittanceId} is not paid yet. Record its payment first, then BPJS's receipt.`,
        { remittanceId: state.remittanceId },
      );
    case 'cancelled':
      throw remittanceCancelled(state.remittanceId, state.reason);
    case 'acknowledged':
      throw new Rejection(
        'remittance-already-acknowledged',
        `Penyetoran ${state.remittanceId} sudah dikonfirmasi BPJS dengan kwitansi ${state.receiptNumber}. Tidak perlu dicatat lagi.`,
        `The remittance ${state.remittanceId} was acknowledged by BPJS with receipt ${state.receiptNumber}. There is nothing more to record.`,
        { remittanceId: state.remittanceId, receiptNumber: state.receiptNumber },
      );
    default:
      state satisfies never;
      throw new Error('unknown status');
  }
}
