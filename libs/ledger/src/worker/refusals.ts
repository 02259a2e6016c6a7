import type { LocalDate } from '../calendar';
import type { Context } from '../decider';
import { Rejection } from '../rejection';

/** @throws Rejection date-in-the-future when `date` is after today in the scheme's time zone. */
export function refuseFuture(field: string, date: LocalDate, { today }: Pick<Context, 'today'>): void {
  if (date <= today) return;
  throw new Rejection(
    'date-in-the-future',
    `Tanggal ${date} belum tiba; catat kejadian ini paling cepat pada harinya.`,
    `${date} is in the future; record this on the day it happens or later.`,
    { field, date, today },
  );
}

export const workerUnknown = () =>
  new Rejection('worker-unknown', 'Pekerja ini tidak terdaftar.', 'This worker is not registered.');

export const workerErased = () =>
  new Rejection(
    'worker-unknown',
    'Data diri pekerja ini sudah dihapus; daftarkan orangnya kembali bila perlu.',
    "This worker's personal data have been erased; register the person anew if need be.",
  );

export const workerDeceased = (diedOn: LocalDate) =>
  new Rejection(
    'worker-deceased',
    `Pekerja ini meninggal pada ${diedOn}; sesudah itu tidak ada lagi yang dicatat untuknya.`,
    `This worker died on ${diedOn}; nothing is recorded for a later time.`,
    { diedOn },
  );

export const workerLeft = (leftOn: LocalDate) =>
  new Rejection(
    'worker-left',
    `Pekerja ini keluar pada ${leftOn}; daftarkan kembali kepesertaannya mulai hari sesudahnya.`,
    `This worker left on ${leftOn}; enrol again from the day after.`,
    { leftOn },
  );
