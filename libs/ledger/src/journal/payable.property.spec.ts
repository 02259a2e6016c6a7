import { monthRange, type Month } from '../calendar';
import * as money from '../money';
import { premiumsPayable } from './accounts';
import { Balances } from './balances.fixtures';
import { postings } from './postings';
import { opened, step } from './simulation/play.fixtures';
import { seeded, type Simulation } from './simulation/simulation.fixtures';

const MONTHS = monthRange('2021-01', '2022-12');

/** What waits for an order, what an order has not paid yet, and what dearer laws charge for months remitted already. */
function toBePaid(simulation: Simulation, month: Month): string {
  const isPaid = (remittanceId: string | undefined): boolean => {
    const order = remittanceId === undefined ? undefined : simulation.remittanceState(remittanceId);
    return order?.status === 'paid' || order?.status === 'acknowledged';
  };
  const amounts = simulation.sponsors.flatMap((sponsorId) => {
    const { allocations, charges, chargeOrders } = simulation.sponsorState(sponsorId);
    const of = <Item extends { month: Month }>(items: Iterable<Item>) =>
      [...items].filter((each) => each.month === month);
    const waiting = [...allocations.values()]
      .filter(({ batch, remittanceId }) => batch.month === month && !isPaid(remittanceId))
      .map(({ batch }) => batch.amountPerWorker);
    const charged = of(charges.values()).flatMap(({ parts, owed }) => [owed, ...parts.map(({ amount }) => amount)]);
    const ordered = [...chargeOrders]
      .filter(([remittanceId, order]) => order.month === month && !isPaid(remittanceId))
      .flatMap(([, { parts }]) => parts.map(({ amount }) => amount));
    return [...waiting, ...charged, ...ordered];
  });
  return money.sum(...amounts);
}

it.each([1, 11, 2021, 7603])('what is payable for a month is what is still to be paid to BPJS (history %d)', (seed) => {
  const simulation = opened(['b', 'c', 'da'], 4);
  const choose = seeded(seed);
  const balances = new Balances();
  let [booked, charges] = [0, 0];
  for (let steps = 0; steps < 3_000; steps += 1) {
    step(simulation, choose);
    for (const { event } of simulation.events.slice(booked)) {
      const entry = postings(event);
      if (entry) balances.add(entry);
      if (event.type === 'AllocationsOrdered' && event.data.charge) charges += 1;
    }
    booked = simulation.events.length;
    if (steps % 50 > 0) continue;
    const payable = new Map(balances.all());
    for (const month of MONTHS) {
      const stands = payable.get(`${premiumsPayable(month)} IDR`) ?? 0n;
      expect([steps, month, String(-stands)]).toEqual([steps, month, toBePaid(simulation, month)]);
    }
  }
  expect(charges).toBeGreaterThan(0);
});
