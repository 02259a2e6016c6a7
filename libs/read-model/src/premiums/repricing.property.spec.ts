import fc from 'fast-check';
import {
  availableOf,
  fold,
  money,
  orderedIn,
  priceOf,
  sponsorDecider,
  tariffDecider,
  workerMonth,
  type SponsorCommand,
  type SponsorState,
  type TariffEvent,
} from '@sedekah/ledger';
import { anyCommands, historyOfCommands, sponsorEvents } from '../testing/any-sponsor';
import { projected, removeProjected } from '../testing/projected';
import type { SchemeHistory } from '../testing/scheme-history';
import { olderPremiums } from './older-premiums';

afterEach(removeProjected);

/** The shipped rows and their table have revisions 1 to 9. */
const SHIPPED = 9;
const MONTHS = ['2021-05', '2021-06'];

interface Law {
  readonly jkm: string;
  readonly month: string;
}
const laws = fc.array(
  fc.record({ jkm: fc.constantFrom('0', '3400', '8800', '20000'), month: fc.constantFrom(...MONTHS) }),
  { minLength: 1, maxLength: 3 },
);

/** Each law supersedes the one before it, so that every one of them holds in its own months only. */
function publish(history: SchemeHistory, { jkm, month }: Law, number: number, all: readonly Law[]): void {
  const before = all.slice(0, number).findLastIndex((law) => law.month === month);
  const supersedes = before < 0 ? {} : { supersedes: `late-${before}` };
  const row = { tariffId: `late-${number}`, firstMonth: month, lastMonth: month, jkkPercent: '1', jkm, citation: 'PP' };
  const data = { ...row, ...supersedes, fundingSources: ['private'], effectiveOn: '2021-07-01' } as const;
  history.add('tariff-bpu', { type: 'TariffPublished', data: { ...data, revision: SHIPPED + 1 + number } });
}

const stateOf = (history: SchemeHistory): SponsorState => fold(sponsorDecider, sponsorEvents(history));

function take(history: SchemeHistory, command: SponsorCommand): number {
  const context = { now: '2021-07-01T04:00:00.000Z', today: '2021-07-01', by: 'system', newId: (kind: string) => kind };
  const events = sponsorDecider.decide(stateOf(history), command, context);
  for (const event of events) history.add('sponsor-bupati', event);
  return events.length;
}

/** What the job does, slice by slice; stops after `appends` of them, as a crash would. @returns how many it made */
async function job(history: SchemeHistory, slice: number, appends = Number.POSITIVE_INFINITY): Promise<number> {
  let made = 0;
  for (let isUnfinished = true; isUnfinished && made < appends;) {
    isUnfinished = false;
    const { db } = await projected(history);
    const plans = await Array.fromAsync(olderPremiums(db));
    await removeProjected();
    for (const { tariffRevision, premiums, waiting } of plans) {
      for (let at = 0; at < premiums.length && made < appends; at += slice) {
        const some = premiums.slice(at, at + slice);
        made += take(history, { type: 'RepriceAllocations', tariffRevision, premiums: some });
      }
      for (const { remittanceId } of waiting) {
        const members = remittanceId === null ? [] : orderedIn(stateOf(history), remittanceId);
        if (made >= appends || members.some(({ status }) => status !== 'ordered')) continue;
        made += take(history, { type: 'UnorderAllocations', remittanceId: remittanceId ?? '', reason: 'tarif baru' });
        isUnfinished = true;
      }
    }
  }
  return made;
}

/** Worker-months with their price, and the money left whichever way it is split. */
function outcome(history: SchemeHistory) {
  const state = stateOf(history);
  const prices = [...state.allocations].map(([key, { batch }]) => `${key} ${batch.amountPerWorker}`).sort();
  return { prices, allocated: state.allocated, net: money.subtract(availableOf(state), state.receivable) };
}

test('the job brings everything to the law in force, and finds nothing to do a second time', async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands, laws, fc.integer({ min: 1, max: 3 }), async (commands, late, slice) => {
      const history = historyOfCommands(commands);
      late.forEach((law, number) => publish(history, law, number, late));
      await job(history, slice);
      const law = fold(
        tariffDecider,
        history.events.filter(({ stream }) => stream.endsWith('tariff-bpu')) as unknown as TariffEvent[],
      );
      const state = stateOf(history);
      for (const { batch, workerId, status } of state.allocations.values()) {
        // One sponsor's order that BPJS has answered for in part keeps its price until the rest is answered.
        if (status === 'ordered') continue;
        const asked = { month: batch.month, band: 1, sector: 'other', fundingSource: 'private' } as const;
        const { remittanceId = '' } = state.allocations.get(workerMonth(workerId, batch.month)) ?? {};
        if (orderedIn(state, remittanceId).some((each) => each.status === 'ordered')) continue;
        expect([workerId, batch.month, batch.amountPerWorker]).toEqual([
          workerId,
          batch.month,
          priceOf(law, asked).amount,
        ]);
      }
      expect(await job(history, slice)).toBe(0);
    }),
    { numRuns: 15 },
  );
}, 120_000);

test('after each law, once after all of them, or interrupted anywhere: the same prices and the same money', async () => {
  await fc.assert(
    fc.asyncProperty(anyCommands, laws, fc.nat({ max: 6 }), async (commands, late, crash) => {
      const [stepwise, atOnce, interrupted] = [1, 2, 3].map(() => historyOfCommands(commands));
      if (!stepwise || !atOnce || !interrupted) throw new Error('three histories');
      for (const [number, law] of late.entries()) {
        publish(stepwise, law, number, late);
        await job(stepwise, 2);
        publish(atOnce, law, number, late);
        publish(interrupted, law, number, late);
      }
      await job(atOnce, 3);
      await job(interrupted, 1, crash);
      await job(interrupted, 2);
      expect(outcome(atOnce)).toEqual(outcome(stepwise));
      expect(outcome(interrupted)).toEqual(outcome(stepwise));
    }),
    { numRuns: 15 },
  );
}, 120_000);
