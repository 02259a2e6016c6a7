import { money, type JobRow } from '@sedekah/ledger';
import type { OlderPremiums, RepricedSponsor } from '@sedekah/read-model';

const count = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** How many were re-priced, and how many wait for BPJS's receipt. */
export const totalsOf = (
  repriced: readonly RepricedSponsor[],
  waiting: readonly OlderPremiums[],
): Record<string, number> => ({
  sponsors: repriced.length,
  repriced: count(repriced.map(({ premiums }) => premiums)),
  waiting: count(waiting.flatMap((older) => older.waiting.map(({ heads }) => heads))),
});

/** What the law changed in all, and for the first `shown` sponsors. */
export const outcomeOf = (repriced: readonly RepricedSponsor[], shown: number) => ({
  difference: money.sum(...repriced.map(({ difference }) => difference)),
  receivable: money.sum(...repriced.map(({ receivable }) => receivable)),
  sponsors: repriced.slice(0, shown),
});

/** One row a sponsor with what the law changed, and one for each order that waits. */
export function rowsOf(repriced: readonly RepricedSponsor[], waiting: readonly OlderPremiums[]): JobRow[] {
  const changed = repriced.map(({ sponsorId, premiums, difference, receivable }) => ({
    code: receivable === '0' ? 'repriced' : 'repriced-receivable',
    message:
      `Penanggung ${sponsorId}: ${premiums} iuran dihitung ulang, selisih ${difference} rupiah` +
      (receivable === '0' ? '.' : `; ${receivable} rupiah belum terbayar dan menjadi piutang, tagihkan kepadanya.`),
  }));
  const later = waiting.flatMap(({ sponsorId, waiting: orders }) =>
    orders.map(({ remittanceId, heads }) => ({
      code: 'repricing-waits',
      message:
        `Penanggung ${sponsorId}: ${heads} iuran dalam ${remittanceId ?? 'pembayaran langsung'} menunggu kwitansi BPJS; ` +
        'dihitung ulang sendiri sesudah kwitansi dicatat.',
    })),
  );
  return [...changed, ...later].map((row, index) => ({ line: index + 1, ...row }));
}
