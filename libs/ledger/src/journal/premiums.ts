import type { LedgerEventOf, LedgerEventType } from '../events';
import { negate, sum, type Rupiah } from '../money';
import { parseRemittanceId } from '../remittance/remittance-id';
import type { Part } from '../sponsor/events';
import { bankPlace, bpjsPlace, directPlace } from '../vocabulary';
import { available, moneyAt, premiumsPayable, receivableFrom, sourceAt, unassigned } from './accounts';
import { rupiahLine as line, type Booking } from './booking';
import type { EntryLine } from './entry';

type Data<Type extends LedgerEventType> = LedgerEventOf<Type>['data'];

/** What leaves (`sign` 1) or comes back to (-1) a sponsor's places. */
const fromPlaces = (sponsorId: string, parts: readonly Part[], sign: 1 | -1): EntryLine[] =>
  parts.map(({ place, amount }) => line(available(sponsorId, place), sign === 1 ? amount : negate(amount)));

export function premiumsAllocated(data: Data<'PremiumsAllocated'>): Booking {
  const { sponsorId, allocationId, month, parts, total } = data;
  return {
    reference: `PremiumsAllocated/${allocationId}`,
    memo: `iuran ${month} dialokasikan / premiums allocated`,
    lines: [...fromPlaces(sponsorId, parts, 1), line(premiumsPayable(month), negate(total))],
  };
}

export function allocationsReversed(data: Data<'AllocationsReversed'>): Booking {
  const { sponsorId, allocationId, month, parts, total } = data;
  return {
    reference: `AllocationsReversed/${allocationId}`,
    corrects: `PremiumsAllocated/${allocationId}`,
    memo: `alokasi iuran ${month} dibatalkan / allocation reversed`,
    lines: [line(premiumsPayable(month), total), ...fromPlaces(sponsorId, parts, -1)],
  };
}

/**
 * Not ordered: what is payable for the month changes. Remitted: less is credit at BPJS; of more, BPJS keeps what it holds
 * for the sponsor already, and the rest is payable.
 */
export function allocationsRepriced(data: Data<'AllocationsRepriced'>): Booking {
  const { sponsorId, allocationId, month, changes, receivable, difference, remittanceId } = data;
  const atBpjs = remittanceId === undefined ? [] : changes.filter(({ place }) => !place.startsWith('bank:'));
  const settled = sum(...atBpjs.map(({ amount }) => amount));
  return {
    reference: `AllocationsRepriced/${allocationId}`,
    corrects: `PremiumsAllocated/${allocationId}`,
    memo: `iuran ${month} menurut tarif baru / re-priced by a late law`,
    lines: [
      ...fromPlaces(sponsorId, changes, -1),
      ...atBpjs.map(({ place, amount }) => line(moneyAt(place), amount)),
      line(receivableFrom(sponsorId), receivable),
      line(premiumsPayable(month), negate(sum(difference, settled))),
    ],
  };
}

/** The month's premiums are paid: from the bank, from credit at BPJS, or with money BPJS received directly. */
export function remittancePaid(data: Data<'RemittancePaid'>): Booking {
  const { remittanceId, amount, bankAmount, creditAmount, directAmount, accountId, paymentId } = data;
  const { group, month } = parseRemittanceId(remittanceId);
  return {
    reference: `RemittancePaid/${remittanceId}`,
    memo: `iuran ${month} disetor ke BPJS / premiums remitted`,
    lines: [
      line(premiumsPayable(month), amount),
      ...paidFrom(bankAmount, accountId, bankPlace, remittanceId),
      ...paidFrom(creditAmount, group, bpjsPlace, remittanceId),
      ...paidFrom(directAmount, paymentId, directPlace, remittanceId),
    ],
  };
}

function paidFrom(amount: Rupiah, id: string | undefined, place: (id: string) => string, of: string): EntryLine[] {
  if (amount === '0') return [];
  if (id === undefined) throw new Error(`${of} was paid from a place it does not name`);
  return [line(moneyAt(place(id)), negate(amount))];
}

/** Paid, but not accepted: BPJS owes it, and it is the sponsor's again. */
export function allocationsRejected(data: Data<'AllocationsRejected'>): Booking {
  const { sponsorId, remittanceId, month, place, total } = data;
  return {
    reference: `AllocationsRejected/${remittanceId}/${sponsorId}`,
    corrects: `RemittancePaid/${remittanceId}`,
    memo: `iuran ${month} tidak diterima BPJS / not accepted by BPJS`,
    lines: [line(moneyAt(place), total), line(available(sponsorId, place), negate(total))],
  };
}

/** BPJS's refund has reached the bank; AllocationsRefunded says whose money it is. */
export function refundReceived({ remittanceId, refundId, accountId, amount }: Data<'RefundReceived'>): Booking {
  return {
    reference: `RefundReceived/${refundId}`,
    corrects: `RemittancePaid/${remittanceId}`,
    memo: 'pengembalian dari BPJS / refund from BPJS',
    lines: [line(moneyAt(bankPlace(accountId)), amount), line(unassigned(accountId), negate(amount))],
  };
}

export function allocationsRefunded(data: Data<'AllocationsRefunded'>): Booking {
  const { sponsorId, remittanceId, refundId, month, place, total } = data;
  return {
    reference: `AllocationsRefunded/${refundId}/${sponsorId}`,
    corrects: `RemittancePaid/${remittanceId}`,
    memo: `iuran ${month} kembali kepada penanggung / premiums given back`,
    lines: [line(sourceAt(place), total), line(available(sponsorId, place), negate(total))],
  };
}
