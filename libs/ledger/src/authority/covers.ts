import { monthOf, type Month } from '../calendar';
import { requireMonthsInOrder } from '../requirements';
import { Rejection } from '../rejection';
import type { FundingSource } from '../vocabulary';
import { authorityInForce, type Authority, type AuthorityState } from './state';

/** What a pledge asks of the papers and the budget it rests on. */
export interface AskedCover {
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  readonly fundingSource: FundingSource;
  /** Kemendagri code of the sponsor's region; absent: the area is not checked. */
  readonly regionCode?: string;
}

/**
 * The authority is in force and covers every month, the funding source and the area (DOMAIN K17). A month counts as
 * covered when the validity touches it: a PKS signed on the 3rd lets its first contribution month be paid.
 * @throws Rejection not-found, authority-ended, months-reversed, month-outside-authority, funding-source-mismatch,
 * region-outside-authority
 */
export function assertCovers(state: AuthorityState, asked: AskedCover): void {
  const authority = authorityInForce(state);
  requireMonthsInOrder(asked.firstMonth, asked.lastMonth);
  requireMonths(authority, asked);
  requireFundingSource(authority, asked.fundingSource);
  requireRegion(authority, asked.regionCode);
}

function requireMonths({ authorityId, number, validFrom, validThrough }: Authority, asked: AskedCover): void {
  const [first, last] = [monthOf(validFrom), monthOf(validThrough)];
  if (first <= asked.firstMonth && asked.lastMonth <= last) return;
  const month = asked.firstMonth < first || asked.firstMonth > last ? asked.firstMonth : asked.lastMonth;
  throw new Rejection(
    'month-outside-authority',
    `Bulan ${month} berada di luar masa berlaku "${number}" (${validFrom} sampai ${validThrough}). Sesuaikan bulan ikrar, atau pakai dasar hukum yang berlaku pada bulan itu.`,
    `The month ${month} lies outside the validity of "${number}" (${validFrom} to ${validThrough}). Adjust the months of the pledge, or use an authority valid in that month.`,
    { field: month === asked.firstMonth ? 'firstMonth' : 'lastMonth', month, authorityId, validFrom, validThrough },
  );
}

/** One declared funding source per rupiah (DOMAIN K02). */
function requireFundingSource({ authorityId, number, fundingSource }: Authority, asked: FundingSource): void {
  if (fundingSource === undefined || fundingSource === asked) return;
  throw new Rejection(
    'funding-source-mismatch',
    `"${number}" berlaku untuk dana "${fundingSource}", sedangkan dana penanggung ini "${asked}". Pakai dasar hukum untuk sumber dana itu.`,
    `"${number}" is for money from "${fundingSource}", this sponsor's money is from "${asked}". Use an authority for that funding source.`,
    { field: 'fundingSource', authorityId, fundingSource, asked },
  );
}

/** A regency's authority covers its districts and villages: `76.03` covers `76.03.01`. */
function requireRegion({ authorityId, number, regionCode }: Authority, asked: string | undefined): void {
  if (regionCode === undefined || asked === undefined) return;
  if (asked === regionCode || asked.startsWith(`${regionCode}.`)) return;
  throw new Rejection(
    'region-outside-authority',
    `Wilayah ${asked} berada di luar wilayah "${number}" (${regionCode}). Pakai dasar hukum untuk wilayah itu.`,
    `The region ${asked} lies outside the area of "${number}" (${regionCode}). Use an authority for that region.`,
    { field: 'regionCode', authorityId, regionCode, asked },
  );
}
