import fc from 'fast-check';
import { addDays, addMonths, firstDayOf, lastDayOf, monthOf, monthRange, monthsBetween } from '../calendar';
import { isEnded, isPresentMember, premiumStatus, type PremiumFacts } from './premium-status';
import { statusReason } from './status-reason';

const rules = { graceMonths: 3, dueDay: 15 };
const member: PremiumFacts = { enrolments: [{ on: '2021-05-03' }], coveredMonths: [], leavings: [] };
const at = (asOf: string, facts: Partial<PremiumFacts> = {}) => premiumStatus({ ...member, ...facts }, asOf, rules);
const mayAndJune = { coveredMonths: ['2021-06', '2021-05'] };

describe('premium status', () => {
  it('is registered before enrolment', () => {
    expect(at('2021-06-30', { enrolments: [] })).toEqual({
      status: 'registered',
      arrearsMonths: 0,
      covered: false,
      coveredMonths: [],
      coveredThrough: null,
      dueOn: null,
      rule: 'not-enrolled',
    });
    expect(at('2021-05-02').rule).toBe('not-enrolled');
  });

  it('is registered after enrolment until the first cover, its first premium due by the 15th', () => {
    expect(at('2021-09-30')).toMatchObject({ status: 'registered', rule: 'no-cover-yet', dueOn: '2021-05-15' });
    expect(at('2021-05-31', { coveredMonths: ['2021-06'] })).toMatchObject({ status: 'registered', covered: false });
  });

  it('is active in a month with cover, to its last day', () => {
    expect(at('2021-06-30', mayAndJune)).toEqual({
      status: 'active',
      arrearsMonths: 0,
      covered: true,
      coveredMonths: ['2021-05', '2021-06'],
      coveredThrough: '2021-06',
      dueOn: '2021-07-15',
      rule: 'covered',
    });
  });

  it.each([
    ['2021-07-01', 'in-arrears', 1],
    ['2021-08-15', 'in-arrears', 2],
    ['2021-09-30', 'in-arrears', 3],
    ['2021-10-01', 'ended', 0],
    ['2025-01-01', 'ended', 0],
  ])('on %s, paid through June, is %s with %i months of arrears (B8)', (asOf, status, arrearsMonths) => {
    expect(at(asOf, mayAndJune)).toMatchObject({
      status,
      arrearsMonths,
      covered: false,
      coveredThrough: '2021-06',
      dueOn: status === 'ended' ? null : '2021-07-15',
    });
  });

  it('is active again when arrears are paid in the third month (B8)', () => {
    expect(at('2021-09-30', { coveredMonths: monthRange('2021-05', '2021-09') }).status).toBe('active');
  });

  it('counts arrears from the last month covered, over a gap', () => {
    expect(at('2021-09-30', { coveredMonths: ['2021-05', '2021-08'] })).toMatchObject({ arrearsMonths: 1 });
  });

  it('counts months paid ahead in what is covered, not against arrears', () => {
    const facts = { coveredMonths: ['2021-05', '2021-09'] };
    expect(at('2021-07-31', facts)).toMatchObject({
      status: 'in-arrears',
      arrearsMonths: 2,
      coveredThrough: '2021-09',
      dueOn: '2021-06-15',
    });
    expect(at('2021-05-31', { coveredMonths: monthRange('2021-05', '2021-12') }).dueOn).toBe('2022-01-15');
  });

  it('starts afresh with a new enrolment', () => {
    const again = { enrolments: [{ on: '2021-11-10' }, { on: '2021-05-03' }], coveredMonths: ['2021-05', '2021-06'] };
    expect(at('2021-11-09', again).status).toBe('ended');
    expect(at('2021-11-10', again)).toMatchObject({ status: 'registered', rule: 'no-cover-yet', dueOn: '2021-11-15' });
    const paid = { ...again, coveredMonths: [...again.coveredMonths, '2021-11'] };
    expect(at('2022-02-28', paid)).toMatchObject({ status: 'in-arrears', arrearsMonths: 3 });
    expect(at('2022-03-01', paid).status).toBe('ended');
  });

  it('is left from the day of leaving until an enrolment on a later day', () => {
    const facts = { ...mayAndJune, leavings: ['2021-06-10'] };
    expect(at('2021-06-09', facts).status).toBe('active');
    expect(at('2021-06-10', facts)).toMatchObject({ status: 'left', covered: true, dueOn: null });
    const again = { ...facts, enrolments: [{ on: '2021-05-03' }, { on: '2021-06-11' }] };
    expect(at('2021-06-10', again).status).toBe('left');
    expect(at('2021-06-11', again).status).toBe('active');
    expect(at('2021-06-10', { enrolments: [{ on: '2021-06-10' }], leavings: ['2021-06-10'] }).status).toBe('left');
  });

  it('is deceased from the day of death, whatever else is on file', () => {
    const facts = { ...mayAndJune, leavings: ['2021-06-01'], diedOn: '2021-06-10' };
    expect(at('2021-06-09', facts).status).toBe('left');
    expect(at('2021-06-10', facts)).toMatchObject({ status: 'deceased', covered: true, dueOn: null });
  });

  it('is due on the last day of a month too short for the due day', () => {
    const due = premiumStatus({ ...member, enrolments: [{ on: '2021-02-01' }] }, '2021-02-01', {
      ...rules,
      dueDay: 31,
    });
    expect(due.dueOn).toBe('2021-02-28');
  });

  it('with ended membership stops the month run', () => {
    expect(isEnded({ ...member, ...mayAndJune }, '2021-10-01', rules)).toBe(true);
    expect(isEnded({ ...member, ...mayAndJune }, '2021-09-30', rules)).toBe(false);
  });

  it('says who may not be enrolled again', () => {
    expect(
      ['2021-05-02', '2021-05-31', '2021-09-30', '2021-10-01'].map((asOf) => isPresentMember(at(asOf, mayAndJune))),
    ).toEqual([false, true, true, false]);
    expect(isPresentMember(at('2021-05-03'))).toBe(true);
  });
});

const days = fc.integer({ min: 0, max: 900 }).map((count) => addDays('2021-01-01', count));
const facts = fc.record<PremiumFacts>({
  enrolments: fc.array(fc.record({ on: days }), { maxLength: 3 }),
  coveredMonths: fc.array(days.map(monthOf), { maxLength: 10 }),
  diedOn: fc.option(days, { nil: undefined, freq: 3 }),
  leavings: fc.array(days, { maxLength: 2 }),
});

/** The rows of the table, each by itself, without the order. */
function rowsThatFit(
  { enrolments, coveredMonths, diedOn, leavings }: PremiumFacts,
  asOf: string,
  grace: number,
): string[] {
  const m = monthOf(asOf);
  const past = enrolments.map(({ on }) => on).filter((on) => on <= asOf);
  const e = [...past].sort().at(-1);
  const gone = leavings.some((day) => day <= asOf && !past.some((on) => on > day));
  const A = e === undefined ? [] : coveredMonths.filter((month) => month >= monthOf(e));
  const before = A.filter((month) => month < m)
    .sort()
    .at(-1);
  const none = !A.some((month) => month <= m);
  const k = before === undefined ? 0 : monthsBetween(before, m);
  const alive = diedOn === undefined || diedOn > asOf;
  const present = alive && !gone;
  const counted = present && !none && !A.includes(m);
  return Object.entries({
    deceased: !alive,
    left: alive && gone,
    registered: present && none,
    active: present && !none && A.includes(m),
    'in-arrears': counted && k <= grace,
    ended: counted && k > grace,
  })
    .filter(([, fitting]) => fitting)
    .map(([status]) => status);
}

it('for any facts on any day exactly one row of the table fits, and it is the answer', () => {
  fc.assert(
    fc.property(facts, days, fc.integer({ min: 0, max: 5 }), (known, asOf, graceMonths) => {
      const answer = premiumStatus(known, asOf, { graceMonths, dueDay: 15 });
      expect(rowsThatFit(known, asOf, graceMonths)).toEqual([answer.status]);
      expect(answer.covered).toBe(known.coveredMonths.includes(monthOf(asOf)));
      expect(answer.arrearsMonths > 0).toBe(answer.status === 'in-arrears');
      expect(answer.arrearsMonths).toBeLessThanOrEqual(graceMonths);
      expect(answer.dueOn !== null).toBe(isPresentMember(answer));
      if (answer.dueOn) expect(known.coveredMonths).not.toContain(monthOf(answer.dueOn));
    }),
    { numRuns: 1000 },
  );
});

it('the next premium is due for the first month without cover, however many are paid ahead', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 41 }), (ahead) => {
      const coveredMonths = ['2021-05', ...ahead.map((count) => addMonths('2021-05', count))];
      let due = '2021-05';
      while (coveredMonths.includes(due)) due = addMonths(due, 1);
      expect(at('2021-05-31', { coveredMonths }).dueOn).toBe(`${due}-15`);
    }),
    { numRuns: 500, examples: [[[]], [Array.from({ length: 41 }, (_, count) => count)]] },
  );
});

it('facts after the day asked about change nothing but the months paid ahead', () => {
  fc.assert(
    fc.property(facts, days, (known, asOf) => {
      const past: PremiumFacts = {
        enrolments: known.enrolments.filter(({ on }) => on <= asOf),
        coveredMonths: known.coveredMonths,
        diedOn: known.diedOn !== undefined && known.diedOn <= asOf ? known.diedOn : undefined,
        leavings: known.leavings.filter((day) => day <= asOf),
      };
      expect(premiumStatus(past, asOf, rules)).toEqual(premiumStatus(known, asOf, rules));
    }),
  );
});

it('the status is the same on every day of a month in which nothing happened', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 30 }), (known, count) => {
      const month = addMonths('2021-01', count);
      const happened = [...known.enrolments.map(({ on }) => on), ...known.leavings, known.diedOn ?? ''];
      fc.pre(!happened.some((day) => monthOf(day) === month));
      expect(premiumStatus(known, lastDayOf(month), rules)).toEqual(premiumStatus(known, firstDayOf(month), rules));
    }),
  );
});

describe('the reason of a status', () => {
  const grace = { value: 3, citation: 'Perdir 22/PERDIR.02/072022' };

  it('cites the grace rule and the arrears', () => {
    expect(statusReason(at('2021-08-15', mayAndJune), '2021-08-15', grace)).toEqual({
      indonesian: 'Menunggak 2 bulan, masih dalam batas 3 bulan (Perdir 22/PERDIR.02/072022).',
      english: 'In arrears for 2 months, within the limit of 3 (Perdir 22/PERDIR.02/072022).',
    });
    expect(statusReason(at('2021-10-01', mayAndJune), '2021-10-01', grace).indonesian).toContain('berakhir');
  });

  it('is a sentence of its own for every rule', () => {
    const answers = [
      at('2021-05-02'),
      at('2021-05-31'),
      at('2021-05-31', mayAndJune),
      at('2021-07-01', mayAndJune),
      at('2021-10-01', mayAndJune),
      at('2021-05-31', { leavings: ['2021-05-31'] }),
      at('2021-05-31', { diedOn: '2021-05-31' }),
    ];
    const sentences = answers.map((answer) => statusReason(answer, '2021-05-31', grace).indonesian);
    expect(new Set(sentences).size).toBe(7);
    expect(sentences.filter((sentence) => !/\(.+\)\.$/.test(sentence))).toEqual([]);
  });
});
