export { evolveProvenance } from './evolve';
export type { Share } from './parcels';
export { paidBy, paidMonths, useOf, type BoughtMonth, type PaidMonth, type UseOfPayment } from './questions';
export { emptyProvenance, type Provenance, type PurchaseStanding } from './state';
