import fc from 'fast-check';
import { fold } from '../decider';
import * as money from '../money';
import { contextOf } from '../specification';
import type { SponsorEvent } from './events';
import type { RepriceAllocations } from './repricing';
import { sponsorDecider, type SponsorCommand } from './sponsor';
import { assigned, due, pledgeMade, recorded, registeredRegent, verified } from './sponsor.fixtures';
import { availableOf, partsOf, type SponsorState } from './state';

const WORKERS = ['w1', 'w2', 'w3', 'w4'];
const MONTHS = ['2021-05', '2021-06', '2021-07'];

let commands = 0;
function take(events: SponsorEvent[], command: SponsorCommand): void {
  commands += 1;
  const context = contextOf({ newId: (kind) => `${kind}-${commands}` });
  const state = fold(sponsorDecider, structuredClone(events));
  events.push(...sponsorDecider.decide(state, command, context));
}

/** May is remitted with one person rejected, whose money is credit at BPJS; June waits, paid from that credit too. */
function history(paid: string): SponsorEvent[] {
  const events: SponsorEvent[] = [registeredRegent, pledgeMade, assigned(...WORKERS), recorded(paid), verified(paid)];
  const remittanceId = 'SG01.2021-05.1';
  const receipt = { receiptNumber: '1', coverFrom: '2021-05-01', coverThrough: '2021-05-31' };
  const rejected = [{ workerId: 'w4', reason: 'NIK' }];
  take(events, { type: 'AllocatePremiums', runId: 'run-1', due: due('2021-05', ...WORKERS) });
  take(events, { type: 'OrderAllocations', remittanceId, group: 'SG01', month: '2021-05' });
  take(events, { type: 'SettleAllocations', remittanceId, ...receipt, rejected });
  take(events, { type: 'AllocatePremiums', runId: 'run-2', due: due('2021-06', ...WORKERS) });
  return events;
}

/** One publication of the law, as a command for each worker-month. */
const repricingsOf = (revision: number, amount: string): RepriceAllocations[] =>
  WORKERS.flatMap((workerId) =>
    MONTHS.map((month): RepriceAllocations => ({
      type: 'RepriceAllocations',
      tariffRevision: revision,
      premiums: [{ workerId, month, amount, tariffId: `t${revision}` }],
    })),
  );

/** Laws that follow each other, as commands in the order of the law and in any other. */
const shuffled = (amounts: fc.Arbitrary<readonly number[]>) =>
  amounts
    .map((each) => each.flatMap((amount, index) => repricingsOf(index + 1, String(amount))))
    .chain((inOrder) =>
      fc.record({
        inOrder: fc.constant(inOrder),
        anyOrder: fc.shuffledSubarray(inOrder, { minLength: inOrder.length, maxLength: inOrder.length }),
      }),
    );
const pricesOf = (min: number, max: number) => fc.array(fc.integer({ min, max }), { minLength: 1, maxLength: 4 });

const paid = fc.integer({ min: 67_200, max: 200_000 }).map(String);

function after(events: readonly SponsorEvent[], repricings: readonly RepriceAllocations[]): SponsorState {
  const all = [...events];
  for (const command of repricings) take(all, command);
  return fold(sponsorDecider, structuredClone(all));
}

const prices = ({ allocations }: SponsorState) =>
  new Map([...allocations].map(([key, { batch }]) => [key, [batch.amountPerWorker, batch.tariffRevision]]));

/** Money the sponsor is left with, whichever way it is split between available and receivable. */
const net = (state: SponsorState) => money.subtract(availableOf(state), state.receivable);

describe('re-pricing', () => {
  it('in any order, person by person, ends at the same prices and the same money', () => {
    fc.assert(
      fc.property(paid, shuffled(pricesOf(0, 40_000)), (amount, { inOrder, anyOrder }) => {
        const events = history(amount);
        const [left, right] = [after(events, inOrder), after(events, anyOrder)];
        expect(prices(right)).toEqual(prices(left));
        expect([right.allocated, net(right)]).toEqual([left.allocated, net(left)]);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 15_000 },
    );
  });

  it.each([
    ['cheaper', pricesOf(0, 16_800).map((each) => each.toSorted((left, right) => right - left))],
    ['dearer', pricesOf(16_800, 40_000).map((each) => each.toSorted((left, right) => left - right))],
  ])('by laws that only get %s, ends with the same money at the same places', (_name, amounts) => {
    fc.assert(
      fc.property(paid, shuffled(amounts), (amount, { inOrder, anyOrder }) => {
        const events = history(amount);
        const [left, right] = [after(events, inOrder), after(events, anyOrder)];
        expect(nonZero(right)).toEqual(nonZero(left));
        expect(right.receivable).toBe(left.receivable);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 15_000 },
    );
  });

  it('leaves every premium that waits paid from places that add up to its price', () => {
    fc.assert(
      fc.property(paid, shuffled(pricesOf(0, 40_000)), (amount, { anyOrder }) => {
        const { allocations } = after(history(amount), anyOrder);
        for (const { batch, status } of allocations.values()) {
          if (status !== 'allocated') continue;
          expect(money.sum(...partsOf(batch).map((part) => part.amount))).toBe(batch.amountPerWorker);
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 15_000 },
    );
  });

  it('sent again changes nothing', () => {
    fc.assert(
      fc.property(paid, fc.integer({ min: 0, max: 40_000 }), (amount, price) => {
        const all = history(amount);
        for (const command of repricingsOf(1, String(price))) take(all, command);
        const length = all.length;
        for (const command of repricingsOf(1, String(price))) take(all, command);
        expect(all).toHaveLength(length);
      }),
      { numRuns: 40, interruptAfterTimeLimit: 15_000 },
    );
  });

  it('of many people at once is the same as of each alone', () => {
    fc.assert(
      fc.property(paid, fc.integer({ min: 0, max: 40_000 }), (amount, price) => {
        const events = history(amount);
        const each = repricingsOf(1, String(price));
        const together = { ...each[0], premiums: each.flatMap(({ premiums }) => premiums) } as RepriceAllocations;
        const [left, right] = [after(events, each), after(events, [together])];
        expect(nonZero(right)).toEqual(nonZero(left));
        expect([right.receivable, prices(right)]).toEqual([left.receivable, prices(left)]);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 15_000 },
    );
  });
});

const nonZero = ({ places }: SponsorState) => new Map([...places].filter(([, amount]) => amount !== '0'));
