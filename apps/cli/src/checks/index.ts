import { allocatedWithinVerified } from './allocated-within-verified';
import type { Check } from './check';
import { commitmentsWithinCeiling } from './commitments-within-ceiling';
import { coverOnce } from './cover-once';
import { crossingsClosed } from './crossings-closed';
import { eventsLoad } from './events-load';
import { journalBalances } from './journal-balances';
import { moneyNotNegative } from './money-not-negative';
import { ordersAtPrice } from './orders-at-price';
import { paymentsVerifiedByTwo } from './payments-verified-by-two';
import { premiumsByTariff } from './premiums-by-tariff';
import { readModelEqualsRebuild } from './read-model-equals-rebuild';
import { remittancesAddUp } from './remittances-add-up';
import { revisionsContiguous } from './revisions-contiguous';
import { sealsVerify } from './seals-verify';
import { storeIntact } from './store-intact';

/** In the order in which a failure of one explains those after it. */
export const CHECKS: readonly Check[] = [
  storeIntact,
  revisionsContiguous,
  eventsLoad,
  moneyNotNegative,
  allocatedWithinVerified,
  journalBalances,
  premiumsByTariff,
  ordersAtPrice,
  remittancesAddUp,
  coverOnce,
  paymentsVerifiedByTwo,
  commitmentsWithinCeiling,
  readModelEqualsRebuild,
  crossingsClosed,
  sealsVerify,
];
