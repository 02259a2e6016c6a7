import { postings } from './postings';

const lines = (event: Parameters<typeof postings>[0]): string[] =>
  (postings(event)?.lines ?? []).map(({ account, amount, commodity }) => `${account} ${amount} ${commodity}`);

test('a bank credit recorded wrong is taken back whole from its own day, and entered again on the right one', () => {
  const credit = { accountId: 'kas', creditKey: 'FT1' };
  const right = { amount: '840000', valueDate: '2021-05-03' };
  const data = { ...credit, ...right, reading: 1, previous: '480000', recordedBy: 'a', effectiveOn: '2021-05-02' };
  expect(postings({ type: 'CreditCorrected', data })).toMatchObject({
    date: '2021-05-02',
    reference: 'CreditCorrected/kas.FT1/1',
    corrects: 'CreditRecorded/kas.FT1',
  });
  expect(lines({ type: 'CreditCorrected', data })).toEqual([
    'liabilities:unassigned:kas 480000 IDR',
    'assets:bank:kas -480000 IDR',
  ]);
  const again = { ...credit, amount: '840000', reading: 2, effectiveOn: '2021-05-03' };
  expect(postings({ type: 'CreditRecorded', data: again })).toMatchObject({
    date: '2021-05-03',
    reference: 'CreditRecorded/kas.FT1/2',
  });
  const taken = { ...credit, paymentId: 'regent.r1', amount: '1', reason: 'x', reading: 2, effectiveOn: '2021-05-03' };
  expect(postings({ type: 'CreditChargedBack', data: taken })?.corrects).toBe('CreditRecorded/kas.FT1/2');
});
