import { DIRECT_PAYMENTS, PAYMENTS } from './rows/payments';
import { LATE_LAW } from './rows/late-law';
import { PLEDGES } from './rows/pledges';
import { REMITTANCES } from './rows/remittances';
import { ASSIGNMENTS, ENDINGS, LISTS } from './rows/workers';
import { failEveryWay } from './suite';

/** `npm run test:crossings`: too long for every `npm test`. */
failEveryWay(
  [...PLEDGES, ...PAYMENTS, ...DIRECT_PAYMENTS, ...ASSIGNMENTS, ...LISTS, ...ENDINGS, ...REMITTANCES, ...LATE_LAW],
  5,
);
