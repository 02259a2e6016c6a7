import fc from 'fast-check';
import { addDays } from '../calendar';
import type { LedgerEvent } from '../events';
import { opened, step } from '../journal/simulation/play.fixtures';
import { seeded, type Choose } from '../journal/simulation/simulation.fixtures';
import * as money from '../money';
import { sponsorDecider, type SponsorEvent, type SponsorState } from '../sponsor';
import { evolveProvenance, emptyProvenance, paidBy, paidMonths, useOf, type Provenance } from './index';

const SPONSORS = ['b', 'c', 'da'];

/** One sponsor's stream, folded by its own rules and, beside them, by the rule of where its money came from. */
interface Traced {
  readonly state: SponsorState;
  readonly provenance: Provenance;
}

/** Plays along a tape, so that a failing history shrinks, and calls `check` after every event of a sponsor. */
function afterEveryEvent(tape: readonly number[], check: (traced: Traced, event: SponsorEvent) => void): void {
  const simulation = opened(SPONSORS, 4);
  const traced = new Map(
    SPONSORS.map((id) => [id, { state: sponsorDecider.initial(), provenance: emptyProvenance() }]),
  );
  let [at, seen] = [0, 0];
  const choose: Choose = (bound) => (tape[at++] ?? 0) % bound;
  while (at < tape.length) {
    step(simulation, choose);
    for (const { stream, event } of simulation.events.slice(seen)) {
      const own = traced.get(stream.replace('sedekah.sponsor-', ''));
      if (own) take(own, event, check);
    }
    seen = simulation.events.length;
  }
}

function take(own: Traced, event: LedgerEvent, check: (traced: Traced, event: SponsorEvent) => void): void {
  sponsorDecider.evolve(own.state, event as SponsorEvent);
  evolveProvenance(own.provenance, event as SponsorEvent);
  check(own, event as SponsorEvent);
}

const tapes = fc.array(fc.nat(10_000), { minLength: 200, maxLength: 2000, size: 'max' });
const inAnyHistory = (check: (traced: Traced, event: SponsorEvent) => void): void =>
  fc.assert(
    fc.property(tapes, (tape) => afterEveryEvent(tape, check)),
    { numRuns: 60, interruptAfterTimeLimit: 15_000 },
  );

const total = (parts: readonly { readonly amount: string }[]): string =>
  money.sum(...parts.map(({ amount }) => amount));

describe('after every event of any history', () => {
  it('from premiums to payments and from payments to premiums are the same triples', () => {
    inAnyHistory(({ state, provenance }) => {
      const back = [...state.allocations.values()].flatMap(({ workerId, batch: { month } }) =>
        (paidBy(provenance, workerId, month)?.shares ?? [])
          .filter(({ paymentId }) => paymentId !== null)
          .map(({ paymentId, amount }) => `${paymentId} ${workerId} ${month} ${amount}`),
      );
      const forth = [...state.payments.keys()].flatMap((paymentId) =>
        (useOf(provenance, paymentId)?.months ?? []).map(
          ({ workerId, month, amount }) => `${paymentId} ${workerId} ${month} ${amount}`,
        ),
      );
      expect(forth.sort()).toEqual(back.sort());
    });
  });

  it('every premium that the sponsor’s rules know is explained to the rupiah, by payments or as owed', () => {
    inAnyHistory(({ state, provenance }) => {
      expect([...paidMonths(provenance)].length).toBe(state.allocations.size);
      for (const { workerId, batch, status, remittanceId = null } of state.allocations.values()) {
        const paid = paidBy(provenance, workerId, batch.month);
        expect(paid).toMatchObject({ price: batch.amountPerWorker, allocationId: batch.allocationId });
        expect(total(paid?.shares ?? [])).toBe(batch.amountPerWorker);
        for (const { amount } of paid?.shares ?? []) expect(money.isPositive(amount)).toBe(true);
        expect(paid?.standing).toBe(status === 'settled' ? 'covered' : status);
        expect(paid?.remittanceId).toBe(remittanceId);
      }
    });
  });

  it('a payment is what it bought, what is unspent, refunded, charged back, or never counted', () => {
    inAnyHistory(({ state, provenance }) => {
      for (const { paymentId, amount, status, chargedBack } of state.payments.values()) {
        const use = useOf(provenance, paymentId);
        expect(use).toMatchObject({ amount, status, chargedBack, ahead: '0' });
        const parts = use ? [use.unverified, use.rejected, use.reversed, use.bought, use.unspent, use.refunded] : [];
        expect(money.sum(...parts, chargedBack)).toBe(amount);
      }
    });
  });

  it('what lies at each place, what was refunded and what is owed are what the sponsor’s rules say', () => {
    inAnyHistory(({ state, provenance }) => {
      for (const [place, amount] of state.places) expect(total(provenance.parcels.at(place))).toBe(amount);
      const refunds = [...provenance.refunds.values()].flat();
      expect(total(refunds)).toBe(state.refunded);
      const lying = [...state.places.keys()].flatMap((place) => provenance.parcels.at(place));
      const shares = [...paidMonths(provenance)].flatMap((paid) => paid.shares);
      const owed = [...lying, ...refunds, ...shares].filter(({ paymentId }) => paymentId === null);
      expect(total(owed)).toBe(state.receivable);
    });
  });

  it('seen as of any past day, with all that is known now, it adds up as well', () => {
    fc.assert(
      fc.property(tapes, fc.nat(400), (tape, days) => {
        const asOf = addDays('2021-05-01', days);
        const seen = new Map(SPONSORS.map((id) => [id, emptyProvenance()]));
        afterEveryEvent(tape, (_, event) => {
          const own = seen.get('sponsorId' in event.data ? event.data.sponsorId : '');
          if (own && event.data.effectiveOn <= asOf) evolveProvenance(own, event);
        });
        for (const own of seen.values()) {
          for (const [paymentId, { amount }] of own.payments) expect(useOf(own, paymentId)?.amount).toBe(amount);
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 15_000 },
    );
  });

  it('money of a payment is spent only when none of a payment verified earlier is left at that place', () => {
    let verified: string[] = [];
    inAnyHistory(({ provenance }, event) => {
      if (event.type === 'SponsorRegistered') verified = verified.filter((id) => !id.startsWith(event.data.sponsorId));
      if (event.type === 'PaymentVerified') verified.push(event.data.paymentId);
      if (event.type !== 'PremiumsAllocated') return;
      const { workers, month, parts } = event.data;
      for (const { place } of parts) {
        const [left] = provenance.parcels.at(place);
        const spent = workers.flatMap((id) => provenance.purchases.get(`${id} ${month}`)?.pieces ?? []);
        for (const piece of spent) {
          if (piece.place !== place || !left || left.paymentId === null) continue;
          expect(verified.indexOf(left.paymentId)).toBeGreaterThanOrEqual(verified.indexOf(piece.paymentId ?? ''));
        }
      }
    });
  });
});

it('the histories reach premiums of several payments, owed ones, and money that came back', () => {
  const reached = new Set<string>();
  const choose = seeded(2021);
  const tape = Array.from({ length: 60_000 }, () => choose(10_000));
  afterEveryEvent(tape, ({ provenance }, event) => {
    reached.add(event.type);
    if (event.type === 'PaymentVerified' && event.data.settlesReceivable) reached.add('owed is filled');
    if (event.type === 'AllocationsRepriced' && money.isNegative(event.data.receivable)) reached.add('forgiven');
    for (const { shares, standing } of paidMonths(provenance)) {
      reached.add(standing);
      if (shares.length > 1) reached.add('several payments');
      if (shares.some(({ paymentId }) => paymentId === null)) reached.add('owed');
    }
  });
  const others = [
    'allocated',
    'ordered',
    'covered',
    'cancelled',
    'several payments',
    'owed',
    'owed is filled',
    'forgiven',
  ];
  const premiums = ['AllocationsReversed', 'AllocationsRejected', 'AllocationsRefunded', 'AllocationsRepriced'];
  const back = ['PaymentReversed', 'PaymentChargedBack', 'PaymentRejected', 'RefundPaid'];
  for (const each of [...others, ...premiums, ...back]) expect(reached).toContain(each);
});
