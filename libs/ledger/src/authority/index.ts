export * from './events';
export * from './commands';
export { authorityDecider } from './authority';
export { assertRefundAgreed } from './refund-terms';
export { assertCovers, type AskedCover } from './covers';
export { commitmentOf, type Authority, type AuthorityState, type Commitment } from './state';
