import { addMonths, lastDayOf, type Month } from '../../calendar';
import * as money from '../../money';
import { remittanceIdOf, type RemittanceOpened } from '../../remittance';
import { addUpParts, orderedIn, workerMonth, type DuePremium } from '../../sponsor';
import type { Choose, KnownRemittance, Simulation } from './simulation.fixtures';
import {
  ACCOUNTS,
  GROUPS,
  groupOf,
  monthFrom,
  pick,
  pickRecent,
  pledgeOf,
  priceOf,
  type Action,
} from './world.fixtures';

function someWorkers(simulation: Simulation, sponsorId: string, choose: Choose): string[] {
  const workers = simulation.workers.get(sponsorId) ?? [];
  const first = choose(workers.length);
  return workers.slice(first, first + 1 + choose(workers.length));
}

const assign: Action = (simulation, choose) => {
  const sponsorId = pick(simulation.sponsors, choose);
  if (!sponsorId) return;
  const firstMonth = monthFrom(choose);
  simulation.sponsor(sponsorId, {
    type: 'AssignBeneficiaries',
    pledgeId: pledgeOf(sponsorId),
    assignmentId: simulation.fresh('a'),
    firstMonth,
    lastMonth: addMonths(firstMonth, choose(8)),
    workers: someWorkers(simulation, sponsorId, choose),
  });
};

const release: Action = (simulation, choose) => {
  const sponsorId = pick(simulation.sponsors, choose);
  if (!sponsorId) return;
  simulation.sponsor(sponsorId, {
    type: 'ReleaseBeneficiaries',
    pledgeId: pledgeOf(sponsorId),
    workers: someWorkers(simulation, sponsorId, choose).slice(0, 1),
    fromMonth: monthFrom(choose),
    cause: 'other',
    reason: 'x',
  });
};

const die: Action = (simulation, choose) => {
  const sponsorId = pick(simulation.sponsors, choose);
  if (!sponsorId || choose(3) > 0) return;
  const workerId = pick(simulation.workers.get(sponsorId) ?? [], choose) ?? '';
  simulation.sponsor(sponsorId, { type: 'EndForDeath', workerId, monthOfDeath: monthFrom(choose) });
};

/** The month run of one sponsor: what is due, oldest month first. */
const run: Action = (simulation, choose) => {
  const sponsorId = pick(simulation.sponsors, choose);
  if (!sponsorId) return;
  const first = monthFrom(choose);
  const months = [first, addMonths(first, 1)];
  const due = months.flatMap((month) =>
    someWorkers(simulation, sponsorId, choose).map((workerId): DuePremium => ({
      ...priceOf(simulation, month),
      workerId,
      pledgeId: pledgeOf(sponsorId),
      group: groupOf(workerId),
    })),
  );
  simulation.sponsor(sponsorId, { type: 'AllocatePremiums', runId: simulation.fresh('run'), due });
};

const takeBack: Action = (simulation, choose) => {
  const sponsorId = pick(simulation.sponsors, choose);
  if (!sponsorId) return;
  const workers = someWorkers(simulation, sponsorId, choose).slice(0, 1);
  simulation.sponsor(sponsorId, { type: 'ReverseAllocations', month: monthFrom(choose), workers, reason: 'x' });
};

/** Opens the next remittance, orders what every sponsor has waiting, and completes or cancels it. */
export function order(
  simulation: Simulation,
  group: string,
  month: Month,
  sponsors: readonly string[],
  direct?: NonNullable<RemittanceOpened['data']['direct']>,
  charge?: true,
): string | undefined {
  const number =
    1 + simulation.remittances.filter(({ remittanceId }) => remittanceId.startsWith(`${group}.${month}.`)).length;
  const remittanceId = remittanceIdOf(group, month, number);
  const opening = { remittanceId, group, month, number, billingCode: '210500000001', openedBy: 'bendahara', sponsors };
  if (
    !simulation.remittance(remittanceId, {
      type: 'OpenRemittance',
      ...opening,
      ...(direct && { direct }),
      ...(charge && { charge }),
    })
  )
    return undefined;
  simulation.remittances.push({ remittanceId, sponsors });
  const of = {
    type: 'OrderAllocations',
    remittanceId,
    group,
    month,
    ...(direct && { paymentId: direct.paymentId }),
    ...(charge && { charge }),
  } as const;
  const ordered = sponsors
    .flatMap((sponsorId) => simulation.sponsor(sponsorId, of) ?? [])
    .flatMap((event) => (event.type === 'AllocationsOrdered' ? [event.data] : []));
  const completed = simulation.remittance(remittanceId, {
    type: 'CompleteOrder',
    heads: ordered.reduce((heads, each) => heads + each.heads, 0),
    amount: money.sum(...ordered.map(({ total }) => total)),
    parts: addUpParts(ordered.flatMap(({ parts }) => parts)),
  });
  if (completed) return remittanceId;
  simulation.remittance(remittanceId, { type: 'CancelRemittance', reason: 'x' });
  return undefined;
}

export function pay(simulation: Simulation, remittanceId: string): void {
  for (const accountId of [...ACCOUNTS, undefined]) {
    const command = {
      type: 'PayRemittance',
      paidOn: simulation.today,
      accountId,
      reference: '1',
      paidBy: 'b',
    } as const;
    if (simulation.remittance(remittanceId, command)) return;
  }
}

const remit: Action = (simulation, choose) => {
  order(simulation, pick(GROUPS, choose) ?? '', monthFrom(choose), simulation.sponsors);
};

/** Orders what dearer laws ask for months that are remitted. */
const remitCharges: Action = (simulation, choose) => {
  order(simulation, pick(GROUPS, choose) ?? '', monthFrom(choose), simulation.sponsors, undefined, true);
};

const payRemittance: Action = (simulation, choose) => {
  const remittance = pickRecent(simulation.remittances, choose);
  if (remittance) pay(simulation, remittance.remittanceId);
};

const cancelRemittance: Action = (simulation, choose) => {
  const remittance = pickRecent(simulation.remittances, choose);
  if (remittance && choose(3) === 0) cancel(simulation, remittance);
};

function cancel(simulation: Simulation, { remittanceId, sponsors }: KnownRemittance): void {
  if (!simulation.remittance(remittanceId, { type: 'CancelRemittance', reason: 'x' })?.length) return;
  for (const each of sponsors) simulation.sponsor(each, { type: 'UnorderAllocations', remittanceId, reason: 'x' });
}

const publishLaw: Action = (simulation, choose) => {
  simulation.law.revision += 1;
  simulation.law.amounts.set(monthFrom(choose), pick(['8400', '16800', '17000', '25000'], choose) ?? '');
};

/** Brings a sponsor's month to the law as it is now; orders that are not paid are cancelled first, as the job does. */
const reprice: Action = (simulation, choose) => {
  const sponsorId = pick(simulation.sponsors, choose);
  if (!sponsorId) return;
  const price = priceOf(simulation, monthFrom(choose));
  const premiums = someWorkers(simulation, sponsorId, choose).map((workerId) => ({ ...price, workerId }));
  const command = { type: 'RepriceAllocations', tariffRevision: price.tariffRevision, premiums } as const;
  if (simulation.sponsor(sponsorId, command)) return;
  const { allocations } = simulation.sponsorState(sponsorId);
  const orders = premiums.map(({ workerId, month }) => allocations.get(workerMonth(workerId, month))?.remittanceId);
  for (const each of simulation.remittances) if (orders.includes(each.remittanceId)) cancel(simulation, each);
  simulation.sponsor(sponsorId, command);
};

const acknowledge: Action = (simulation, choose) => {
  const remittance = pickRecent(simulation.remittances, choose);
  if (!remittance) return;
  const { remittanceId, sponsors } = remittance;
  const month = remittanceId.split('.')[1] ?? '';
  const people = sponsors.flatMap((each) => orderedIn(simulation.sponsorState(each), remittanceId));
  const rejected = people.filter(() => choose(8) === 0).map(({ workerId }) => ({ workerId, reason: 'NIK' }));
  const receipt = { receiptNumber: '1', coverFrom: `${month}-01`, coverThrough: lastDayOf(month), rejected };
  const command = { type: 'AcknowledgeRemittance', ...receipt, acknowledgedBy: 'bendahara' } as const;
  if (!simulation.remittance(remittanceId, command)) return;
  for (const each of sponsors) simulation.sponsor(each, { type: 'SettleAllocations', remittanceId, ...receipt });
};

const refundFromBpjs: Action = (simulation, choose) => {
  const remittance = pickRecent(simulation.remittances, choose);
  const sponsorId = pick(remittance?.sponsors ?? [], choose);
  if (!remittance || !sponsorId) return;
  const { remittanceId } = remittance;
  const month = remittanceId.split('.')[1] ?? '';
  const paid = orderedIn(simulation.sponsorState(sponsorId), remittanceId).filter(() => choose(3) === 0);
  const [refundId, accountId] = [simulation.fresh('b'), pick(ACCOUNTS, choose) ?? ''];
  const workers = paid.map(({ workerId, batch }) => ({ workerId, sponsorId, amount: batch.amountPerWorker }));
  const amount = money.sum(...workers.map((each) => each.amount));
  const refund = { refundId, accountId, reason: 'x' };
  const received = {
    type: 'ReceiveRefund',
    ...refund,
    amount,
    reference: '1',
    workers,
    receivedOn: simulation.today,
  } as const;
  if (!simulation.remittance(remittanceId, received)) return;
  const named = workers.map(({ workerId }) => workerId);
  simulation.sponsor(sponsorId, { type: 'RefundAllocations', remittanceId, month, ...refund, workers: named });
};

/** What happens to people and their premiums. */
export const premiumActions = {
  assign,
  release,
  die,
  run,
  takeBack,
  remit,
  remitCharges,
  payRemittance,
  cancelRemittance,
  acknowledge,
  refundFromBpjs,
  publishLaw,
  reprice,
};
