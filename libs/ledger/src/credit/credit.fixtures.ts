import { specification } from '../specification';
import { creditDecider, type DrawPart } from './credit';
import type { CreditEvent } from './events';

export const { given } = specification(creditDecider);
/** One credit of the statement, and what may happen to it. */
export const credit = { accountId: 'sulselbar', creditKey: 'FT1' };
export const draw = (changes: Partial<DrawPart> = {}): DrawPart => ({
  type: 'DrawPart',
  ...credit,
  creditAmount: '840000',
  valueDate: '2021-05-02',
  reference: 'ft1',
  paymentId: 'p1',
  sponsorId: 's1',
  amount: '500000',
  channel: 'payroll',
  recordedBy: 'bendahara',
  ...changes,
});
export const recorded: CreditEvent = {
  type: 'CreditRecorded',
  data: { ...credit, amount: '840000', reference: 'ft1', effectiveOn: '2021-05-02' },
};
export const drawn = (paymentId = 'p1', amount = '500000'): CreditEvent => ({
  type: 'CreditPartDrawn',
  data: {
    ...credit,
    paymentId,
    sponsorId: 's1',
    amount,
    channel: 'payroll',
    recordedBy: 'bendahara',
    effectiveOn: '2021-05-02',
  },
});
export const returned = (paymentId = 'p1', amount = '500000'): CreditEvent => ({
  type: 'CreditPartReturned',
  data: { ...credit, paymentId, amount, reason: 'salah catat', effectiveOn: '2021-05-02' },
});
export const chargedBack = (amount: string): CreditEvent => ({
  type: 'CreditChargedBack',
  data: { ...credit, paymentId: 'p1', amount, reason: 'ditarik bank', effectiveOn: '2021-05-03' },
});
export const giveBack = (paymentId = 'p1') => ({ type: 'ReturnPart', paymentId, reason: 'salah catat' }) as const;
export const chargeBack = (amount: string, paymentId = 'p1') =>
  ({ type: 'ChargeBack', paymentId, amount, reason: 'ditarik bank' }) as const;
