export { isOpen, monthsOfDirect, type DuePremium } from './allocations';
export { replaceableSpan } from './assignments';
export * from './events';
export { assertMonths } from './pledges';
export { workersToItsEnd } from './renewable';
export { orderedIn, SLICE } from './remittances';
export { sponsorDecider, type SponsorCommand } from './sponsor';
export { addUp as addUpParts, availableAt, availableOf, memberIn, pledgeOf, workerMonth } from './state';
export type { DirectWorkers, Member, Payment, Pledge, SponsorState } from './state';
