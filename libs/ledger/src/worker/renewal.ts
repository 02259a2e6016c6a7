import { daysBetween, type LocalDate } from '../calendar';
import { Rejection } from '../rejection';
import { latestCheck, type WorkerState } from './state';

/**
 * Why a worker is not carried over to the next pledge on the day `on`, if so: the list is verified anew before each year,
 * and who was not reconfirmed is not renewed. `limitDays`: how old a check may be.
 */
export function renewalRefusal(worker: WorkerState, on: LocalDate, limitDays: number): Rejection | undefined {
  const latest = latestCheck(worker.checks, on);
  const refusal = (sentence: string, english: string, details: Record<string, string> = {}) =>
    new Rejection('worker-not-eligible', sentence, english, { ...details, limitDays: String(limitDays) });
  if (!latest) {
    return refusal(
      'Belum pernah diperiksa kelayakannya; catat pemeriksaannya, lalu perpanjang.',
      'Eligibility was never checked; record a check, then renew.',
    );
  }
  if (!latest.eligible) {
    return refusal(
      `Pemeriksaan terakhir (${latest.on}) menyatakan tidak layak.`,
      `The latest check (${latest.on}) says not eligible.`,
      { checkedOn: latest.on },
    );
  }
  const age = daysBetween(latest.on, on);
  if (age <= limitDays) return undefined;
  return refusal(
    `Pemeriksaan terakhir (${latest.on}) sudah ${age} hari, batasnya ${limitDays}; verifikasi ulang, lalu perpanjang.`,
    `The latest check (${latest.on}) is ${age} days old, the limit is ${limitDays}; verify again, then renew.`,
    { checkedOn: latest.on, days: String(age) },
  );
}
