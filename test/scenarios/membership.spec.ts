import { contextOfDay } from './day';
import {
  costOfLapse,
  emptyLaw,
  evolveLaw,
  fold,
  jkmFor,
  postings,
  ruleValue,
  SHIPPED_LAW,
  tariffDecider,
  workerDecider,
  type LawState,
  type WorkerEvent,
} from '@sedekah/ledger';
import { removeProjected } from '../../libs/read-model/src/testing/projected';
import { Story, total } from './story';

afterEach(removeProjected);

const law = SHIPPED_LAW.reduce<LawState>(
  (state, command) => tariffDecider.decide(state, command, contextOfDay('2020-01-01')).reduce(evolveLaw, state),
  emptyLaw(),
);

/** One worker, covered in January 2025 and then not paid for. */
function unpaidSinceFebruary(): Story {
  const story = Story.begin('2024-12-01').sponsor('bupati', 'private', '2024-12-01');
  story.pledge('bupati', { quota: 1, firstMonth: '2025-01', lastMonth: '2025-12' }, '2024-12-02');
  story.worker('w1').enrolled('w1', '2025-01-01').assigned('bupati', ['w1'], '2025-01', '2025-12');
  story.paid('bupati', 'k1', '16800', '2025-01-05').at('2025-01-10').month('bupati', '2025-01', ['w1'], '2025-01-10');
  return story;
}

describe('B8: months unpaid', () => {
  test('three, paid in the third: active again, and no fine', async () => {
    const story = unpaidSinceFebruary();
    expect(await story.status('w1', '2025-04-20')).toMatchObject({ status: 'in-arrears', arrearsMonths: 3 });
    story.paid('bupati', 'k2', '50400', '2025-04-20');
    const due = (await story.due('bupati', '2025-04', '2025-04-20'))?.due ?? [];
    expect([due.map(({ month }) => month), total(due)]).toEqual([['2025-02', '2025-03', '2025-04'], '50400']);
    story.at('2025-04-21');
    for (const month of ['2025-02', '2025-03', '2025-04']) story.month('bupati', month, ['w1'], '2025-04-21');
    expect(await story.status('w1', '2025-04-30')).toMatchObject({ status: 'active', arrearsMonths: 0 });
    expect(await story.balance('bupati', '2025-04-30')).toMatchObject({ available: '0', arrears: [] });
    expect(jkmFor(law, '2025-01-01', '2025-04-30')).toBe('42000000');
  });

  test('a fourth ends membership; a new enrolment owes only from then on and waits three months again', async () => {
    const story = unpaidSinceFebruary();
    expect(await story.status('w1', '2025-05-01')).toMatchObject({ status: 'ended' });
    expect(await story.due('bupati', '2025-05', '2025-05-20')).toMatchObject({
      due: [],
      excluded: [2, 3, 4, 5].map((month) => ({ month: `2025-0${month}`, reason: 'ended' })),
    });
    story.at('2025-06-01').enrolled('w1', '2025-06-01').paid('bupati', 'k2', '16800', '2025-06-02');
    expect(await story.status('w1', '2025-06-03')).toMatchObject({ status: 'registered' });
    const paid = await story.run('bupati', '2025-06', '2025-06-03');
    expect(paid.map(({ month, amount }) => `${month} ${amount}`)).toEqual(['2025-06 16800']);
    expect(jkmFor(law, '2025-06-01', '2025-08-31')).toBe('10000000');
    expect(jkmFor(law, '2025-06-01', '2025-09-01')).toBe('42000000');
    expect(costOfLapse(law, '2025-01-01', '2025-06-01')).toBe('32000000');
  });
});

describe('B10: enrolled on 1 February 2025, dead on the 10th', () => {
  test('the heirs receive the whole JKM, since Permenaker 1/2025 came later', () => {
    expect(jkmFor(law, '2025-02-01', '2025-02-10')).toBe('42000000');
    expect(jkmFor(law, '2025-02-01', '2025-02-24')).toBe('10000000');
  });

  test('A3: recorded, it moves no rupiah of the scheme', async () => {
    const story = unpaidSinceFebruary().at('2025-02-12').died('w1', '2025-02-10');
    const before = await story.balance('bupati', '2025-03-01');
    const data = { workerId: 'w1', kind: 'jkm', amount: '42000000', heirs: 1, reference: 'JKM/1' } as const;
    const recorded = { type: 'BenefitRecorded', data: { ...data, effectiveOn: '2025-02-20' } } as const;
    expect(postings(recorded)).toBeUndefined();
    story.add('worker-w1', recorded);
    const { knownAt: _, knownAtOrdinal: __, ...after } = await story.balance('bupati', '2025-03-01');
    expect(before).toMatchObject(after);
  });
});

describe('B11: born on 15 March 1961', () => {
  const workerId = 'w1';
  const registered: WorkerEvent = {
    type: 'WorkerRegistered',
    data: {
      workerId,
      sealed: 'v1.iv.ciphertext',
      nikHash: 'hash',
      regionCode: '76.03',
      occupation: 'petani',
      sector: 'other',
      effectiveOn: '2026-03-01',
    },
  };
  const checked: WorkerEvent = {
    type: 'EligibilityChecked',
    data: { workerId, source: 'dukcapil', eligible: true, reference: 'D-1', effectiveOn: '2026-03-01' },
  };
  const enrol = (enrolledOn: string) =>
    workerDecider.decide(
      fold(workerDecider, [registered, checked]),
      {
        type: 'EnrolWorker',
        group: 'SB1',
        enrolledOn,
        birthDate: '1961-03-15',
        rules: {
          ageLimit: ruleValue(law, 'age-limit', enrolledOn),
          eligibilityCheckDays: ruleValue(law, 'eligibility-check-days', enrolledOn),
        },
        presentMember: false,
      },
      contextOfDay('2026-03-20'),
    );

  test('is enrolled at 64 on 14 March 2026, and refused at 65 the day after', () => {
    expect(enrol('2026-03-14')).toMatchObject([{ type: 'WorkerEnrolled' }]);
    expect(() => enrol('2026-03-15')).toThrow('worker-over-age');
  });

  test('a member since 2025 goes on after the birthday', async () => {
    const story = Story.begin('2025-12-01').sponsor('bupati', 'private', '2025-12-01');
    story.pledge('bupati', { quota: 1, firstMonth: '2025-12', lastMonth: '2026-12' }, '2025-12-01');
    story.worker('w1').enrolled('w1', '2025-12-01').assigned('bupati', ['w1'], '2025-12', '2026-12');
    story.paid('bupati', 'k1', '67200', '2025-12-05').at('2025-12-10');
    for (const month of ['2025-12', '2026-01', '2026-02']) story.month('bupati', month, ['w1'], `${month}-10`);
    const due = (await story.due('bupati', '2026-03', '2026-03-20'))?.due;
    expect(due).toMatchObject([{ month: '2026-03', amount: '16800' }]);
    story.at('2026-03-20').month('bupati', '2026-03', ['w1'], '2026-03-20');
    expect(await story.status('w1', '2026-03-20')).toMatchObject({ status: 'active', covered: true });
  });
});
