import { setFlagsFromString } from 'node:v8';

/**
 * V8 collects old garbage once the heap is several times what was in use after the last time: where streams are folded,
 * used once and let go, 80 MB in use became 400, and 600 with three times the workers. At half as much again it costs
 * little more time.
 */
const GROWING_PERCENT = 50;

setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
