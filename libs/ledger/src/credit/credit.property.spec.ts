import fc from 'fast-check';
import { fold } from '../decider';
import { compare, isNegative, subtract, sum, type Rupiah } from '../money';
import { Rejection } from '../rejection';
import { contextOf } from '../specification';
import { creditDecider, type CreditCommand } from './credit';
import { creditKeyOf } from './credit-key';
import type { CreditEvent, CreditRecorded } from './events';

const amount: fc.Arbitrary<Rupiah> = fc.integer({ min: 1, max: 40 }).map((units) => String(units * 8_400));
const paymentId = fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8');
const reason = fc.constant('alasan');
const command: fc.Arbitrary<CreditCommand> = fc.oneof(
  fc.record({
    type: fc.constant('DrawPart' as const),
    accountId: fc.constant('bank'),
    creditKey: fc.constant('K'),
    creditAmount: fc.constantFrom('420000', '420000', '420000', '430000'),
    valueDate: fc.constantFrom('2021-05-02', '2021-05-02', '2021-05-02', '2021-05-01'),
    paymentId,
    sponsorId: fc.constant('s1'),
    amount,
    recordedBy: fc.constant('bendahara'),
  }),
  fc.record({ type: fc.constant('ReturnPart' as const), paymentId, reason }),
  fc.record({ type: fc.constant('ChargeBack' as const), paymentId, amount, reason }),
);

/** Parts and charge-backs added up from the events alone, apart from the decider's own state. */
function totals(events: readonly CreditEvent[]) {
  const of = (type: CreditEvent['type']) =>
    sum(...events.flatMap((event) => (event.type === type && 'amount' in event.data ? [event.data.amount] : [])));
  const chargedBack = of('CreditChargedBack');
  const live = subtract(of('CreditPartDrawn'), sum(of('CreditPartReturned'), chargedBack));
  const takenBack = sum(...events.flatMap((event) => (event.type === 'CreditCorrected' ? [event.data.previous] : [])));
  const onStatement = subtract(of('CreditRecorded'), takenBack);
  return { live, onStatement, room: subtract(onStatement, chargedBack) };
}

test('Σ parts never exceeds the credit less what was charged back, under any sequence, at every event', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 50, size: 'max' }), (commands) => {
      const events: CreditEvent[] = [];
      let state = creditDecider.initial();
      for (const each of commands) {
        try {
          const decided = creditDecider.decide(state, each, contextOf());
          events.push(...decided);
          state = fold(creditDecider, decided, state);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
        }
        const { live, onStatement, room } = totals(events);
        const readings = events.filter(({ type }) => type === 'CreditRecorded');
        expect(onStatement).toBe(readings.length === 0 ? '0' : (readings.at(-1) as CreditRecorded).data.amount);
        expect(isNegative(live)).toBe(false);
        expect(compare(live, room)).toBeLessThanOrEqual(0);
      }
      const count = (type: CreditEvent['type']) => events.filter((event) => event.type === type).length;
      expect(count('CreditRecorded')).toBe(state.status === 'unknown' ? 0 : count('CreditCorrected') + 1);
    }),
  );
});

test('different references give different keys, all of them safe in a stream name', () => {
  const account = { accountId: 'bank', creditKey: 'reference' } as const;
  const reference = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.trim() !== '');
  const read = (text: string) => text.trim().toUpperCase();
  const key = (text: string) => creditKeyOf(account, { reference: text, valueDate: '2021-05-02', amount: '1' });
  fc.assert(
    fc.property(reference, reference, (left, right) => {
      expect(key(left)).toMatch(/^[A-Za-z0-9._%-]+$/);
      expect(key(left) === key(right)).toBe(read(left) === read(right));
    }),
  );
});
