import type { Bench } from '../harness/bench';
import { questionsBench } from './questions';
import { rebuildBench } from './rebuild';

/** Every bench, in the order `npm run bench` takes them. */
export const BENCHES: readonly Bench[] = [rebuildBench, questionsBench];
