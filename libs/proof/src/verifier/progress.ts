/** Told now and then how many events are done. */
export type Tell = (done: number) => void;

const EVERY = 16_384;

export const isTimeToTell = (ordinal: number): boolean => ordinal % EVERY === 0;
