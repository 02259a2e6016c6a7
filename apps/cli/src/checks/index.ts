import type { Check } from './check';
import { coverOnce } from './cover-once';
import { crossingsClosed } from './crossings-closed';
import { eventsLoad } from './events-load';
import { moneyNotNegative } from './money-not-negative';
import { paymentsVerifiedByTwo } from './payments-verified-by-two';
import { readModelEqualsRebuild } from './read-model-equals-rebuild';
import { revisionsContiguous } from './revisions-contiguous';

/** In the order in which a failure of one explains those after it. */
export const CHECKS: readonly Check[] = [
  revisionsContiguous,
  eventsLoad,
  moneyNotNegative,
  coverOnce,
  paymentsVerifiedByTwo,
  readModelEqualsRebuild,
  crossingsClosed,
];
