import { BENCHES } from './benches';
import { runBench, type Order } from './harness/one-bench';

/** The process of one bench: takes an order, answers with what was measured. */
process.once('message', (order: Order) => {
  const bench = BENCHES.find(({ name }) => name === order.name);
  if (!bench) throw new Error(`no bench ${order.name}`);
  void runBench(bench, order).then((measured) => {
    process.send?.(measured, () => process.exit(0));
  });
});
