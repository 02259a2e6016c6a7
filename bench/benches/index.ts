import type { Bench } from '../harness/bench';
import { growthBench } from './growth';
import { latencyBench } from './latency';
import { questionsBench } from './questions';
import { rebuildBench } from './rebuild';
import { startBench } from './start';

/** Every bench, in the order `npm run bench` takes them. */
export const BENCHES: readonly Bench[] = [rebuildBench, questionsBench, latencyBench, startBench, growthBench];
