import fc from 'fast-check';
import { fold } from '../decider';
import { compare, sum } from '../money';
import { Rejection } from '../rejection';
import { contextOf } from '../specification';
import type { RemittanceCommand } from './commands';
import type { RemittanceEvent } from './events';
import { remittanceDecider } from './remittance';
import { acknowledge, cancel, complete, open, pay, refund } from './remittance.fixtures';

const refunds = fc
  .record({ refundId: fc.constantFrom('r1', 'r2', 'r3'), workerId: fc.constantFrom('w1', 'w2', 'w3', 'w9') })
  .map(({ refundId, workerId }) =>
    refund({ refundId, amount: '500000', workers: [{ workerId, sponsorId: 's1', amount: '500000' }] }),
  );
const command: fc.Arbitrary<RemittanceCommand> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(open()) },
  { weight: 4, arbitrary: fc.constant(complete()) },
  { weight: 1, arbitrary: fc.constant(cancel) },
  { weight: 4, arbitrary: fc.constantFrom(pay(), pay({ accountId: 'bri' }), pay({ paidOn: '2021-05-01' })) },
  { weight: 4, arbitrary: fc.constantFrom(acknowledge(), acknowledge({ receiptNumber: '2' })) },
  { weight: 3, arbitrary: refunds },
  {
    weight: 1,
    arbitrary: fc.constant({
      type: 'RefuseCommand' as const,
      code: 'remittance-amount-differs' as const,
      sentence: 'Beda.',
      english: 'Differs.',
      details: {},
    }),
  },
);

function play(commands: readonly RemittanceCommand[]): RemittanceEvent[] {
  const events: RemittanceEvent[] = [];
  let state = remittanceDecider.initial();
  for (const each of commands) {
    try {
      const decided = remittanceDecider.decide(state, each, contextOf());
      events.push(...decided);
      state = fold(remittanceDecider, decided, state);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
    }
  }
  return events;
}

test('a remittance is opened, ordered, paid and acknowledged at most once, in this order, whatever is asked', () => {
  let paidRuns = 0;
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
      const events = play([open(), ...commands]);
      const steps = events.map(({ type }) => type);
      const once = ['RemittanceOpened', 'RemittanceOrdered', 'RemittancePaid', 'RemittanceAcknowledged'] as const;
      const places = once.map((type) => steps.indexOf(type)).filter((place) => place >= 0);
      for (const type of once) expect(steps.filter((step) => step === type).length).toBeLessThanOrEqual(1);
      expect(places).toEqual(places.toSorted((left, right) => left - right));
      if (!steps.includes('RemittancePaid')) return;
      paidRuns += 1;
      expect(steps).not.toContain('RemittanceCancelled');
      const back = events.flatMap((event) => (event.type === 'RefundReceived' ? [event.data.amount] : []));
      expect(compare(sum(...back), '840000')).toBeLessThanOrEqual(0);
    }),
  );
  expect(paidRuns).toBeGreaterThan(0);
});
