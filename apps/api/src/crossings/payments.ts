import { createHash } from 'node:crypto';
import {
  bpjsCodeDecider,
  creditDecider,
  creditIdOf,
  money,
  sponsorDecider,
  type BpjsCodeClaimed,
  type BpjsCodePayer,
  type CreditPartDrawn,
  type Custody,
  type PaymentChargedBack,
  type PaymentRejected,
  type PaymentReversed,
  type PaymentVerified,
} from '@sedekah/ledger';
import { openNextRemittance } from './remittances';
import type { Steps } from './steps';

/** The credit's part is drawn, now the sponsor's payment is recorded. Refused there, the part goes back. */
export async function afterCreditPartDrawn({ data }: CreditPartDrawn, steps: Steps): Promise<void> {
  const { accountId, creditKey, paymentId, sponsorId, amount, channel, recordedBy, effectiveOn } = data;
  const custody: Custody = { kind: 'scheme', accountId, creditKey, ...(channel && { channel }) };
  const command = { type: 'RecordPayment', paymentId, amount, custody, valueDate: effectiveOn, recordedBy } as const;
  const { refusal } = await steps.takeOrRefuse(sponsorDecider, sponsorId, command, 'payment');
  if (!refusal) return;
  const reason = `ditolak: ${refusal.code} / refused`;
  const back = { type: 'ReturnPart', paymentId, reason } as const;
  // A deduction list draws several parts in one command: each goes back by a step of its own.
  await steps.take(creditDecider, creditIdOf(accountId, creditKey), back, `undo-${paymentId}`);
  throw refusal;
}

type DirectPayer = Extract<BpjsCodePayer, { kind: 'direct' }>;

/** The billing code is claimed, now the sponsor's direct payment is recorded with its list. */
export async function afterCodeClaimedDirect(
  { data }: BpjsCodeClaimed,
  payer: DirectPayer,
  steps: Steps,
): Promise<void> {
  const { code, amount, effectiveOn } = data;
  const { sponsorId, paymentId, workers: list, recordedBy } = payer;
  const custody = directCustody(code, payer);
  const command = {
    type: 'RecordPayment',
    paymentId,
    amount,
    custody,
    valueDate: effectiveOn,
    recordedBy,
    list,
  } as const;
  const { refusal } = await steps.takeOrRefuse(sponsorDecider, sponsorId, command, 'payment');
  if (!refusal) return;
  const reason = `ditolak: ${refusal.code} / refused`;
  await steps.take(bpjsCodeDecider, code, { type: 'ReleaseCode', payerId: paymentId, reason }, 'undo');
  throw refusal;
}

function directCustody(billingCode: string, payer: DirectPayer): Custody {
  const { pledgeId, group, months, receiptNumber, workers: list, charge } = payer;
  const people = list.flatMap(({ workers }) => workers).sort();
  const listed = months.map((month) => {
    const amounts = list.flatMap(({ prices, workers }) =>
      prices.filter((price) => price.month === month).map((price) => money.times(price.amount, workers.length)),
    );
    return { month, amount: money.sum(...amounts) };
  });
  const listHash = createHash('sha256').update(people.join('\n')).digest('hex');
  return {
    kind: 'direct',
    pledgeId,
    group,
    months,
    billingCode,
    receiptNumber,
    heads: people.length,
    listHash,
    monthly: charge ?? listed,
    ...(charge ? { charge: true } : {}),
  };
}

/**
 * Verified direct money becomes allocations of its own list, and one remittance a month without a bank leg; what it pays
 * of an additional charge is allocated already.
 */
export async function afterPaymentVerified({ data }: PaymentVerified, steps: Steps): Promise<void> {
  const { sponsorId, paymentId } = data;
  const { state } = await steps.load(sponsorDecider, sponsorId);
  const payment = state.payments.get(paymentId);
  // A scheme's money waits for the month run; what was taken back meanwhile pays nothing any more.
  if (payment?.custody.kind !== 'direct' || payment.status !== 'verified') return;
  const { group, months, billingCode, receiptNumber, charge } = payment.custody;
  const direct = { sponsorId, paymentId, receiptNumber, paidOn: payment.valueDate };
  for (const month of months) {
    if (!charge) {
      const allocate = { type: 'AllocateDirectPayment', paymentId, month } as const;
      await steps.take(sponsorDecider, sponsorId, allocate, `allocate-${month}`);
    }
    const of = { group, month, billingCode, direct, ...(charge ? { charge } : {}) };
    const opening = { ...of, sponsors: [sponsorId], openedBy: steps.call.by };
    await openNextRemittance(opening, steps, `open-${month}`);
  }
}

/** A payment taken back gives its part back to the credit, or frees its billing code. A charge-back gives nothing back. */
export async function afterPaymentEnded(event: PaymentRejected | PaymentReversed, steps: Steps): Promise<void> {
  const { sponsorId, paymentId, reason } = event.data;
  const { state } = await steps.load(sponsorDecider, sponsorId);
  const custody = state.payments.get(paymentId)?.custody;
  if (custody?.kind === 'direct') {
    await steps.take(
      bpjsCodeDecider,
      custody.billingCode,
      { type: 'ReleaseCode', payerId: paymentId, reason },
      'return',
    );
  } else if (custody) {
    const stream = creditIdOf(custody.accountId, custody.creditKey);
    await steps.take(creditDecider, stream, { type: 'ReturnPart', paymentId, reason }, 'return');
  }
}

export async function afterPaymentChargedBack({ data }: PaymentChargedBack, steps: Steps): Promise<void> {
  const { sponsorId, paymentId, amount, reason } = data;
  const { state } = await steps.load(sponsorDecider, sponsorId);
  const custody = state.payments.get(paymentId)?.custody;
  if (custody?.kind !== 'scheme') return;
  const stream = creditIdOf(custody.accountId, custody.creditKey);
  await steps.take(creditDecider, stream, { type: 'ChargeBack', paymentId, amount, reason }, 'charge-back');
}
