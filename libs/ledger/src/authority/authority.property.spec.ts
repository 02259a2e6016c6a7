import fc from 'fast-check';
import { addDays } from '../calendar';
import { fold } from '../decider';
import { compare, isNegative, sum, type Rupiah } from '../money';
import { Rejection } from '../rejection';
import { contextOf } from '../specification';
import { authorityDecider } from './authority';
import type { AuthorityCommand } from './commands';
import type { AuthorityEvent } from './events';
import type { AuthorityState } from './state';

const amount: fc.Arbitrary<Rupiah> = fc.integer({ min: 1, max: 100 }).map((units) => String(units * 16_800));
const pledgeId = fc.constantFrom('p1', 'p2', 'p3');
/** Days the papers are signed on; the commands are given from 3 May 2021 on, at times a day later than the one before. */
const signedOn = fc.constantFrom('2021-01-10', '2021-03-01', '2021-05-03');
const command: fc.Arbitrary<AuthorityCommand> = fc.oneof(
  fc.record({ pledgeId, reserved: amount, amended: fc.boolean() }).map((asked): AuthorityCommand => ({
    type: 'ReserveCommitment',
    sponsorId: 's1',
    fundingSource: 'apbd',
    pledge: {
      pledgeId: asked.pledgeId,
      reserved: asked.reserved,
      quota: 1,
      firstMonth: '2021-05',
      lastMonth: '2021-06',
      document: { kind: 'SK', number: '1', date: '2021-05-01' },
      budgetId: 'dpa',
      authorityIds: [],
    },
    ...(asked.amended ? { amendment: { reason: 'diubah' } } : {}),
  })),
  fc.record({ type: fc.constant('ReleaseCommitment' as const), pledgeId, amount, reason: fc.constant('ditarik') }),
  fc.record({
    type: fc.constant('AmendCeiling' as const),
    ceiling: amount,
    number: fc.constant('DPPA'),
    reason: fc.constant('P'),
    signedOn,
  }),
);
const registered: AuthorityEvent = {
  type: 'AuthorityRegistered',
  data: {
    authorityId: 'dpa',
    kind: 'budget',
    number: 'DPA',
    title: 'DPA',
    signedOn: '2021-01-04',
    validFrom: '2021-01-01',
    validThrough: '2021-12-31',
    fundingSource: 'apbd',
    ceiling: '1680000',
    effectiveOn: '2021-01-04',
  },
};

const commands = fc.array(fc.tuple(command, fc.nat(1)), { maxLength: 40, size: 'max' });

/** Plays the commands, refused ones leaving nothing, and looks at the state after each. */
function play(asked: readonly [AuthorityCommand, number][], look: (state: AuthorityState) => void = () => {}) {
  const events = [registered];
  let state = fold(authorityDecider, events);
  let today = '2021-05-03';
  for (const [each, daysLater] of asked) {
    today = addDays(today, daysLater);
    try {
      const decided = authorityDecider.decide(state, each, contextOf({ today }));
      events.push(...decided);
      state = fold(authorityDecider, decided, state);
      look(state);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
    }
  }
  return events;
}

test('Σ reserved never exceeds the ceiling and equals the sum of the commitments, whatever is asked', () => {
  fc.assert(
    fc.property(commands, (asked) => {
      play(asked, (state) => {
        if (state.status === 'unknown') throw new Error('registered above');
        const reserved = [...state.commitments.values()].map((commitment) => commitment.reserved);
        expect(reserved.every((each) => !isNegative(each))).toBe(true);
        expect(sum(...reserved)).toBe(state.committed);
        expect(compare(state.committed, state.ceiling!.amount)).toBeLessThanOrEqual(0);
      });
    }),
  );
});

test('seen by effective date, Σ reserved never exceeds the ceiling on any day either', () => {
  fc.assert(
    fc.property(commands, (asked) => {
      const events = play(asked);
      for (const asOf of new Set(events.map(({ data }) => data.effectiveOn))) {
        const known = events
          .filter(({ data }) => data.effectiveOn <= asOf)
          .sort((left, right) => left.data.effectiveOn.localeCompare(right.data.effectiveOn));
        const state = fold(authorityDecider, known);
        if (state.status === 'unknown') throw new Error('registered on the first day');
        expect(compare(state.committed, state.ceiling!.amount)).toBeLessThanOrEqual(0);
      }
    }),
  );
});
