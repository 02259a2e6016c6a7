import { Random } from './random';
import type { Shape } from './shape';
import { zipfSizes } from './zipf';

export interface Sponsor {
  readonly sponsorId: string;
  readonly pledgeId: string;
  readonly group: string;
  readonly workers: readonly string[];
  /** Revision of the next event in its stream. */
  next: number;
}

/** Groups at BPJS, one for each district. */
export const GROUPS = ['SG-MAMASA', 'SG-POLMAN', 'SG-MAJENE', 'SG-MAMUJU', 'SG-PASANGKAYU'] as const;

/** Everybody in a history: the same for the same shape. The largest sponsor first. */
export function castOf({ workers, sponsors, seed }: Shape): Sponsor[] {
  const random = new Random(seed ^ 0x5ede_cac5);
  return zipfSizes(workers, sponsors).map((size, index): Sponsor => {
    const sponsorId = random.id();
    return {
      sponsorId,
      pledgeId: `${sponsorId}.${random.id()}`,
      group: GROUPS[index % GROUPS.length] ?? GROUPS[0],
      workers: Array.from({ length: size }, () => random.id()),
      next: 0,
    };
  });
}
