import type { Bench } from '../harness/bench';
import { eventStoreDbBench } from './eventstoredb';
import { commandsBench } from './commands';
import { growthBench } from './growth';
import { importBench } from './import';
import { latencyBench } from './latency';
import { monthRunBench } from './month-run';
import { questionsBench } from './questions';
import { rebuildBench } from './rebuild';
import { startBench } from './start';
import { verifyBundleBench } from './verify-bundle';

/** Every bench, in the order `npm run bench` takes them. */
export const BENCHES: readonly Bench[] = [
  rebuildBench,
  monthRunBench,
  importBench,
  commandsBench,
  questionsBench,
  latencyBench,
  startBench,
  eventStoreDbBench,
  verifyBundleBench,
  growthBench,
];
