/** A sentence in Indonesian and in English. */
export type Sentence = readonly [indonesian: string, english: string];

/** `1680000` → `1.680.000`, as Indonesians write it. */
export const group = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '.');

/** The noun as English has it after a number. */
export const nounFor = (count: number, noun: string): string => (count === 1 ? noun : `${noun}s`);

/** `1 seal`, `1.200 events`. */
export const counted = (count: number, noun: string): string => `${group(count)} ${nounFor(count, noun)}`;
