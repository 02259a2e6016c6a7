import { LISTS } from './rows/workers';
import { dieEverywhere } from './suite';

dieEverywhere(LISTS);
