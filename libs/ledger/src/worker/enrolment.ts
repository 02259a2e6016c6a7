import { ageOn, daysBetween, monthOf } from '../calendar';
import type { Context } from '../decider';
import { Rejection } from '../rejection';
import { requireNotFuture } from '../requirements';
import type { EnrolWorker } from './commands';
import type { WorkerEvent } from './events';
import { workerDeceased, workerErased, workerLeft } from './refusals';
import { latestCheck, type RegisteredWorker } from './state';

/** PP 44/2015, Lampiran II: income bands of BPU. */
const HIGHEST_BAND = 33;

function refuseMember({ enrolments }: RegisteredWorker, { enrolledOn, presentMember }: EnrolWorker): void {
  const latest = enrolments.at(-1);
  // Membership cannot have ended within its first month, whatever a read model that lags behind says.
  const tooSoon = latest && monthOf(enrolledOn) <= monthOf(latest.on);
  if (!presentMember && !tooSoon) return;
  throw new Rejection(
    'worker-already-member',
    'Pekerja ini masih peserta; pendaftaran kembali hanya sesudah kepesertaan berakhir atau pekerja keluar.',
    'This worker is still a member; enrol again only after membership has ended or the worker has left.',
    latest ? { enrolledOn: latest.on } : {},
  );
}

function refuseIneligible({ checks }: RegisteredWorker, { enrolledOn, rules }: EnrolWorker): void {
  const latest = latestCheck(checks, enrolledOn);
  const limit = String(rules.eligibilityCheckDays);
  const refuse = (sentence: string, english: string, details: Record<string, string> = {}) =>
    new Rejection('worker-not-eligible', sentence, english, { ...details, limitDays: limit });
  if (!latest) {
    throw refuse(
      'Belum ada pemeriksaan kelayakan pada hari pendaftaran; catat dahulu jawaban BPJS, Dukcapil atau kunjungan lapangan.',
      'No eligibility check on or before the day of enrolment; record the answer of BPJS, Dukcapil or a field visit first.',
    );
  }
  if (!latest.eligible) {
    throw refuse(
      `Pemeriksaan terakhir (${latest.on}) menyatakan tidak layak; catat pemeriksaan baru bila keadaannya berubah.`,
      `The latest check (${latest.on}) says not eligible; record a new check if that has changed.`,
      { checkedOn: latest.on },
    );
  }
  if (daysBetween(latest.on, enrolledOn) > rules.eligibilityCheckDays) {
    throw refuse(
      `Pemeriksaan terakhir (${latest.on}) lebih dari ${limit} hari sebelum pendaftaran; periksa ulang lalu daftarkan.`,
      `The latest check (${latest.on}) is more than ${limit} days before the enrolment; check again, then enrol.`,
      { checkedOn: latest.on },
    );
  }
}

function refuseOverAge({ birthDate, enrolledOn, rules }: EnrolWorker): void {
  const age = ageOn(birthDate, enrolledOn);
  if (age < 0) {
    throw new Rejection(
      'birth-date-impossible',
      'Tanggal lahir sesudah hari pendaftaran; periksa keduanya.',
      'The birth date is after the day of enrolment; check both.',
      { field: 'birthDate' },
    );
  }
  if (age < rules.ageLimit) return;
  throw new Rejection(
    'worker-over-age',
    `Umur ${age} tahun pada hari pendaftaran; batasnya belum ${rules.ageLimit} tahun.`,
    `Aged ${age} on the day of enrolment; enrolment is for those not yet ${rules.ageLimit}.`,
    { field: 'enrolledOn', age: String(age), ageLimit: String(rules.ageLimit) },
  );
}

function bandOf({ band = 1 }: EnrolWorker): number {
  if (Number.isInteger(band) && band >= 1 && band <= HIGHEST_BAND) return band;
  throw new Rejection(
    'tariff-missing',
    `Golongan penghasilan harus 1 sampai ${HIGHEST_BAND}.`,
    `The income band must be 1 to ${HIGHEST_BAND}.`,
    { field: 'band', band: String(band) },
  );
}

/**
 * Enrols a living worker who is no present member, whose latest check on the day is eligible and recent, and who is
 * below the age limit on that day only (Permenaker 5/2021; a member stays one after the birthday).
 * @throws Rejection date-in-the-future, worker-deceased, worker-left, worker-already-member, worker-not-eligible,
 * worker-over-age, birth-date-impossible, tariff-missing
 */
export function enrol(state: RegisteredWorker, command: EnrolWorker, context: Context): WorkerEvent[] {
  requireNotFuture(command.enrolledOn, 'enrolledOn', context);
  if (state.erased) throw workerErased();
  if (state.diedOn !== undefined) throw workerDeceased(state.diedOn);
  if (state.leftOn === undefined) refuseMember(state, command);
  const lastLeaving = state.leavings.at(-1);
  if (lastLeaving !== undefined && command.enrolledOn <= lastLeaving) throw workerLeft(lastLeaving);
  refuseIneligible(state, command);
  refuseOverAge(command);
  const { workerId } = state;
  return [
    {
      type: 'WorkerEnrolled',
      data: { workerId, group: command.group, band: bandOf(command), effectiveOn: command.enrolledOn },
    },
  ];
}
