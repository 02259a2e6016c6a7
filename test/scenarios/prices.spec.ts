import { isPublicMoney, type FundingSource, type Sector } from '@sedekah/ledger';
import { sponsorOutlook } from '@sedekah/read-model';
import { projected, removeProjected } from '../../libs/read-model/src/testing/projected';
import { people, Story, total } from './story';

afterEach(removeProjected);

/** So many people of a sector, sponsored for whole years from January 2026. */
function sponsored(heads: number, sector: Sector, fundingSource: FundingSource, lastMonth = '2026-12'): Story {
  const story = Story.begin('2025-12-01').sponsor('penanggung', fundingSource, '2025-12-01');
  story.pledge('penanggung', { quota: heads, firstMonth: '2026-01', lastMonth }, '2025-12-02');
  for (const worker of people(heads)) story.worker(worker, { sector }).enrolled(worker, '2026-01-01');
  return story.at('2026-01-02').assigned('penanggung', people(heads), '2026-01', lastMonth);
}

describe.each([
  ['B1: 50 people outside transport, paid privately', 50, 'other', 'private', '6300000'],
  ['B2: 30 people outside transport, paid privately', 30, 'other', 'private', '3780000'],
  ['B3: 50 ojek drivers, paid privately', 50, 'transport', 'private', '5040000'],
  ['B4: 50 ojek drivers, paid from the APBD', 50, 'transport', 'apbd', '10080000'],
  ['B4: 50 people outside transport, paid from the APBD', 50, 'other', 'apbd', '10080000'],
] as const)('%s, the whole of 2026', (_, heads, sector, fundingSource, expected) => {
  test(`owes Rp ${expected}`, async () => {
    expect(await sponsored(heads, sector, fundingSource).owed('penanggung', '2026-12-31')).toBe(expected);
  });

  if (isPublicMoney(fundingSource)) return;
  test('is paid with exactly that', async () => {
    const story = sponsored(heads, sector, fundingSource).paid('penanggung', 'k1', expected, '2026-01-05');
    const paid = await story.run('penanggung', '2026-12', '2026-01-06');
    expect([paid.length, total(paid)]).toEqual([heads * 12, expected]);
    expect(await story.balance('penanggung', '2026-12-31')).toMatchObject({
      allocated: expected,
      available: '0',
      arrears: [],
    });
  });

  test('is one premium short with a rupiah less', async () => {
    const short = String(Number(expected) - 1);
    const story = sponsored(heads, sector, fundingSource).paid('penanggung', 'k1', short, '2026-01-05');
    expect(await story.run('penanggung', '2026-12', '2026-01-06')).toHaveLength(heads * 12 - 1);
    expect(await story.balance('penanggung', '2026-12-31')).toMatchObject({
      available: '8399',
      arrears: [{ month: '2026-12', amount: '8400' }],
    });
  });
});

test('B3: in 2027 an ojek driver costs 176,400: three months at half, nine whole', async () => {
  const story = sponsored(1, 'transport', 'private', '2027-12').paid('penanggung', 'k1', '100800', '2026-01-05');
  await story.run('penanggung', '2026-12', '2026-01-06');
  const paid = await story.paid('penanggung', 'k2', '176400', '2027-01-05').run('penanggung', '2027-12', '2027-01-06');
  expect(paid.map(({ month, amount }) => `${month} ${amount}`)).toEqual([
    ...['01', '02', '03'].map((month) => `2027-${month} 8400`),
    ...['04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `2027-${month} 16800`),
  ]);
  expect(await story.balance('penanggung', '2027-12-31')).toMatchObject({ available: '0', arrears: [] });
});

test('what a public sponsor has promised is the price without discount', async () => {
  const { db } = await projected(sponsored(50, 'transport', 'apbd'));
  expect(await sponsorOutlook(db, { sponsorId: 'penanggung', asOf: '2026-01-05' })).toMatchObject({
    committed: '10080000',
    toTheEnd: { needed: '10080000', fits: true, workers: 50 },
  });
});

test('B6: arrears of November and December 2025 paid in February 2026 stay at the full rate', async () => {
  const story = Story.begin('2025-10-01').sponsor('penanggung', 'private', '2025-10-01');
  story.pledge('penanggung', { quota: 1, firstMonth: '2025-11', lastMonth: '2026-12' }, '2025-10-02');
  story.worker('w1', { sector: 'transport' }).enrolled('w1', '2025-11-01');
  story.assigned('penanggung', ['w1'], '2025-11', '2026-12').paid('penanggung', 'k1', '50400', '2026-02-05');
  const paid = await story.run('penanggung', '2026-02', '2026-02-06');
  expect(paid.map(({ month, amount }) => `${month} ${amount}`)).toEqual([
    '2025-11 16800',
    '2025-12 16800',
    '2026-01 8400',
    '2026-02 8400',
  ]);
  expect(await story.balance('penanggung', '2026-02-28')).toMatchObject({ available: '0', arrears: [] });
});

describe('B7: the relief of PP 49/2020', () => {
  function relief(): Story {
    const story = Story.begin('2020-06-01').sponsor('penanggung', 'private', '2020-06-01');
    story.pledge('penanggung', { quota: 1, firstMonth: '2020-07', lastMonth: '2021-02' }, '2020-06-02');
    story.worker('w1').enrolled('w1', '2020-07-01').assigned('penanggung', ['w1'], '2020-07', '2021-02');
    return story.paid('penanggung', 'k1', '16800', '2020-07-05').at('2020-07-10');
  }

  test('six months cost 1,008 to who had paid up to July 2020, and February 2021 is whole again', async () => {
    const story = relief();
    story.month('penanggung', '2020-07', ['w1'], '2020-07-10');
    story.paid('penanggung', 'k2', '17808', '2020-08-05');
    const paid = await story.run('penanggung', '2021-02', '2020-08-06');
    expect(paid.map(({ amount }) => amount)).toEqual(['168', '168', '168', '168', '168', '168', '16800']);
    expect(total(paid.slice(0, 6))).toBe('1008');
    expect(await story.balance('penanggung', '2021-02-28')).toMatchObject({ available: '0', arrears: [] });
  });

  test('and 100,800 to who had not', async () => {
    const due = (await relief().due('penanggung', '2021-01', '2020-08-06'))?.due ?? [];
    expect(total(due.filter(({ month }) => month >= '2020-08'))).toBe('100800');
  });
});
