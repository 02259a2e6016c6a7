import { REMITTANCES } from './rows/remittances';
import { dieEverywhere } from './suite';

dieEverywhere(REMITTANCES);
