export * from './events';
export * from './scheme';
