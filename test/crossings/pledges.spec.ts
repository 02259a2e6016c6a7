import { PLEDGES } from './rows/pledges';
import { dieEverywhere } from './suite';

dieEverywhere(PLEDGES);
