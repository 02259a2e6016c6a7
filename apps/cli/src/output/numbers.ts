import type { Rupiah } from '@sedekah/ledger';

/** `1680000` → `1.680.000`, as Indonesians write it. */
export const grouped = (number: number | bigint | string): string => String(number).replace(/\B(?=(\d{3})+$)/g, '.');

/** `1 seal`, `1.200 events`: a number and an English noun. */
export const counted = (number: number, noun: string): string =>
  `${grouped(number)} ${number === 1 ? noun : `${noun}s`}`;

/** `"1680000"` → `Rp 1.680.000`. */
export const rupiah = (amount: Rupiah): string =>
  amount.startsWith('-') ? `-Rp ${grouped(amount.slice(1))}` : `Rp ${grouped(amount)}`;
