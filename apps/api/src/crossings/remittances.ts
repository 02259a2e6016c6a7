import {
  addUpParts,
  bpjsCodeDecider,
  money,
  Rejection,
  remittanceDecider,
  remittanceIdOf,
  sponsorDecider,
  type AllocationsOrdered,
  type BpjsCodeClaimed,
  type BpjsCodePayer,
  type OpenRemittance,
  type RefundReceived,
  type RemittanceAcknowledged,
  type RemittanceCancelled,
  type RemittanceOpened,
  type RemittanceState,
} from '@sedekah/ledger';
import { inTurn } from './in-turn';
import type { Deaths } from './deaths';
import type { Steps } from './steps';
import { endAt } from './workers';

export interface Opening {
  readonly group: string;
  readonly month: string;
  readonly billingCode: string;
  readonly direct?: RemittanceOpened['data']['direct'];
  readonly charge?: true;
  readonly expectedAmount?: money.Rupiah;
  readonly sponsors: readonly string[];
  readonly openedBy: string;
}

/** Claims the next number of the group and month; the same command finds the number it claimed before. */
export async function openNextRemittance(opening: Opening, steps: Steps, step = ''): Promise<string> {
  const { group, month } = opening;
  for (let number = 1; ; number += 1) {
    const remittanceId = remittanceIdOf(group, month, number);
    // In this order: a number that is free now is taken by this command or refused, one that is taken may be its own.
    const { revision } = await steps.load(remittanceDecider, remittanceId);
    if (revision !== 'no-stream' && !(await steps.doneIn(remittanceDecider, remittanceId, step))) continue;
    const command = { type: 'OpenRemittance', remittanceId, number, ...opening } as const;
    if (await opened(command, steps, step)) return remittanceId;
  }
}

/** False when another command claimed the number first. */
async function opened(command: OpenRemittance, steps: Steps, step: string): Promise<boolean> {
  try {
    await steps.take(remittanceDecider, command.remittanceId, command, step);
    return true;
  } catch (error) {
    if (error instanceof Rejection && error.code === 'remittance-exists') return false;
    throw error;
  }
}

/** Every sponsor's waiting allocations go into the order, then the order is complete; a wrong sum undoes it. */
export async function afterRemittanceOpened({ data }: RemittanceOpened, steps: Steps): Promise<void> {
  const { remittanceId, group, month, direct, charge } = data;
  const { state } = await steps.load(remittanceDecider, remittanceId);
  const { sponsors } = begun(state);
  const ordered: AllocationsOrdered['data'][] = [];
  const paymentId = direct ? { paymentId: direct.paymentId } : {};
  const charged = charge ? { charge } : {};
  await inTurn(sponsors, async (sponsorId) => {
    const command = { type: 'OrderAllocations', remittanceId, group, month, ...paymentId, ...charged } as const;
    const { taken } = await steps.takeOrRefuse(ordering, sponsorId, command, `order-${remittanceId}`);
    for (const event of taken.events) if (event.type === 'AllocationsOrdered') ordered.push(event.data);
  });
  const complete = {
    type: 'CompleteOrder',
    heads: ordered.reduce((heads, each) => heads + each.heads, 0),
    amount: money.sum(...ordered.map(({ total }) => total)),
    parts: addUpParts(ordered.flatMap(({ parts }) => parts)),
  } as const;
  const { refusal } = await steps.takeOrRefuse(remittanceDecider, remittanceId, complete, `complete-${remittanceId}`);
  if (refusal) {
    await unorder(sponsors, remittanceId, `ditolak: ${refusal.code} / refused`, steps);
    throw refusal;
  }
  if (!direct) return;
  const { paidOn, receiptNumber: reference } = direct;
  const pay = { type: 'PayRemittance', paidOn, reference, paidBy: steps.call.by } as const;
  await steps.take(remittanceDecider, remittanceId, pay, `pay-${remittanceId}`);
}

/**
 * A sponsor that has nothing to order says so in its stream: decided once, also when premiums come to wait between the
 * request and a retry. They belong into the next order, not into one that may be paid by then.
 */
const ordering: typeof sponsorDecider = {
  ...sponsorDecider,
  decide: (state, command, context) => {
    const events = sponsorDecider.decide(state, command, context);
    if (events.length > 0) return events;
    throw new Rejection(
      'nothing-to-remit',
      'Penanggung ini tidak lagi memiliki iuran yang menunggu disetor pada wadah dan bulan itu.',
      'This sponsor has no premium of that group and month waiting to be remitted any more.',
    );
  },
};

/** The state of a remittance that has been opened. */
function begun(state: RemittanceState): Exclude<RemittanceState, { status: 'unknown' }> {
  if (state.status === 'unknown') throw new Error('a remittance is followed that was never opened');
  return state;
}

async function unorder(sponsors: readonly string[], remittanceId: string, reason: string, steps: Steps): Promise<void> {
  const command = { type: 'UnorderAllocations', remittanceId, reason } as const;
  await inTurn(sponsors, (sponsorId) =>
    steps.take(sponsorDecider, sponsorId, command, `unorder-${remittanceId}`).then(() => undefined),
  );
}

export async function afterRemittanceCancelled({ data }: RemittanceCancelled, steps: Steps): Promise<void> {
  const { state } = await steps.load(remittanceDecider, data.remittanceId);
  await unorder(begun(state).sponsors, data.remittanceId, data.reason, steps);
}

type RemittancePayer = Extract<BpjsCodePayer, { kind: 'remittance' }>;

/** The billing code is claimed, now the remittance is paid. */
export async function afterCodeClaimedRemittance(
  { data }: BpjsCodeClaimed,
  payer: RemittancePayer,
  steps: Steps,
): Promise<void> {
  const { remittanceId, accountId, reference } = payer;
  const command = {
    type: 'PayRemittance',
    paidOn: data.effectiveOn,
    accountId,
    reference,
    paidBy: steps.call.by,
  } as const;
  const { refusal } = await steps.takeOrRefuse(remittanceDecider, remittanceId, command, 'pay');
  if (!refusal) return;
  const reason = `ditolak: ${refusal.code} / refused`;
  await steps.take(bpjsCodeDecider, data.code, { type: 'ReleaseCode', payerId: remittanceId, reason }, 'undo');
  throw refusal;
}

/** Every sponsor's order is settled, in slices; then cover of those who had died is cancelled. */
export async function afterRemittanceAcknowledged(
  { data }: RemittanceAcknowledged,
  steps: Steps,
  deaths: Deaths,
): Promise<void> {
  const { remittanceId, receiptNumber, coverFrom, coverThrough, rejected } = data;
  const { state } = await steps.load(remittanceDecider, remittanceId);
  const settle = { type: 'SettleAllocations', remittanceId, receiptNumber, coverFrom, coverThrough, rejected } as const;
  await inTurn(begun(state).sponsors, async (sponsorId) => {
    for (let slice = 1; ; slice += 1) {
      const { events } = await steps.take(sponsorDecider, sponsorId, settle, `settle-${slice}`);
      if (events.length === 0) return;
    }
  });
  for (const { sponsorId, workerId, monthOfDeath } of await deaths.before(remittanceId, steps.position)) {
    await endAt(sponsorId, { type: 'EndForDeath', workerId, monthOfDeath }, steps);
  }
}

/** BPJS paid premiums back: each sponsor gets its own. */
export async function afterRefundReceived({ data }: RefundReceived, steps: Steps): Promise<void> {
  const { remittanceId, refundId, accountId, workers, reason } = data;
  const { state } = await steps.load(remittanceDecider, remittanceId);
  const { month } = begun(state);
  const bySponsor = Map.groupBy(workers, ({ sponsorId }) => sponsorId);
  await inTurn([...bySponsor], async ([sponsorId, people]) => {
    const command = { type: 'RefundAllocations', remittanceId, month, refundId, accountId, reason } as const;
    const named = { ...command, workers: people.map(({ workerId }) => workerId) };
    await steps.take(sponsorDecider, sponsorId, named, `refund-${refundId}`);
  });
}
