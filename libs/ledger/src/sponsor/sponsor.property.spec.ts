import fc from 'fast-check';
import { fold } from '../decider';
import * as money from '../money';
import { Rejection } from '../rejection';
import { contextOf } from '../specification';
import type { SponsorEvent } from './events';
import { sponsorDecider, type SponsorCommand } from './sponsor';
import { assigned, due, pledge, pledgeMade, recorded, registeredRegent, scheme, verified } from './sponsor.fixtures';
import { orderedIn } from './remittances';
import { availableOf, type SponsorState } from './state';

const workers = fc.subarray(['w1', 'w2', 'w3', 'w4', 'w5'], { minLength: 1 });
const month = fc.constantFrom('2021-05', '2021-06', '2021-07');
const payment = fc.constantFrom('r1', 'r2', 'r3');
const amount = fc.integer({ min: 1, max: 200_000 }).map(String);
const id = fc.integer({ min: 1, max: 1000 });
const remittance = month.map((each) => `SG01.${each}.1`);

const command: fc.Arbitrary<SponsorCommand> = fc.oneof(
  fc.record({
    type: fc.constant('RecordPayment' as const),
    paymentId: payment,
    amount,
    custody: fc.constant(scheme),
    valueDate: fc.constant('2021-05-02'),
    recordedBy: fc.constant('bendahara'),
  }),
  fc.record({ type: fc.constant('VerifyPayment' as const), paymentId: payment }),
  fc.record({ type: fc.constant('ReversePayment' as const), paymentId: payment, reason: fc.constant('x') }),
  fc.record({ type: fc.constant('ChargeBackPayment' as const), paymentId: payment, amount, reason: fc.constant('x') }),
  fc.record({
    type: fc.constant('AssignBeneficiaries' as const),
    pledgeId: fc.constant(pledge.pledgeId),
    assignmentId: id.map((each) => `a${each}`),
    firstMonth: month,
    lastMonth: fc.constantFrom('2021-07', '2021-12'),
    workers,
  }),
  fc.record({
    type: fc.constant('ReleaseBeneficiaries' as const),
    pledgeId: fc.constant(pledge.pledgeId),
    workers,
    fromMonth: month,
    cause: fc.constant('other' as const),
    reason: fc.constant('x'),
  }),
  fc.record({ type: fc.constant('EndForDeath' as const), workerId: fc.constantFrom('w1', 'w2'), monthOfDeath: month }),
  fc.record({ type: fc.constant('EndForLeaving' as const), workerId: fc.constantFrom('w3'), monthOfLeaving: month }),
  fc
    .tuple(month, workers)
    .map(([each, of]) => ({ type: 'AllocatePremiums' as const, runId: 'run', due: due(each, ...of) })),
  fc.record({ type: fc.constant('ReverseAllocations' as const), month, workers, reason: fc.constant('x') }),
  remittance.map((remittanceId) => ({
    type: 'OrderAllocations' as const,
    remittanceId,
    group: 'SG01',
    month: remittanceId.slice(5, 12),
  })),
  fc.record({
    type: fc.constant('SettleAllocations' as const),
    remittanceId: remittance,
    receiptNumber: fc.constant('1'),
    coverFrom: fc.constant('2021-05-01'),
    coverThrough: fc.constant('2021-05-31'),
    rejected: fc.constantFrom([], [{ workerId: 'w4', reason: 'NIK' }]),
  }),
  fc.record({
    type: fc.constant('PayRefund' as const),
    refundId: id.map(String),
    accountId: fc.constant('kas'),
    amount,
    reference: fc.constant('1'),
    reason: fc.constant('x'),
  }),
);

const beginning = [
  registeredRegent,
  pledgeMade,
  assigned('w1', 'w2', 'w3'),
  recorded('70000', 'r1'),
  verified('70000', 'r1'),
];

/** Plays the commands; what a rule refuses is left out. `evolve` itself asserts that no place falls below zero. */
function play(commands: readonly SponsorCommand[], check: (state: SponsorState) => void): SponsorEvent[] {
  const events: SponsorEvent[] = [...beginning];
  const state = fold(sponsorDecider, events);
  commands.forEach((each, index) => {
    const context = contextOf({
      by: each.type === 'VerifyPayment' ? 'pemeriksa' : 'bendahara',
      newId: (kind) => `${kind}-${index}`,
    });
    for (const event of decided(state, each, context)) {
      events.push(event);
      sponsorDecider.evolve(state, event);
      check(state);
    }
  });
  return events;
}

function decided(state: SponsorState, each: SponsorCommand, context: ReturnType<typeof contextOf>): SponsorEvent[] {
  try {
    return sponsorDecider.decide(state, each, context);
  } catch (error) {
    if (error instanceof Rejection) return [];
    throw error;
  }
}

const commands = fc.array(command, { maxLength: 80 });

describe('under any sequence of commands', () => {
  it('no money is spent that is not there, at every prefix', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        play(sequence, (state) => {
          expect(money.isNegative(availableOf(state))).toBe(false);
          expect(money.compare(state.allocated, money.sum(state.verified, state.receivable))).toBeLessThanOrEqual(0);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('what is allocated is exactly the worker-months that are live, each once', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        play(sequence, (state) => {
          const live = [...state.allocations.values()].map(({ batch }) => batch.amountPerWorker);
          expect(money.sum(...live)).toBe(state.allocated);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('a fold of the events from the start equals the state that was kept', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        let last: SponsorState | undefined;
        const events = play(sequence, (state) => (last = state));
        if (last) expect(fold(sponsorDecider, structuredClone(events))).toEqual(last as SponsorState);
      }),
      { numRuns: 100 },
    );
  });

  it('an order holds what it ordered until it is settled', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        play(sequence, (state) => {
          for (const each of state.orders.keys()) {
            for (const allocation of orderedIn(state, each)) expect(allocation.status).not.toBe('allocated');
          }
        });
      }),
      { numRuns: 100 },
    );
  });
});
