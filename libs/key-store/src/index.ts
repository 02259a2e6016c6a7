export * from './credentials';
export * from './key-store';
export * from './sealing';
