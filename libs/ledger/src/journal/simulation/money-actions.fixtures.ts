import { addMonths } from '../../calendar';
import { creditIdOf } from '../../credit';
import * as money from '../../money';
import { workerMonth, type DirectWorkers } from '../../sponsor';
import { order, pay } from './premium-actions.fixtures';
import type { Choose, KnownCredit, KnownPayment, Simulation } from './simulation.fixtures';
import {
  ACCOUNTS,
  amend,
  comeAndGo,
  GROUPS,
  isPublic,
  monthFrom,
  pick,
  pickRecent,
  pledgeOf,
  priceOf,
  type Action,
} from './world.fixtures';

/** A credit of its own, or an earlier one, as of a payroll deduction; now and then that one is read otherwise. */
function creditFor(simulation: Simulation, choose: Choose, amount: string): KnownCredit {
  const earlier = choose(3) === 0 ? pickRecent(simulation.credits, choose) : undefined;
  if (earlier && Number(amount) % 5 > 0) return earlier;
  if (earlier)
    return { ...earlier, creditAmount: money.sum(earlier.creditAmount, '1000'), valueDate: simulation.today };
  return {
    accountId: pick(ACCOUNTS, choose) ?? '',
    creditKey: simulation.fresh('k'),
    creditAmount: String(Number(amount) + choose(3) * 50_000),
    valueDate: simulation.today,
  };
}

const deposit: Action = (simulation, choose) => {
  const sponsorId = pick(
    simulation.sponsors.filter((each) => !isPublic(each)),
    choose,
  );
  if (!sponsorId) return;
  const amount = String(1 + choose(400_000));
  const credit = creditFor(simulation, choose, amount);
  const { accountId, creditKey } = credit;
  const creditId = creditIdOf(accountId, creditKey);
  const paymentId = `${sponsorId}.${simulation.fresh('r')}`;
  const recordedBy = 'bendahara';
  if (!simulation.credit(creditId, { type: 'DrawPart', ...credit, paymentId, sponsorId, amount, recordedBy })) return;
  if (!simulation.credits.includes(credit)) simulation.credits.push(credit);
  simulation.sponsor(sponsorId, {
    type: 'RecordPayment',
    paymentId,
    amount,
    custody: { kind: 'scheme', accountId, creditKey },
    valueDate: credit.valueDate,
    recordedBy,
  });
  simulation.payments.push({ sponsorId, paymentId, creditId });
};

const payDirect: Action = (simulation, choose) => {
  const sponsorId = pick(simulation.sponsors, choose);
  if (!sponsorId) return;
  const { allocations, holds } = simulation.sponsorState(sponsorId);
  const first = monthFrom(choose);
  const months = [first, addMonths(first, 1)];
  const group = pick(GROUPS, choose) ?? '';
  const workers = (simulation.workers.get(sponsorId) ?? []).filter((worker) =>
    months.every((month) => !allocations.has(workerMonth(worker, month)) && !holds.has(workerMonth(worker, month))),
  );
  const list: DirectWorkers[] = [
    { prices: months.map((month) => priceOf(simulation, month)), workers: workers.slice(1) },
  ];
  const perWorker = money.sum(...months.map((month) => priceOf(simulation, month).amount));
  const paymentId = `${sponsorId}.${simulation.fresh('d')}`;
  const recorded = simulation.sponsor(sponsorId, {
    type: 'RecordPayment',
    paymentId,
    amount: money.times(perWorker, Math.max(0, workers.length - 1)),
    custody: {
      kind: 'direct',
      pledgeId: pledgeOf(sponsorId),
      group,
      months,
      billingCode: '210500000001',
      receiptNumber: '1',
      heads: workers.length - 1,
      listHash: 'x',
      monthly: [],
    },
    valueDate: simulation.today,
    recordedBy: 'bendahara',
    list,
  });
  if (recorded) simulation.payments.push({ sponsorId, paymentId });
};

const verify: Action = (simulation, choose) => {
  const payment = pickRecent(simulation.payments, choose);
  if (!payment) return;
  const { sponsorId, paymentId } = payment;
  if (!simulation.sponsor(sponsorId, { type: 'VerifyPayment', paymentId }, 'pemeriksa')) return;
  const custody = simulation.sponsorState(sponsorId).payments.get(paymentId)?.custody;
  if (custody?.kind !== 'direct') return;
  for (const month of custody.months) {
    simulation.sponsor(sponsorId, { type: 'AllocateDirectPayment', paymentId, month });
    const direct = { sponsorId, paymentId, receiptNumber: '1', paidOn: simulation.today };
    const remittanceId = order(simulation, custody.group, month, [sponsorId], direct);
    if (remittanceId) pay(simulation, remittanceId);
  }
};

/** What a payment that ends gives back to its credit. */
function giveBack(simulation: Simulation, { creditId, paymentId }: KnownPayment): void {
  if (creditId) simulation.credit(creditId, { type: 'ReturnPart', paymentId, reason: 'x' });
}

const rejectPayment: Action = (simulation, choose) => {
  const payment = pickRecent(simulation.payments, choose);
  if (!payment) return;
  const command = { type: 'RejectPayment', paymentId: payment.paymentId, reason: 'x' } as const;
  if (simulation.sponsor(payment.sponsorId, command, 'pemeriksa')) giveBack(simulation, payment);
};

const reversePayment: Action = (simulation, choose) => {
  const payment = pickRecent(simulation.payments, choose);
  if (!payment) return;
  const command = { type: 'ReversePayment', paymentId: payment.paymentId, reason: 'x' } as const;
  if (simulation.sponsor(payment.sponsorId, command)) giveBack(simulation, payment);
};

const chargeBack: Action = (simulation, choose) => {
  const payment = pickRecent(simulation.payments, choose);
  if (!payment?.creditId) return;
  const { sponsorId, paymentId, creditId } = payment;
  const live = simulation.sponsorState(sponsorId).payments.get(paymentId);
  const whole = live ? money.subtract(live.amount, live.chargedBack) : '0';
  const amount = choose(2) === 0 ? whole : String(1 + choose(100_000));
  const command = { type: 'ChargeBackPayment', paymentId, amount, reason: 'x' } as const;
  if (!simulation.sponsor(sponsorId, command)) return;
  simulation.credit(creditId, { type: 'ChargeBack', paymentId, amount, reason: 'x' });
};

const refundSponsor: Action = (simulation, choose) => {
  const sponsorId = pick(simulation.sponsors, choose);
  if (!sponsorId) return;
  const [accountId, amount] = [pick(ACCOUNTS, choose) ?? '', String(1 + choose(30_000))];
  const refundId = simulation.fresh('refund');
  simulation.sponsor(sponsorId, { type: 'PayRefund', refundId, accountId, amount, reference: '1', reason: 'x' });
};

/** What happens to money between the sponsors, the bank and the scheme. */
export const moneyActions = {
  amend,
  comeAndGo,
  deposit,
  payDirect,
  verify,
  rejectPayment,
  reversePayment,
  chargeBack,
  refundSponsor,
};
