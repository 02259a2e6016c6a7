export * from './events';
export * from './bpjs-code';
export * from './credit';
export * from './credit-key';
export * from './deduction-list';
export { leftOf, type CreditPart, type CreditState, type RecordedCredit } from './credit-state';
