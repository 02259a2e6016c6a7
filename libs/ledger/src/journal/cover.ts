import type { Month } from '../calendar';
import type { LedgerEventOf, LedgerEventType } from '../events';
import { coverIssued, workerCover } from './accounts';
import { line, type Booking } from './booking';
import { coverOf, type EntryLine } from './entry';

type Data<Type extends LedgerEventType> = LedgerEventOf<Type>['data'];

/** One unit of the month's cover to each worker: the accepted premium is the cover. */
export function allocationsSettled(data: Data<'AllocationsSettled'>): Booking {
  const { sponsorId, remittanceId, month, workers } = data;
  return {
    reference: `AllocationsSettled/${remittanceId}/${sponsorId}`,
    memo: `perlindungan ${month} terbit / cover issued`,
    lines: units(month, workers, 1),
  };
}

export function coverCancelled(data: Data<'CoverCancelled'>): Booking {
  const { sponsorId, remittanceId, month, workers } = data;
  return {
    reference: `CoverCancelled/${remittanceId}/${sponsorId}`,
    corrects: `AllocationsSettled/${remittanceId}/${sponsorId}`,
    memo: `perlindungan ${month} dicabut / cover cancelled`,
    lines: units(month, workers, -1),
  };
}

function units(month: Month, workers: readonly string[], each: 1 | -1): EntryLine[] {
  const commodity = coverOf(month);
  return [
    line(coverIssued(month), commodity, String(-each * workers.length)),
    ...workers.map((workerId) => line(workerCover(workerId), commodity, String(each))),
  ];
}
