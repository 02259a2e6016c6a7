import type { LocalDate } from '../calendar';
import { Rejection } from '../rejection';

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
