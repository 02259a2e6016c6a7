import { PAYMENTS, DIRECT_PAYMENTS } from './rows/payments';
import { dieEverywhere } from './suite';

dieEverywhere([...PAYMENTS, ...DIRECT_PAYMENTS]);
