import { SHIPPED_LAW, type LedgerEvent, type RulePublished } from '@sedekah/ledger';
import { continuity } from '../continuity/continuity';
import { sponsorBalance } from '../money/sponsor-balance';
import { authorityOutlook } from '../outlook/outlook';
import { projected, removeProjected } from '../testing/projected';
import { RemittanceHistory } from '../testing/remittance-history';
import { workerStatus } from '../workers/worker-status';

afterEach(removeProjected);

/** All rules of the shipped law; w1 is covered in January 2025 and unpaid since. */
function story(): RemittanceHistory {
  const history = new RemittanceHistory().at('2024-12-01').law('2024-12-01');
  for (const command of SHIPPED_LAW) {
    if (command.type !== 'PublishRule') continue;
    const event = { type: 'RulePublished', data: { ...command.rule, effectiveOn: '2024-12-01' } } as LedgerEvent;
    history.add('tariff-bpu', event);
  }
  history.sponsor('bupati').pledge('bupati', { quota: 9, firstMonth: '2025-01', lastMonth: '2025-12' });
  history.worker('w1').enrolled('w1', '2025-01-01').assigned('bupati', ['w1'], '2025-01', '2025-12');
  history.paid('bupati', 'k1', '16800', '2025-01-05').at('2025-01-10');
  history.month('bupati', '2025-01', ['w1'], '2025-01-10');
  return history.at('2025-09-01');
}
const ruled = (history: RemittanceHistory, rule: Omit<RulePublished['data'], 'citation' | 'effectiveOn'>) =>
  history.add('tariff-bpu', {
    type: 'RulePublished',
    data: { ...rule, citation: 'peraturan yang terlambat diketahui', effectiveOn: '2025-09-01' },
  });

/** The same question before and after the rule came, and after it as of before: the last equals the first. */
async function threeTimes<Answer>(
  before: RemittanceHistory,
  rule: Parameters<typeof ruled>[1],
  ask: (db: Awaited<ReturnType<typeof projected>>['db'], knownAt?: { ordinal: number }) => Promise<Answer>,
) {
  const ordinal = before.events.length;
  const first = await ask((await projected(before)).db, { ordinal });
  await removeProjected();
  const { db } = await projected(ruled(before, rule));
  return { first, now: await ask(db), asBefore: await ask(db, { ordinal }) };
}

test('a longer grace learned late holds from its day, for status and for arrears', async () => {
  const rule = { rule: 'grace-months', value: 6, from: '2025-05-01' } as const;
  const status = await threeTimes(story(), rule, (db, knownAt) =>
    workerStatus(db, { workerId: 'w1', asOf: '2025-05-20', knownAt }),
  );
  expect(status.first).toMatchObject({ status: 'ended' });
  expect(status.now).toMatchObject({ status: 'in-arrears', arrearsMonths: 4 });
  expect(JSON.stringify(status.asBefore)).toBe(JSON.stringify(status.first));
  await removeProjected();

  const owed = await threeTimes(story(), rule, (db, knownAt) =>
    sponsorBalance(db, { sponsorId: 'bupati', asOf: '2025-05-20', knownAt }),
  );
  expect(owed.first?.arrears).toEqual([]);
  expect(owed.now?.arrears).toHaveLength(4);
  expect(JSON.stringify(owed.asBefore)).toBe(JSON.stringify(owed.first));
});

test('a grace does not hold before its day', async () => {
  const { db } = await projected(ruled(story(), { rule: 'grace-months', value: 6, from: '2025-05-21' }));
  expect(await workerStatus(db, { workerId: 'w1', asOf: '2025-05-20' })).toMatchObject({ status: 'ended' });
});

test('an age limit learned late shows from its day', async () => {
  const rule = { rule: 'age-limit', value: 70, from: '2025-03-01' } as const;
  const { first, now, asBefore } = await threeTimes(story(), rule, (db, knownAt) =>
    continuity(db, { asOf: '2025-03-20', knownAt }),
  );
  expect([first.ageLimit, now.ageLimit]).toEqual([65, 70]);
  expect(JSON.stringify(asBefore)).toBe(JSON.stringify(first));
});

test('a waiting period learned late changes what a lapse costs the family', async () => {
  const rule = { rule: 'waiting-period-months', value: 0, from: '2025-03-01' } as const;
  const { first, now, asBefore } = await threeTimes(story(), rule, (db, knownAt) =>
    continuity(db, { asOf: '2025-04-20', knownAt }),
  );
  expect(first.items).toMatchObject([{ costToFamily: '32000000' }]);
  expect(now.items).toMatchObject([{ costToFamily: '0' }]);
  expect(JSON.stringify(asBefore)).toBe(JSON.stringify(first));
});

test('a ceiling raised by a paper learned late holds from its day, and not in what was known before', async () => {
  const history = new RemittanceHistory().at('2024-12-01').law('2024-12-01');
  const paper = { number: '7', title: 'DPA', signedOn: '2025-01-02', validFrom: '2025-01-01' };
  const of = { authorityId: 'dpa', kind: 'budget', fundingSource: 'apbd', validThrough: '2025-12-31' } as const;
  history.add('authority-dpa', {
    type: 'AuthorityRegistered',
    data: { ...paper, ...of, ceiling: '1000000', effectiveOn: '2025-01-02' },
  });
  const ordinal = history.events.length;
  history.at('2025-09-01').add('authority-dpa', {
    type: 'CeilingAmended',
    data: {
      authorityId: 'dpa',
      ceiling: '2000000',
      previous: '1000000',
      number: 'DPPA/8',
      reason: 'perubahan',
      effectiveOn: '2025-06-10',
    },
  });
  const { db } = await projected(history);
  const ceiling = async (asOf: string, knownAt?: { ordinal: number }) =>
    (await authorityOutlook(db, { authorityId: 'dpa', asOf, knownAt }))?.ceiling;
  expect(await ceiling('2025-06-09')).toBe('1000000');
  expect(await ceiling('2025-06-10')).toBe('2000000');
  expect(await ceiling('2025-06-10', { ordinal })).toBe('1000000');
});
