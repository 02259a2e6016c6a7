import { isMonth, type Month } from '../calendar';
import { remittanceUnknown } from './state';

export interface RemittanceName {
  readonly group: string;
  readonly month: Month;
  /** From 1: a late payer comes in the next order of the month. */
  readonly number: number;
}

/** `SG-MAMASA.2021-05.1`: the first order of the group for that contribution month. */
export function remittanceIdOf(group: string, month: Month, number: number): string {
  const named = isMonth(month) && Number.isSafeInteger(number) && number > 0;
  if (!named || !/^[A-Za-z0-9_-]+$/.test(group)) throw new Error(`not a remittance: ${group}, ${month}, ${number}`);
  return `${group}.${month}.${number}`;
}

/** @throws Rejection remittance-unknown for text that cannot name a remittance */
export function parseRemittanceId(remittanceId: string): RemittanceName {
  const match = /^([A-Za-z0-9_-]+)\.(\d{4}-\d{2})\.([1-9]\d{0,8})$/.exec(remittanceId);
  const [, group, month, number] = match ?? [];
  if (group === undefined || !isMonth(month)) throw remittanceUnknown(remittanceId);
  return { group, month, number: Number(number) };
}
