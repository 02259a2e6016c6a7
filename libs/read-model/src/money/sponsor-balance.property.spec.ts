import fc from 'fast-check';
import { availableAt, availableOf, fold, money, sponsorDecider } from '@sedekah/ledger';
import { anyCommands, historyOfCommands, sponsorEvents } from '../testing/any-sponsor';
import { projected, removeProjected } from '../testing/projected';
import { sponsorBalance } from './sponsor-balance';

afterEach(removeProjected);

test("the balance is what the sponsor's own rules make of the same events", async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands, async (commands) => {
      const history = historyOfCommands(commands);
      const state = fold(sponsorDecider, sponsorEvents(history));
      const { db } = await projected(history);
      expect(await sponsorBalance(db, { sponsorId: 'bupati', asOf: '2021-06-30' })).toMatchObject({
        payments: { verified: state.verified },
        allocated: state.allocated,
        refunded: state.refunded,
        receivable: state.receivable,
        available: availableOf(state),
        availableSplit: { bank: availableAt(state, 'bank:kas'), bpjs: availableAt(state, 'bpjs:SB1'), direct: '0' },
        assignedWorkers: state.members.size,
      });
      await removeProjected();
    }),
    { numRuns: 40 },
  );
}, 120_000);

test('available is never negative, at any day and any place in the log', async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands, fc.nat(), fc.nat({ max: 40 }), async (commands, some, day) => {
      const history = historyOfCommands(commands);
      const { db } = await projected(history);
      const asOf = new Date(Date.parse('2021-05-01') + day * 86_400_000).toISOString().slice(0, 10);
      const ordinal = 1 + (some % history.events.length);
      const balance = await sponsorBalance(db, { sponsorId: 'bupati', asOf, knownAt: { ordinal } });
      const { availableSplit: split } = balance ?? { availableSplit: { bank: '0', bpjs: '0', direct: '0' } };
      for (const place of [split.bank, split.bpjs, split.direct]) expect(money.isNegative(place)).toBe(false);
      await removeProjected();
    }),
    { numRuns: 60 },
  );
}, 120_000);
