import type { Rupiah } from '../money';
import type { IncomeBand } from './events';

/** Highest income and base of every band, in thousands of rupiah; band 33 has no upper end. */
const THOUSANDS: readonly (readonly [through: number | undefined, base: number])[] = [
  [1_099, 1_000],
  [1_299, 1_200],
  [1_499, 1_400],
  [1_699, 1_600],
  [1_899, 1_800],
  [2_099, 2_000],
  [2_299, 2_200],
  [2_499, 2_400],
  [2_699, 2_600],
  [3_199, 2_950],
  [3_699, 3_450],
  [4_199, 3_950],
  [4_699, 4_450],
  [5_199, 4_950],
  [5_699, 5_450],
  [6_199, 5_950],
  [6_699, 6_450],
  [7_199, 6_950],
  [7_699, 7_450],
  [8_199, 7_950],
  [9_199, 8_700],
  [10_199, 9_700],
  [11_199, 10_700],
  [12_199, 11_700],
  [13_199, 12_700],
  [14_199, 13_700],
  [15_199, 14_700],
  [16_199, 15_700],
  [17_199, 16_700],
  [18_199, 17_700],
  [19_199, 18_700],
  [20_199, 19_700],
  [undefined, 20_700],
];

const rupiah = (thousands: number): Rupiah => String(thousands * 1000);

/**
 * The income table of BPU workers (PP 44/2015, Lampiran II): 33 bands. Band 1 and the base of band 33 are confirmed; the
 * bands between need checking against the text.
 */
export const BPU_INCOME_BANDS: readonly IncomeBand[] = THOUSANDS.map(([through, base], index) => ({
  band: index + 1,
  ...(through === undefined ? {} : { through: rupiah(through) }),
  base: rupiah(base),
}));
