import { creditIdOf, creditKeyOf, type StatementLine } from './credit-key';
import type { CreditKeyRecipe } from '../scheme/events';

const line: StatementLine = { valueDate: '2021-05-02', amount: '840000' };
const key = (creditKey: CreditKeyRecipe, changes: Partial<StatementLine> = {}) =>
  creditKeyOf({ accountId: 'bank', creditKey }, { ...line, ...changes });
const missing = (field: string) =>
  expect.objectContaining({ code: 'credit-key-incomplete', details: { field, accountId: 'bank' } });

describe('credit key', () => {
  test('by reference: neither case nor spaces around it make a second credit', () => {
    expect(key('reference', { reference: ' ft21122-x_1.9 ' })).toBe('FT21122-X_1.9');
  });

  test('by reference: other characters are escaped and nothing is cut off', () => {
    expect(key('reference', { reference: "TRF/05 (a)~%é'" })).toBe('TRF%2F05%20%28A%29%7E%25%C3%89%27');
    expect(key('reference', { reference: 'x'.repeat(500) })).toHaveLength(500);
    expect(key('reference', { reference: '\ud800' })).toBe('%EF%BF%BD');
  });

  test("by date, amount and the bank's sequence, leading zeros or not", () => {
    expect(key('date-amount-sequence', { sequence: '0012' })).toBe('2021-05-02.840000.12');
    expect(key('date-amount-sequence', { sequence: '12' })).toBe('2021-05-02.840000.12');
    expect(key('date-amount-sequence', { sequence: '000' })).toBe('2021-05-02.840000.0');
    expect(key('date-amount-sequence', { sequence: '0a' })).toBe('2021-05-02.840000.0A');
  });

  test('by date, amount and the ordinal the officer confirms', () => {
    expect(key('date-amount-ordinal', { ordinal: 2 })).toBe('2021-05-02.840000.2');
  });

  test('names the field its recipe lacks', () => {
    expect(() => key('reference', { sequence: '1', ordinal: 1 })).toThrow(missing('reference'));
    expect(() => key('reference', { reference: '  ' })).toThrow(missing('reference'));
    expect(() => key('date-amount-sequence', { reference: 'FT1' })).toThrow(missing('sequence'));
    expect(() => key('date-amount-ordinal')).toThrow(missing('ordinal'));
    expect(() => key('date-amount-ordinal', { ordinal: 0 })).toThrow(missing('ordinal'));
    expect(() => key('date-amount-ordinal', { ordinal: 1.5 })).toThrow(missing('ordinal'));
  });

  test('names the stream together with its account', () => {
    expect(creditIdOf('bank', key('reference', { reference: 'FT1' }))).toBe('bank.FT1');
  });
});
