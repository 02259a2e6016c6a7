import fc from 'fast-check';
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
const day = fc.constantFrom('2021-01-10', '2021-03-01', '2021-05-03');
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
    signedOn: day,
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

/** Plays the commands, refused ones leaving nothing, and looks at the state after each. */
function play(commands: readonly AuthorityCommand[], look: (state: AuthorityState) => void = () => {}) {
  const events = [registered];
  let state = fold(authorityDecider, events);
  for (const each of commands) {
    try {
      const decided = authorityDecider.decide(state, each, contextOf());
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
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      play(commands, (state) => {
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
  const days = ['2021-01-04', '2021-01-10', '2021-03-01', '2021-05-03'];
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const events = play(commands);
      for (const asOf of days) {
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
