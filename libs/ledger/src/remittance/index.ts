export * from './events';
export * from './commands';
export { remittanceDecider } from './remittance';
export { parseRemittanceId, remittanceIdOf, type RemittanceName } from './remittance-id';
export {
  openingOf,
  type AcknowledgedRemittance,
  type OrderedRemittance,
  type PaidRemittance,
  type Opening as RemittanceOpening,
  type RemittanceState,
} from './state';
