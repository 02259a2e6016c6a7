import { monthRange, type Month } from '../calendar';
import type { LedgerEventOf, LedgerEventType } from '../events';
import { negate, times } from '../money';
import type { PledgeScope } from '../sponsor/events';
import { budget, pledged, promised, reserved } from './accounts';
import { line, rupiahLine, type Booking } from './booking';
import { coverOf, type EntryLine } from './entry';

type Data<Type extends LedgerEventType> = LedgerEventOf<Type>['data'];

/** Memo: a promise is no money yet; it is cover-months somebody gave their word for. */
export function pledgeMade(data: Data<'PledgeMade'>): Booking {
  const { sponsorId, pledgeId, firstMonth } = data;
  return {
    reference: `PledgeMade/${pledgeId}`,
    memo: 'ikrar / pledge',
    lines: coverMonths(sponsorId, pledgeId, firstMonth, data, 1),
  };
}

/** Nothing for an amendment that does not say what it amends. */
export function pledgeAmended(data: Data<'PledgeAmended'>): Booking | undefined {
  const { sponsorId, pledgeId, firstMonth, previous } = data;
  if (!previous) return undefined;
  return {
    reference: `PledgeAmended/${pledgeId}`,
    corrects: `PledgeMade/${pledgeId}`,
    memo: 'ikrar diubah / pledge amended',
    lines: [
      ...coverMonths(sponsorId, pledgeId, previous.firstMonth, previous, -1),
      ...coverMonths(sponsorId, pledgeId, firstMonth, data, 1),
    ],
  };
}

export function pledgeWithdrawn(data: Data<'PledgeWithdrawn'>): Booking | undefined {
  const { sponsorId, pledgeId, fromMonth, previous } = data;
  if (!previous) return undefined;
  const first = fromMonth > previous.firstMonth ? fromMonth : previous.firstMonth;
  return {
    reference: `PledgeWithdrawn/${pledgeId}`,
    corrects: `PledgeMade/${pledgeId}`,
    memo: 'ikrar dicabut / pledge withdrawn',
    lines: coverMonths(sponsorId, pledgeId, first, previous, -1),
  };
}

function coverMonths(
  sponsorId: string,
  pledgeId: string,
  from: Month,
  { quota, lastMonth }: PledgeScope,
  sign: 1 | -1,
): EntryLine[] {
  const units = times(String(sign), quota);
  const word = negate(units);
  return monthRange(from, lastMonth).flatMap((month) => [
    line(pledged(pledgeId), coverOf(month), units),
    line(promised(sponsorId), coverOf(month), word),
  ]);
}

export function commitmentReserved(data: Data<'CommitmentReserved'>): Booking {
  const { authorityId, pledgeId, amount } = data;
  return {
    reference: `CommitmentReserved/${pledgeId}`,
    memo: 'anggaran diikat / budget reserved',
    lines: [rupiahLine(reserved(pledgeId), amount), rupiahLine(budget(authorityId), negate(amount))],
  };
}

export function commitmentReleased(data: Data<'CommitmentReleased'>): Booking {
  const { authorityId, pledgeId, amount } = data;
  return {
    reference: `CommitmentReleased/${pledgeId}`,
    corrects: `CommitmentReserved/${pledgeId}`,
    memo: 'ikatan anggaran dilepas / budget released',
    lines: [rupiahLine(budget(authorityId), amount), rupiahLine(reserved(pledgeId), negate(amount))],
  };
}
