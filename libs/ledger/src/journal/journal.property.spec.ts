import fc from 'fast-check';
import type { LedgerEvent } from '../events';
import * as money from '../money';
import { availableOf, sponsorDecider, type SponsorEvent, type SponsorState } from '../sponsor';
import { available, availablePrefix, receivableFrom, unverified } from './accounts';
import { Balances } from './balances.fixtures';
import { postings } from './postings';
import { opened, step } from './simulation/play.fixtures';
import { seeded, type Choose, type SimulatedEvent } from './simulation/simulation.fixtures';

/** Chooses along a tape, so that a failing history shrinks; nothing more happens when it has run out. */
function history(tape: readonly number[]): readonly SimulatedEvent[] {
  const simulation = opened(['b', 'c', 'da'], 4);
  let at = 0;
  const choose: Choose = (bound) => (tape[at++] ?? 0) % bound;
  while (at < tape.length) step(simulation, choose);
  return simulation.events;
}

const tapes = fc.array(fc.nat(10_000), { minLength: 200, maxLength: 2000, size: 'max' });

/** Calls `check` after every single event of a history, with the balances as they are then. */
function atEveryPrefix(check: (event: LedgerEvent, balances: Balances) => void, numRuns: number): void {
  fc.assert(
    fc.property(tapes, (tape) => {
      const balances = new Balances();
      for (const { event } of history(tape)) {
        const entry = postings(event);
        if (entry) balances.add(entry);
        check(event, balances);
      }
    }),
    { numRuns, interruptAfterTimeLimit: 15_000 },
  );
}

describe('at every prefix of any history', () => {
  it('every commodity balances, in the entry and over all accounts', () => {
    atEveryPrefix((event, balances) => {
      const sums = new Map<string, bigint>();
      for (const [key, amount] of balances.all()) {
        const commodity = key.split(' ')[1] ?? '';
        sums.set(commodity, (sums.get(commodity) ?? 0n) + amount);
      }
      expect([event.type, ...new Set(sums.values())]).toEqual(sums.size === 0 ? [event.type] : [event.type, 0n]);
    }, 60);
  });

  it('a worker holds no or one unit of a month, and months issued are months held', () => {
    atEveryPrefix((_event, balances) => {
      for (const [key, amount] of balances.all()) {
        if (key.startsWith('cover:worker:')) expect([0n, 1n]).toContain(amount);
      }
    }, 60);
  });

  it("a sponsor's money at each place, receivable and unverified money are what the sponsor's own stream says", () => {
    let states = new Map<string, SponsorState>();
    atEveryPrefix((event, balances) => {
      if (event.type === 'AuthorityRegistered') states = new Map();
      const sponsorId = sponsorOf(event);
      if (sponsorId === undefined) return;
      const before = states.get(sponsorId) ?? sponsorDecider.initial();
      const state = sponsorDecider.evolve(before, event as SponsorEvent);
      states.set(sponsorId, state);
      expect(balances.under(availablePrefix(sponsorId))).toBe(money.negate(availableOf(state)));
      for (const [place, amount] of state.places) {
        expect(balances.of(available(sponsorId, place))).toBe(money.negate(amount));
      }
      expect(balances.of(receivableFrom(sponsorId))).toBe(state.receivable);
      const open = [...state.payments.values()].filter(({ status }) => status === 'recorded');
      expect(balances.of(unverified(sponsorId))).toBe(money.negate(money.sum(...open.map(({ amount }) => amount))));
    }, 60);
  });

  it("the journal's bank is the bank's statement, and what is payable to BPJS is allocated and not paid", () => {
    let statement = new Map<string, string>();
    let payable = '0';
    atEveryPrefix((event, balances) => {
      if (event.type === 'AuthorityRegistered') [statement, payable] = [new Map(), '0'];
      const [account, amount] = onStatement(event);
      if (account) statement.set(account, money.sum(statement.get(account) ?? '0', amount));
      for (const [each, total] of statement) expect(balances.of(`assets:bank:${each}`)).toBe(total);
      payable = money.sum(payable, owed(event));
      expect(balances.under('liabilities:premiums:')).toBe(money.negate(payable));
    }, 60);
  });
});

const OTHER_STREAMS = ['Commitment', 'RemittanceO', 'Credit', 'RefundReceived', 'Authority', 'Remittance'];

function sponsorOf({ type, data }: LedgerEvent): string | undefined {
  if (OTHER_STREAMS.some((prefix) => type.startsWith(prefix))) return undefined;
  return 'sponsorId' in data ? data.sponsorId : undefined;
}

/** The event's line on the bank's statement, if it has one. */
function onStatement({ type, data }: LedgerEvent): [account: string | undefined, amount: string] {
  switch (type) {
    case 'CreditRecorded':
    case 'RefundReceived':
      return [data.accountId, data.amount];
    case 'CreditCorrected':
      return [data.accountId, money.negate(data.previous)];
    case 'CreditChargedBack':
      return [data.accountId, money.negate(data.amount)];
    case 'RemittancePaid':
      return [data.accountId, money.negate(data.bankAmount)];
    case 'RefundPaid':
      return [data.place.replace('bank:', ''), money.negate(data.amount)];
    default:
      return [undefined, '0'];
  }
}

/** What the event adds to the premiums allocated and not yet paid. */
function owed({ type, data }: LedgerEvent): string {
  switch (type) {
    case 'PremiumsAllocated':
      return data.total;
    case 'AllocationsReversed':
      return money.negate(data.total);
    case 'RemittancePaid':
      return money.negate(data.amount);
    case 'AllocationsRepriced': {
      if (data.remittanceId === undefined) return data.difference;
      const fromBank = data.changes.filter(({ place }) => place.startsWith('bank:')).map(({ amount }) => amount);
      return money.subtract(data.receivable, money.sum(...fromBank));
    }
    default:
      return '0';
  }
}

it('the histories reach every event that the journal books', () => {
  const simulation = opened(['b', 'c', 'da'], 4);
  const choose = seeded(2021);
  for (let steps = 0; steps < 6000; steps += 1) step(simulation, choose);
  const reached = new Set(simulation.events.flatMap(({ event }) => (postings(event) ? [event.type] : [])));
  expect([...reached].sort()).toEqual([
    'AllocationsRefunded',
    'AllocationsRejected',
    'AllocationsRepriced',
    'AllocationsReversed',
    'AllocationsSettled',
    'CommitmentReleased',
    'CommitmentReserved',
    'CoverCancelled',
    'CreditChargedBack',
    'CreditCorrected',
    'CreditRecorded',
    'PaymentChargedBack',
    'PaymentRecorded',
    'PaymentRejected',
    'PaymentReversed',
    'PaymentVerified',
    'PledgeAmended',
    'PledgeMade',
    'PledgeWithdrawn',
    'PremiumsAllocated',
    'RefundPaid',
    'RefundReceived',
    'RemittancePaid',
  ]);
});
