import { LATE_LAW } from './rows/late-law';
import { dieEverywhere } from './suite';

dieEverywhere(LATE_LAW);
