import { Rejection } from '../rejection';
import { deductionsOf, type Deduction } from './deduction-list';

const list: Deduction[] = [
  { sponsorId: 'kadis-1', amount: '168000' },
  { sponsorId: 'kadis-2', amount: '84000' },
  { sponsorId: 'kadis-1', amount: '16800' },
];

function refusal(amount: string, lines: readonly Deduction[]): Rejection {
  try {
    deductionsOf(amount, lines);
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
  throw new Error('the list was taken');
}

describe('a deduction list', () => {
  it('that is the whole credit gives one payment a sponsor', () =>
    expect(deductionsOf('268800', list)).toEqual([
      { sponsorId: 'kadis-1', amount: '184800' },
      { sponsorId: 'kadis-2', amount: '84000' },
    ]));

  it.each([
    ['268801', '1'],
    ['268799', '-1'],
  ])('is refused for a credit of %s, with both numbers', (amount, difference) =>
    expect(refusal(amount, list)).toMatchObject({
      code: 'deduction-list-differs',
      details: { amount, total: '268800', difference, lines: '3' },
    }),
  );

  it('without lines is not the credit', () =>
    expect(refusal('268800', [])).toMatchObject({ code: 'deduction-list-differs', details: { total: '0' } }));

  it.each(['0', '-84000', '84000.5', '84.000'])('with a line of %s is refused, naming the line', (amount) =>
    expect(refusal('268800', [...list, { sponsorId: 'kadis-3', amount }])).toMatchObject({
      code: 'amount-invalid',
      details: { field: 'list.3.amount' },
    }),
  );
});
