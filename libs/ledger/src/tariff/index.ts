export * from './events';
export * from './income-bands';
export * from './law';
export * from './plan';
export * from './price';
export * from './runway';
export * from './shipped-law';
export * from './tariff';
