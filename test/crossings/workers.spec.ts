import { ASSIGNMENTS, ENDINGS } from './rows/workers';
import { dieEverywhere } from './suite';

dieEverywhere([...ASSIGNMENTS, ...ENDINGS]);
