import type { Context } from '../decider';
import { assertBillingCode } from '../credit/bpjs-code';
import * as money from '../money';
import { Rejection } from '../rejection';
import { requireAmount, requireNotFuture, rupiah, rupiahEnglish } from '../requirements';
import type { Part } from '../sponsor/events';
import { chunks } from '../vocabulary';
import type { CancelRemittance, CompleteOrder, OpenRemittance } from './commands';
import type { RemittanceEvent } from './events';
import { remittanceIdOf } from './remittance-id';
import { remittanceUnknown, type RemittanceState } from './state';

/** First step of a remittance; later ones go on without the client. */
export function openRemittance(state: RemittanceState, command: OpenRemittance, context: Context): RemittanceEvent[] {
  const { group, month, number, billingCode, direct, charge, expectedAmount, openedBy } = command;
  const { remittanceId } = command;
  if (remittanceId !== remittanceIdOf(group, month, number)) throw new Error(`${remittanceId} is misnamed`);
  const sponsors = [...new Set(command.sponsors)];
  if (state.status !== 'unknown') throw remittanceExists(remittanceId);
  assertBillingCode(billingCode);
  if (expectedAmount !== undefined) requireAmount(expectedAmount, 'expectedAmount');
  if (sponsors.length === 0) throw nothingToRemit(group, month);
  if (direct) {
    requireNotFuture(direct.paidOn, 'paidOn', context);
    if (sponsors.length !== 1 || sponsors[0] !== direct.sponsorId) {
      throw new Error(`direct remittance ${remittanceId} is of sponsor ${direct.sponsorId} alone`);
    }
  }
  const of = { remittanceId, effectiveOn: context.today };
  const opening = { group, month, number, billingCode, openedBy };
  return [
    {
      type: 'RemittanceOpened',
      data: {
        ...of,
        ...opening,
        ...(direct === undefined ? {} : { direct }),
        ...(charge ? { charge } : {}),
        ...(expectedAmount === undefined ? {} : { expectedAmount }),
      },
    },
    ...chunks(sponsors).map((listed, chunk): RemittanceEvent => ({
      type: 'RemittanceSponsorsListed',
      data: { ...of, chunk, sponsors: listed },
    })),
  ];
}

/** What was ordered is what will be paid: Σ parts, and what the billing code asks when the officer gave it. */
export function completeOrder(state: RemittanceState, command: CompleteOrder, { today }: Context): RemittanceEvent[] {
  const { heads, amount } = command;
  if (state.status === 'unknown') throw remittanceUnknown();
  if (state.status === 'cancelled') throw remittanceCancelled(state.remittanceId, state.reason);
  if (state.status !== 'opened') {
    // A process that starts again after a crash completes the order a second time.
    if (state.heads === heads && state.amount === amount) return [];
    throw new Error(`${state.remittanceId} was ordered for ${state.heads} heads and ${state.amount}`);
  }
  const { remittanceId, billingCode, group, month, charge, expectedAmount } = state;
  if (!Number.isSafeInteger(heads) || heads < 0) throw new Error(`not a number of heads: ${heads}`);
  if (charge ? amount === '0' : heads === 0) throw nothingToRemit(group, month);
  const parts = addUp(command.parts);
  if (money.sum(...parts.map((part) => part.amount)) !== amount || !money.isPositive(amount)) {
    throw new Error(`${remittanceId}: the parts do not add up to ${amount}`);
  }
  // A direct payment never touches the scheme's account, and money in custody pays no list but its own.
  if (parts.some(({ place }) => place.startsWith('direct:') !== (state.direct !== undefined))) {
    throw new Error(`${remittanceId} mixes direct money with money in custody`);
  }
  if (expectedAmount !== undefined && expectedAmount !== amount) throw amountDiffers(expectedAmount, amount, heads);
  return [{ type: 'RemittanceOrdered', data: { remittanceId, billingCode, heads, amount, parts, effectiveOn: today } }];
}

/** Parts of one place become one, in the order in which the places first come; places that give nothing are left out. */
function addUp(parts: readonly Part[]): Part[] {
  const byPlace = new Map<string, money.Rupiah>();
  for (const { place, amount } of parts) byPlace.set(place, money.sum(byPlace.get(place) ?? '0', amount));
  return [...byPlace].map(([place, amount]) => ({ place, amount })).filter(({ amount }) => amount !== '0');
}

/** Before payment only: wrong list, expired code. Afterwards money is with BPJS and comes back as a refund. */
export function cancelRemittance(
  state: RemittanceState,
  { reason }: CancelRemittance,
  { today }: Context,
): RemittanceEvent[] {
  switch (state.status) {
    case 'unknown':
      throw remittanceUnknown();
    case 'cancelled':
      return [];
    case 'opened':
    case 'ordered':
      // What its sponsor paid directly is with BPJS already.
      if (state.direct) throw alreadyPaid(state.remittanceId, state.direct.paidOn);
      return [{ type: 'RemittanceCancelled', data: { remittanceId: state.remittanceId, reason, effectiveOn: today } }];
    case 'paid':
    case 'acknowledged':
      throw alreadyPaid(state.remittanceId, state.paidOn);
    default:
      state satisfies never;
      throw new Error('unknown status');
  }
}

export const alreadyPaid = (remittanceId: string, paidOn: string): Rejection =>
  new Rejection(
    'remittance-already-paid',
    `Penyetoran ${remittanceId} sudah dibayar pada ${paidOn}. Tidak dapat dibayar lagi atau dibatalkan; uang yang kembali dicatat sebagai pengembalian.`,
    `The remittance ${remittanceId} was paid on ${paidOn}. It cannot be paid again or cancelled; money that comes back is recorded as a refund.`,
    { remittanceId, paidOn },
  );

export const remittanceCancelled = (remittanceId: string, reason: string): Rejection =>
  new Rejection(
    'remittance-cancelled',
    `Penyetoran ${remittanceId} sudah dibatalkan (${reason}). Buka penyetoran baru untuk bulan itu.`,
    `The remittance ${remittanceId} was cancelled (${reason}). Open a new one for that month.`,
    { remittanceId, reason },
  );

const remittanceExists = (remittanceId: string): Rejection =>
  new Rejection(
    'remittance-exists',
    `Penyetoran ${remittanceId} sudah dibuka. Pakai nomor urut berikutnya.`,
    `The remittance ${remittanceId} is open already. Take the next number.`,
    { remittanceId },
  );

const nothingToRemit = (group: string, month: string): Rejection =>
  new Rejection(
    'nothing-to-remit',
    `Tidak ada iuran ${month} pada wadah "${group}" yang menunggu disetor. Jalankan alokasi bulan itu lebih dahulu.`,
    `No premium of ${month} in the group "${group}" waits to be remitted. Run the premiums of that month first.`,
    { group, month },
  );

const amountDiffers = (expectedAmount: money.Rupiah, amount: money.Rupiah, heads: number): Rejection =>
  new Rejection(
    'remittance-amount-differs',
    `Tagihan BPJS ${rupiah(expectedAmount)}, sedangkan iuran ${heads} pekerja berjumlah ${rupiah(amount)}. Cocokkan daftar peserta dengan BPJS dan minta kode iuran baru.`,
    `BPJS bills ${rupiahEnglish(expectedAmount)}, but the premiums of ${heads} workers come to ${rupiahEnglish(amount)}. Compare the list with BPJS and ask for a new billing code.`,
    { field: 'expectedAmount', expectedAmount, amount, heads: String(heads) },
  );
