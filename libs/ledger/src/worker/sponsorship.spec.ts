import fc from 'fast-check';
import { addMonths, monthRange, type Month } from '../calendar';
import { fold } from '../decider';
import { Rejection } from '../rejection';
import { contextOf, specification } from '../specification';
import type { ClaimSponsorship, ReleaseSponsorship } from './commands';
import type { WorkerEvent } from './events';
import { claimAt } from './state';
import { workerDecider } from './worker';

const { given } = specification(workerDecider);
const workerId = 'worker-1';
const effectiveOn = '2021-05-03';
const registered: WorkerEvent = {
  type: 'WorkerRegistered',
  data: {
    workerId,
    sealed: 'v1.iv.ciphertext',
    nikHash: 'hash-1',
    regionCode: '76.03.03',
    occupation: 'nelayan',
    sector: 'other',
    effectiveOn,
  },
};
const claim = (assignmentId: string, firstMonth: Month, lastMonth: Month, sponsorId = 'regent') => ({
  assignmentId,
  sponsorId,
  pledgeId: `${sponsorId}.pledge`,
  firstMonth,
  lastMonth,
});
const claimed = (...terms: Parameters<typeof claim>): WorkerEvent => ({
  type: 'SponsorshipClaimed',
  data: { workerId, ...claim(...terms), effectiveOn },
});
const claiming = (...terms: Parameters<typeof claim>): ClaimSponsorship => ({
  type: 'ClaimSponsorship',
  ...claim(...terms),
});
const release = { assignmentId: 'a', reason: 'penggantian' };
const releasing = (fromMonth: Month): ReleaseSponsorship => ({ type: 'ReleaseSponsorship', ...release, fromMonth });
const released = (fromMonth: Month): WorkerEvent => ({
  type: 'SponsorshipReleased',
  data: { workerId, ...release, fromMonth, effectiveOn },
});
const died = (day: string): WorkerEvent => ({
  type: 'WorkerDied',
  data: { workerId, evidence: 'akta', effectiveOn: day },
});
const left = (day: string): WorkerEvent => ({
  type: 'WorkerLeft',
  data: { workerId, reason: 'moved', effectiveOn: day },
});

describe("a sponsor's claim", () => {
  it('is recorded for its months', () =>
    given(registered)
      .when(claiming('a', '2021-05', '2021-12'))
      .then(claimed('a', '2021-05', '2021-12')));

  it.each([
    ['2021-05', '2021-05'],
    ['2021-12', '2022-01'],
    ['2021-01', '2021-05'],
    ['2020-01', '2022-01'],
  ])('for %s to %s is refused while another holds 2021-05 to 2021-12', (first, last) =>
    given(registered, claimed('a', '2021-05', '2021-12', 'regent'))
      .when(claiming('b', first, last, 'deputy'))
      .refused('worker-already-sponsored', {
        sponsorId: 'regent',
        pledgeId: 'regent.pledge',
        firstMonth: '2021-05',
        lastMonth: '2021-12',
      }),
  );

  it('may follow another, month after month', () =>
    given(registered, claimed('a', '2021-05', '2021-12'))
      .when(claiming('b', '2022-01', '2022-01', 'deputy'))
      .then(claimed('b', '2022-01', '2022-01', 'deputy')));

  it('made again changes nothing, also after a part was released', () => {
    given(registered, claimed('a', '2021-05', '2021-12'))
      .when(claiming('a', '2021-05', '2021-12'))
      .then();
    given(registered, claimed('a', '2021-05', '2021-12'), released('2021-08'))
      .when(claiming('a', '2021-05', '2021-12'))
      .then();
  });

  it('released wholly does not come back by a late repeat', () =>
    given(registered, claimed('a', '2021-05', '2021-12'), released('2021-05'))
      .when(claiming('a', '2021-05', '2021-12'))
      .refused('worker-not-assigned', { assignmentId: 'a' }));

  it('is refused with its months reversed', () =>
    given(registered)
      .when(claiming('a', '2021-06', '2021-05'))
      .refused('months-reversed', { firstMonth: '2021-06' }));

  it('reaches no month after death', () => {
    given(registered, died('2021-04-30'))
      .when(claiming('a', '2021-05', '2021-06'))
      .refused('worker-deceased');
    given(registered, died('2021-04-30'))
      .when(claiming('a', '2021-03', '2021-05'))
      .refused('worker-deceased');
    given(registered, died('2021-04-30'))
      .when(claiming('a', '2021-03', '2021-04'))
      .then(claimed('a', '2021-03', '2021-04'));
  });

  it('reaches no month after leaving, until the worker is enrolled again', () => {
    given(registered, left('2021-04-30'))
      .when(claiming('a', '2021-05', '2021-06'))
      .refused('worker-left', { leftOn: '2021-04-30' });
    given(registered, left('2021-04-30'))
      .when(claiming('a', '2021-03', '2021-04'))
      .then(claimed('a', '2021-03', '2021-04'));
    given(registered, left('2021-04-30'), {
      type: 'WorkerEnrolled',
      data: { workerId, group: 'mamasa', band: 1, effectiveOn: '2021-05-01' },
    })
      .when(claiming('a', '2021-05', '2021-06'))
      .then(claimed('a', '2021-05', '2021-06'));
  });
});

describe('a release', () => {
  const held = claimed('a', '2021-05', '2021-12');
  const monthsHeld = (...events: WorkerEvent[]) =>
    monthRange('2021-01', '2022-12').filter((month) => claimAt(fold(workerDecider, [registered, ...events]), month));

  it('frees the months from the one it names', () => {
    given(registered, held).when(releasing('2021-08')).then(released('2021-08'));
    expect(monthsHeld(held, released('2021-08'))).toEqual(['2021-05', '2021-06', '2021-07']);
  });

  it('from the first month or before frees all', () => {
    given(registered, held).when(releasing('2021-01')).then(released('2021-01'));
    expect(monthsHeld(held, released('2021-05'))).toEqual([]);
    expect(monthsHeld(held, released('2021-01'))).toEqual([]);
  });

  it('of what is free already changes nothing', () => {
    given(registered, held, released('2021-08')).when(releasing('2021-08')).then();
    given(registered, held, released('2021-08')).when(releasing('2021-09')).then();
    given(registered, held, released('2021-05')).when(releasing('2021-05')).then();
    given(registered, held).when(releasing('2022-01')).then();
  });

  it('may go further back than an earlier one', () =>
    given(registered, held, released('2021-08')).when(releasing('2021-06')).then(released('2021-06')));

  it('of an assignment that never held the worker is refused', () => {
    given(registered).when(releasing('2021-05')).refused('worker-not-assigned', { assignmentId: 'a' });
  });

  it('is possible after death', () =>
    given(registered, held, died('2021-05-02')).when(releasing('2021-06')).then(released('2021-06')));
});

it('however claims and releases come, no month has two sponsors and every answer matches a month-by-month model', () => {
  const month = fc.integer({ min: 0, max: 11 }).map((count) => addMonths('2021-01', count));
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const command = fc.oneof(
    fc.record({ id, first: month, last: month, claims: fc.constant(true) }),
    fc.record({ id, first: month, last: month, claims: fc.constant(false) }),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
      let state = fold(workerDecider, [registered]);
      const owners = new Map<Month, string>();
      const used = new Set<string>();
      for (const { id: assignmentId, first, last, claims } of commands) {
        const months = monthRange(first, claims ? last : '2021-12');
        // A second claim under one id is the retry of another test.
        if (claims && used.has(assignmentId)) continue;
        const free = months.length > 0 && months.every((each) => !owners.has(each));
        const expected = claims ? free : used.has(assignmentId);
        try {
          const next = claims
            ? claiming(assignmentId, first, last)
            : ({ type: 'ReleaseSponsorship', assignmentId, fromMonth: first, reason: 'x' } as const);
          state = fold(workerDecider, workerDecider.decide(state, next, contextOf()), state);
          expect(expected).toBe(true);
          if (claims) used.add(assignmentId);
          for (const each of months) {
            if (claims) owners.set(each, assignmentId);
            else if (owners.get(each) === assignmentId) owners.delete(each);
          }
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
          expect(expected).toBe(false);
        }
        for (const each of monthRange('2021-01', '2021-12')) {
          const holders = state.claims.filter(({ firstMonth, lastMonth }) => firstMonth <= each && each <= lastMonth);
          expect(holders.map((holder) => holder.assignmentId)).toEqual([owners.get(each)].filter(Boolean));
          expect(claimAt(state, each)?.assignmentId).toBe(owners.get(each));
        }
      }
    }),
    { numRuns: 300 },
  );
});
