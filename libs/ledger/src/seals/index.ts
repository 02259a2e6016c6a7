export * from './commands';
export * from './events';
export * from './seal';
export type { SealRecord, SealState, SigningKey } from './state';
