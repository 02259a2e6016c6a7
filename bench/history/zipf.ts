/**
 * How many workers each of `sponsors` sponsors has, the largest first: a few provinces and companies carry most, a long
 * tail of officials a handful each (Zipf's law, exponent 1). Adds up to `workers`, none below one.
 * @throws RangeError for fewer workers than sponsors
 */
export function zipfSizes(workers: number, sponsors: number): number[] {
  if (workers < sponsors) throw new RangeError(`${workers} workers are too few for ${sponsors} sponsors`);
  let harmonic = 0;
  for (let rank = 1; rank <= sponsors; rank += 1) harmonic += 1 / rank;
  const sizes = Array.from({ length: sponsors }, (_, index) =>
    Math.max(1, Math.floor(workers / ((index + 1) * harmonic))),
  );
  let left = workers - sizes.reduce((sum, size) => sum + size, 0);
  for (let index = 0; left !== 0; index = (index + 1) % sponsors) {
    const size = sizes[index] ?? 0;
    if (left < 0 && size === 1) continue;
    const change = left > 0 ? 1 : -1;
    sizes[index] = size + change;
    left -= change;
  }
  return sizes;
}
