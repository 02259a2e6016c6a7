import { moneyActions } from './money-actions.fixtures';
import { premiumActions } from './premium-actions.fixtures';
import { Simulation, type Choose } from './simulation.fixtures';
import { begin, type Action } from './world.fixtures';

const { deposit, verify } = moneyActions;
const { run, remit, payRemittance, acknowledge, refundFromBpjs } = premiumActions;
/** The main road is taken more often than the ways off it. */
const ACTIONS: readonly Action[] = [
  ...Object.values(moneyActions),
  ...Object.values(premiumActions),
  ...[
    deposit,
    deposit,
    verify,
    verify,
    run,
    run,
    run,
    remit,
    payRemittance,
    payRemittance,
    acknowledge,
    acknowledge,
    refundFromBpjs,
  ],
];

/** A scheme in which sponsors have pledged and assigned; nothing is paid yet. */
export function opened(sponsors: readonly string[], workersEach: number): Simulation {
  const simulation = new Simulation(sponsors, workersEach);
  begin(simulation);
  return simulation;
}

/** One thing happens, or is refused. */
export function step(simulation: Simulation, choose: Choose): void {
  ACTIONS[choose(ACTIONS.length)]?.(simulation, choose);
  if (choose(4) === 0) simulation.later(1);
}
