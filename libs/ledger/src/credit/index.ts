export * from './events';
export * from './bpjs-code';
export * from './credit';
export * from './credit-key';
export { leftOf, type CreditPart, type CreditState, type RecordedCredit } from './credit-state';
