import { isLocalDate, isMonth, type LocalDate, type Month } from './calendar';
import type { Context } from './decider';
import { compare, isPositive, isRupiah, LARGEST_AMOUNT, type Rupiah } from './money';
import { Rejection } from './rejection';

/** `16800` → `Rp 16.800`, as officers write it. */
export const rupiah = (amount: Rupiah): string => `Rp ${amount.replace(/\B(?=(\d{3})+$)/g, '.')}`;
/** `16800` → `Rp 16,800`, for the English sentence. */
export const rupiahEnglish = (amount: Rupiah): string => `Rp ${amount.replace(/\B(?=(\d{3})+$)/g, ',')}`;

/** A positive whole number of rupiah up to 10^15. @throws Rejection amount-invalid naming `field` */
export function requireAmount(amount: Rupiah, field: string): void {
  if (isRupiah(amount) && isPositive(amount) && compare(amount, LARGEST_AMOUNT) <= 0) return;
  throw new Rejection(
    'amount-invalid',
    `Jumlah pada "${field}" harus rupiah bulat antara 1 dan ${rupiah(LARGEST_AMOUNT)}. Tulis angka tanpa titik, koma, atau pecahan.`,
    `The amount in "${field}" must be whole rupiah from 1 to ${rupiahEnglish(LARGEST_AMOUNT)}. Write digits only, without separators or a fraction.`,
    { field, largest: LARGEST_AMOUNT },
  );
}

/** @throws Rejection date-in-the-future when `date` lies after today in the scheme's time zone */
export function requireNotFuture(date: LocalDate, field: string, { today }: Pick<Context, 'today'>): void {
  if (!isLocalDate(date)) throw new Error(`not a day: ${field}`);
  if (date <= today) return;
  throw new Rejection(
    'date-in-the-future',
    `Tanggal ${date} pada "${field}" belum terjadi (hari ini ${today}). Catat setelah hari itu tiba, atau perbaiki tanggalnya.`,
    `The date ${date} in "${field}" has not come yet (today is ${today}). Record it once the day has come, or correct the date.`,
    { field, date, today },
  );
}

/** @throws Rejection date-out-of-order when `date` lies before `notBefore`, the day of the fact it follows */
export function requireNotBefore(date: LocalDate, field: string, notBefore: LocalDate, fact: string): void {
  if (date >= notBefore) return;
  throw new Rejection(
    'date-out-of-order',
    `Tanggal ${date} pada "${field}" lebih awal daripada ${notBefore}, hari fakta yang mendahuluinya (${fact}). Periksa tanggal pada bukti.`,
    `The date ${date} in "${field}" is earlier than ${notBefore}, the day of the fact before it (${fact}). Check the date on the evidence.`,
    { field, date, notBefore, fact },
  );
}

/** @throws Rejection dates-reversed when the first day lies after the last */
export function requireDatesInOrder(first: LocalDate, last: LocalDate, field: string): void {
  if (!isLocalDate(first) || !isLocalDate(last)) throw new Error(`not a day: ${field}`);
  if (first <= last) return;
  throw new Rejection(
    'dates-reversed',
    `Tanggal awal ${first} lebih akhir daripada tanggal akhir ${last} pada "${field}". Tukar atau perbaiki tanggalnya.`,
    `The first day ${first} is later than the last day ${last} in "${field}". Swap or correct the dates.`,
    { field, first, last },
  );
}

/** @throws Rejection months-reversed when the first month lies after the last */
export function requireMonthsInOrder(first: Month, last: Month): void {
  if (!isMonth(first) || !isMonth(last)) throw new Error('not a contribution month');
  if (first <= last) return;
  throw new Rejection(
    'months-reversed',
    `Bulan pertama ${first} lebih akhir daripada bulan terakhir ${last}. Tukar atau perbaiki bulannya.`,
    `The first month ${first} is later than the last month ${last}. Swap or correct the months.`,
    { firstMonth: first, lastMonth: last },
  );
}
