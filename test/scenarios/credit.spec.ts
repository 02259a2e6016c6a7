import { removeProjected } from '../../libs/read-model/src/testing/projected';
import { Story, total } from './story';

afterEach(removeProjected);

/** Two people outside transport, from January 2026: 33,600 a month, 16,800 from April on. */
function twoPeople(): Story {
  const story = Story.begin('2025-12-01').sponsor('bupati', 'private', '2025-12-01');
  story.pledge('bupati', { quota: 2, firstMonth: '2026-01', lastMonth: '2026-12' }, '2025-12-01');
  for (const worker of ['w1', 'w2']) story.worker(worker).enrolled(worker, '2026-01-01');
  return story.at('2026-01-02').assigned('bupati', ['w1', 'w2'], '2026-01', '2026-12');
}
const months = (paid: readonly { month: string; workerId: string }[]) =>
  paid.map(({ month, workerId }) => `${month} ${workerId}`);

test('what is paid too much stays the sponsor’s credit and pays the next month', async () => {
  const story = twoPeople().paid('bupati', 'k1', '50000', '2026-01-05');
  expect(total(await story.run('bupati', '2026-01', '2026-01-06'))).toBe('33600');
  expect(await story.balance('bupati', '2026-01-31')).toMatchObject({ available: '16400', arrears: [] });
  story.paid('bupati', 'k2', '17200', '2026-02-05');
  expect(total(await story.run('bupati', '2026-02', '2026-02-06'))).toBe('33600');
  expect(await story.balance('bupati', '2026-02-28')).toMatchObject({
    available: '0',
    allocated: '67200',
    arrears: [],
  });
});

test('money at the full rate for a discounted month carries the one after it', async () => {
  const story = twoPeople().paid('bupati', 'k1', '134400', '2026-01-05');
  await story.run('bupati', '2026-03', '2026-03-06');
  const paid = await story.run('bupati', '2026-05', '2026-04-06');
  expect(months(paid)).toEqual(['2026-04 w1', '2026-04 w2', '2026-05 w1', '2026-05 w2']);
  expect(total(paid)).toBe('33600');
  expect(await story.balance('bupati', '2026-05-31')).toMatchObject({ available: '0', arrears: [] });
});

test('a year paid ahead is priced month by month, and nothing is paid twice', async () => {
  const story = twoPeople().paid('bupati', 'k1', '252000', '2026-01-05');
  const paid = await story.run('bupati', '2026-12', '2026-01-06');
  expect([paid.length, total(paid)]).toEqual([24, '252000']);
  for (const month of ['2026-02', '2026-12']) {
    expect(await story.run('bupati', month, `${month}-06`)).toEqual([]);
  }
  expect(await story.balance('bupati', '2026-12-31')).toMatchObject({
    allocated: '252000',
    available: '0',
    arrears: [],
  });
});

test('without a run the advance waits as available money', async () => {
  const story = twoPeople().paid('bupati', 'k1', '252000', '2026-01-05');
  expect(total(await story.run('bupati', '2026-01', '2026-01-06'))).toBe('33600');
  expect(await story.balance('bupati', '2026-01-31')).toMatchObject({
    available: '218400',
    availableSplit: { bank: '218400', bpjs: '0', direct: '0' },
  });
});

describe('a refund to the sponsor', () => {
  const refund = (amount: string) =>
    ({
      type: 'PayRefund',
      refundId: 'r1',
      accountId: 'kas',
      amount,
      reference: 'TRF-1',
      reason: 'PKS pasal 9',
    }) as const;

  test('is of what is not spent, and never more', async () => {
    const story = twoPeople().paid('bupati', 'k1', '50000', '2026-01-05');
    await story.run('bupati', '2026-01', '2026-01-06');
    expect(() => story.decide('bupati', refund('16401'), '2026-01-07')).toThrow(
      expect.objectContaining({ code: 'refund-exceeds-available' }),
    );
    story.decide('bupati', refund('16400'), '2026-01-07');
    expect(await story.balance('bupati', '2026-01-31')).toMatchObject({
      payments: { verified: '50000' },
      allocated: '33600',
      refunded: '16400',
      available: '0',
    });
  });

  test('takes nothing from a month that is paid: the next one is owed again', async () => {
    const story = twoPeople().paid('bupati', 'k1', '67200', '2026-01-05');
    await story.run('bupati', '2026-01', '2026-01-06');
    story.decide('bupati', refund('33600'), '2026-01-07');
    expect(await story.run('bupati', '2026-02', '2026-02-06')).toEqual([]);
    expect(await story.balance('bupati', '2026-02-28')).toMatchObject({
      available: '0',
      arrears: [{ month: '2026-02', amount: '33600' }],
    });
  });
});
